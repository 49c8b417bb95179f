"""Audit events that no other table records: logins, exports, imports, rescheduled editions."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

GROUPING_PERIOD = timedelta(hours=1)


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def record(self, who: str, verb: AuditEvent.Verb, what: str = "") -> None:
        self.create(who=who, verb=verb, what=what[:200])

    def record_failed_login(self, who: str) -> None:
        """Record a failed login. There is one row per account and hour, so that an attack cannot fill the disk."""
        recent = self.filter(who=who, verb=AuditEvent.Verb.FAILED, at__gt=timezone.now() - GROUPING_PERIOD)
        if not recent.update(times=models.F("times") + 1):
            self.record(who, AuditEvent.Verb.FAILED)


class AuditEvent(models.Model):
    class Verb(models.TextChoices):
        LOGGED_IN = "logged in"
        LOGGED_OUT = "logged out"
        FAILED = "failed to log in"
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
