"""The trash: copies of deleted items and discarded drafts, kept for 30 days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from guide.models.item_record import ItemRecord
from guide.models.snapshot import KINDS, ItemKey, item_title, items_by_key, read_working_copy

RETENTION = timedelta(days=30)


class TrashEntryQuerySet(models.QuerySet["TrashEntry"]):
    def save_copies(self, keys: Collection[ItemKey], *, by: str) -> list[TrashEntry]:
        """Copy these items of the working copy to the trash, and delete expired entries."""
        self.filter(at__lte=timezone.now() - RETENTION).delete()
        items, now = items_by_key(read_working_copy({key.kind for key in keys})), timezone.now()
        return TrashEntry.objects.bulk_create(
            TrashEntry(kind=key.kind, slug=key.slug, item=items[key], by=by, at=now) for key in keys if key in items
        )

    def restorable(self) -> TrashEntryQuerySet:
        """Entries that are not expired, newest first."""
        return self.filter(at__gt=timezone.now() - RETENTION)

    def restorable_missing(self, kind: str) -> dict[ItemKey, TrashEntry]:
        """The newest entry of each item of a kind that is missing from the working copy."""
        existing = KINDS[kind].objects.values_list("slug", flat=True)
        return {entry.key: entry for entry in reversed(self.restorable().filter(kind=kind).exclude(slug__in=existing))}


class TrashEntry(ItemRecord):
    item = models.JSONField(help_text="As it was, as plain data.")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = TrashEntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("-at", "pk")

    def __str__(self) -> str:
        return str(self.key)

    @property
    def title(self) -> str:
        return item_title(self.item)

    @property
    def restorable_until(self) -> datetime:
        return self.at + RETENTION
