"""Events that are counted for some time: reports and guesses for their limits, and the networks of logins."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

HOUR = timedelta(hours=1)


class CountedEventQuerySet(models.QuerySet["CountedEvent"]):
    def of(self, key: str) -> CountedEventQuerySet:
        return self.filter(key=key_hash(key), expires_at__gt=timezone.now())

    def add(self, key: str, period: timedelta) -> CountedEvent:
        """Add an event that counts for `period`, and delete expired ones."""
        self.filter(expires_at__lte=timezone.now()).delete()
        return self.create(key=key_hash(key), expires_at=timezone.now() + period)

    def within_limit(self, key: str, limit: int, period: timedelta = HOUR) -> bool:
        """Count one more event, and return whether there are now at most `limit`. Events beyond it are not kept."""
        # It is added before it is counted, so that processes that do this at the same time cannot exceed the limit.
        event = self.add(key, period)
        if self.of(key).count() <= limit:
            return True
        event.delete()
        return False

    def is_first(self, key: str, period: timedelta = HOUR) -> bool:
        """Return whether this event is the first of its key. Of events at the same time, one is."""
        event = self.add(key, period)
        first = self.of(key).order_by("pk").first()
        return first is None or first.pk == event.pk


class CountedEvent(models.Model):
    """`key` is a hash, so that no address and no username is stored."""

    key = models.CharField(max_length=40, db_index=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = CountedEventQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key} until {self.expires_at}"


def key_hash(key: str) -> str:
    return salted_hmac("counted event", key).hexdigest()
