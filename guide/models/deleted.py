"""What was deleted on the desk, kept for a while as it was: also a draft that no edition holds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from guide.models.snapshot import KINDS, Key, items_of, take

KEPT = timedelta(days=30)


class DeletedQuerySet(models.QuerySet["Deleted"]):
    def keep(self, keys: Collection[Key], *, by: str) -> None:
        """Keep these items of the working copy as they are now, and forget what is old."""
        self.filter(at__lte=timezone.now() - KEPT).delete()
        items, now = items_of(take({key.kind for key in keys})), timezone.now()
        kept = [Deleted(kind=key.kind, slug=key.slug, item=items[key], by=by, at=now) for key in keys]
        self.bulk_create(
            kept, update_conflicts=True, unique_fields=["kind", "slug"], update_fields=["item", "by", "at"]
        )

    def missing(self, *kinds: str) -> list[Deleted]:
        """What can be brought back, newest first: nothing of the same name has been made since."""
        kept = list(self.filter(at__gt=timezone.now() - KEPT, **({"kind__in": kinds} if kinds else {})))
        there = {kind: set(KINDS[kind].objects.values_list("slug", flat=True)) for kind in {one.kind for one in kept}}
        return [one for one in kept if one.slug not in there[one.kind]]


class Deleted(models.Model):
    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=60)
    item = models.JSONField(help_text="As it was, as plain data.")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = DeletedQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("-at", "pk")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_deleted_of_a_name")]

    def __str__(self) -> str:
        return str(self.key)

    @property
    def key(self) -> Key:
        return Key(self.kind, self.slug)

    @property
    def until(self) -> datetime:
        return self.at + KEPT
