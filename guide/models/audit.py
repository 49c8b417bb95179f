"""Audit events that no other table records: logins, exports, imports, rescheduled editions."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from guide.models.counted_event import key_hash

GROUPING_PERIOD = timedelta(hours=1)


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def record(self, who: str, verb: AuditEvent.Verb, what: str = "") -> None:
        self.create(who=who, verb=verb, what=what[:200])

    def record_failed_login(self, who: str, *, known: bool) -> None:
        """Record a failed login. There is one row per account and hour, so that an attack cannot fill the disk.

        For an unknown name, the same is done under its hash and deleted later: otherwise the time that a response takes
        would show which accounts exist. Only the hash, since people type passwords into the wrong field.
        """
        verb = AuditEvent.Verb.FAILED if known else AuditEvent.Verb.UNKNOWN
        who = who if known else key_hash(who)
        recent = models.Q(at__gt=timezone.now() - GROUPING_PERIOD)
        self.filter(~recent, verb=AuditEvent.Verb.UNKNOWN).delete()
        if not self.since_login(who).filter(recent, verb=verb).update(times=models.F("times") + 1):
            self.record(who, verb)

    def since_login(self, who: str) -> AuditEventQuerySet:
        logins = self.filter(who=who, verb=AuditEvent.Verb.LOGGED_IN).order_by()
        last = logins.values("who").annotate(last=models.Max("pk")).values("last")
        return self.filter(who=who, pk__gt=Coalesce(models.Subquery(last), 0))

    def failed_logins(self, who: str) -> int:
        """Count failed logins since the last login."""
        failed = self.since_login(who).filter(verb=AuditEvent.Verb.FAILED)
        return failed.aggregate(times=models.Sum("times"))["times"] or 0


class AuditEvent(models.Model):
    class Verb(models.TextChoices):
        LOGGED_IN = "logged in"
        LOGGED_OUT = "logged out"
        FAILED = "failed to log in"
        UNKNOWN = "unknown name"  # not shown
        EXPORTED = "exported"
        IMPORTED = "imported"
        RESCHEDULED = "rescheduled"

    at = models.DateTimeField(default=timezone.now, db_index=True)
    who = models.CharField(max_length=150)
    verb = models.CharField(max_length=20, choices=Verb.choices)
    what = models.CharField(max_length=200, blank=True)
    times = models.PositiveIntegerField(default=1)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.who} {self.verb} {self.what}".strip()
