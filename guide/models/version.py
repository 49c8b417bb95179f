"""Versions: an item of the working copy as it was after each save on the desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models.functions import TruncDate
from django.utils import timezone

from guide.models.item_record import ItemRecord, ItemRecordQuerySet
from guide.models.snapshot import ItemData, ItemKey, ItemMap, item_title

KEEP_ALL = timedelta(days=30)  # then the last one of each day
KEEP_DAILY = timedelta(days=365)
UNKNOWN_SAVE = "Not saved on the desk: written by a command, or before versions were kept."


class VersionQuerySet(ItemRecordQuerySet["Version"]):
    def record(
        self, items: Mapping[ItemKey, ItemData | None], *, by: str, what: str, before: ItemMap | None = None
    ) -> None:
        """Store items as they are now, unless they equal their last versions, and delete expired versions.

        An item as it was `before` is stored too if no version holds that state, so that nothing overwritten is lost.
        """
        last, new = self.last_items(items), []
        for key, item in items.items():
            for state, name, words in (((before or {}).get(key), "", UNKNOWN_SAVE), (item, by, what)):
                if state is not None and state != last.get(key):
                    new.append(Version(kind=key.kind, slug=key.slug, item=state, by=name, what=words[:200]))
                    last[key] = state
        if new:
            Version.objects.bulk_create(new)
            self.delete_expired()

    def last_items(self, keys: Collection[ItemKey]) -> dict[ItemKey, ItemData]:
        """Return the newest version of each item that has one."""
        of_slugs = self.filter(kind__in={key.kind for key in keys}, slug__in={key.slug for key in keys})
        newest = of_slugs.order_by().values("kind", "slug").annotate(last=models.Max("pk")).values("last")
        return {version.key: version.item for version in self.filter(pk__in=newest)}

    def delete_expired(self) -> None:
        now = timezone.now()
        self.filter(at__lt=now - KEEP_DAILY).delete()
        older = self.filter(at__lt=now - KEEP_ALL).order_by()
        daily = older.annotate(day=TruncDate("at")).values("kind", "slug", "day").annotate(last=models.Max("pk"))
        older.exclude(pk__in=daily.values("last")).delete()


class Version(ItemRecord):
    item = models.JSONField(help_text="As it was, as plain data.")
    by = models.CharField(max_length=150, blank=True, help_text="Blank if it was not saved on the desk.")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    what = models.CharField(max_length=200)

    objects = VersionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "slug", "at"], name="version_of_item")]

    def __str__(self) -> str:
        return f"{self.key} as saved at {timezone.localtime(self.at):%Y-%m-%d %H:%M}"

    @property
    def title(self) -> str:
        return item_title(self.item)

    def previous(self) -> Version | None:
        return Version.objects.of_item(self.key).filter(pk__lt=self.pk).first()

    def item_to_restore(self, now: ItemData | None) -> ItemData:
        """Return the item of this version with the short name and the former addresses that it has now."""
        kept = {name: now[name] for name in ("former_addresses", "gone_addresses") if now and name in now}
        return self.item | kept | {"slug": self.slug}
