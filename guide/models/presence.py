"""Presence: who has had which edit form open in the last two minutes."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from guide.models.base import Item

PRESENCE_TIMEOUT = timedelta(minutes=2)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def record(self, row: Item, user: User) -> None:
        """Record that the user has the row's form open, and delete expired presences."""
        self.filter(last_seen__lt=timezone.now() - PRESENCE_TIMEOUT).delete()
        self.update_or_create(kind=row.kind, object_id=row.pk, user=user, defaults={"last_seen": timezone.now()})

    def other_users(self, row: Item, user: User) -> list[str]:
        """Return the names of other users who have the row's form open."""
        others = self.filter(kind=row.kind, object_id=row.pk, last_seen__gte=timezone.now() - PRESENCE_TIMEOUT).exclude(
            user=user
        )
        return [presence.user.get_username() for presence in others.select_related("user").order_by("user__username")]


class Presence(models.Model):
    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    last_seen = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "user"], name="one_presence_of_a_user")]

    def __str__(self) -> str:
        return f"{self.user} at {self.kind} {self.object_id}"
