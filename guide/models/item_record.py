"""Base of the tables that keep something about an item by its kind and short name, also when its row is gone."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models

from guide.models.snapshot import ItemKey

Record = TypeVar("Record", bound="ItemRecord")


class ItemRecordQuerySet(models.QuerySet[Record]):
    def of_item(self, key: ItemKey) -> Self:
        return self.filter(kind=key.kind, slug=key.slug)

    def rename(self, old: ItemKey, new: ItemKey) -> None:
        """Let the records stay with an item whose short name changes."""
        if old != new:
            self.of_item(old).update(slug=new.slug)


class ItemRecord(models.Model):
    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=60)

    class Meta:
        abstract = True

    @property
    def key(self) -> ItemKey:
        return ItemKey(self.kind, self.slug)
