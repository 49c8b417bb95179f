"""What was deleted or discarded on the desk, kept for a while as it was: also a draft that no edition holds."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from guide.models.snapshot import KINDS, Key, items_of, take, title_of

KEPT = timedelta(days=30)


class DeletedQuerySet(models.QuerySet["Deleted"]):
    def keep(self, keys: Collection[Key], *, by: str) -> list[Deleted]:
        """Keep these items of the working copy as they are now, and forget what is old."""
        self.filter(at__lte=timezone.now() - KEPT).delete()
        items, now = items_of(take({key.kind for key in keys})), timezone.now()
        return self.bulk_create(
            Deleted(kind=key.kind, slug=key.slug, item=items[key], by=by, at=now) for key in keys if key in items
        )

    def lasting(self) -> DeletedQuerySet:
        """What can be brought back, newest first."""
        return self.filter(at__gt=timezone.now() - KEPT)

    def missing(self, kind: str) -> dict[Key, Deleted]:
        """The last of each item of a kind that is not there any more."""
        there = KINDS[kind].objects.values_list("slug", flat=True)
        return {one.key: one for one in reversed(self.lasting().filter(kind=kind).exclude(slug__in=there))}


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

    def __str__(self) -> str:
        return str(self.key)

    @property
    def key(self) -> Key:
        return Key(self.kind, self.slug)

    @property
    def title(self) -> str:
        return title_of(self.item)

    @property
    def noun(self) -> str:
        return str(KINDS[self.kind]._meta.verbose_name)

    @property
    def until(self) -> datetime:
        return self.at + KEPT
