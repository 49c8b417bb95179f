"""Differences between the working copy and the editions, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from guide.models import Edition
from guide.models.snapshot import ItemData, ItemKey, item_title, items_by_key, read_working_copy

STATES = LIVE, NEW, CHANGED, REMOVED, SCHEDULED = "live", "new", "changed", "removed", "scheduled"
MAX_EDITIONS_COMPARED = 25


class Change(NamedTuple):
    key: ItemKey
    title: str
    state: str  # NEW, CHANGED or REMOVED


class WorkingCopyStatus(NamedTuple):
    """The items of the working copy that readers do not see as they are."""

    pending: list[Change]  # not published
    scheduled: list[Change]  # published in a scheduled edition, and not changed since
    rows: Mapping[ItemKey, ItemData]  # the working copy; shared, so do not change it

    def states_of_kind(self, kind: str) -> dict[str, str]:
        """Return the states of the items of a kind that are not live, keyed by slug."""
        states = {change.key.slug: SCHEDULED for change in self.scheduled if change.key.kind == kind}
        return states | {change.key.slug: change.state for change in self.pending if change.key.kind == kind}


def working_copy_status(rows: Mapping[ItemKey, ItemData] | None = None) -> WorkingCopyStatus:
    """Compare the working copy with the latest edition. Pass `rows` if you have read the working copy already."""
    rows = items_by_key(read_working_copy()) if rows is None else rows
    latest, live = Edition.objects.last_published(), Edition.objects.current()
    pending = compare_items(published_items(latest), rows)
    pending_keys = {change.key for change in pending}
    scheduled = compare_items(published_items(live), published_items(latest)) if latest != live else []
    return WorkingCopyStatus(pending, [change for change in scheduled if change.key not in pending_keys], rows)


def pending_changes() -> list[Change]:
    return working_copy_status().pending


def published_items(edition: Edition | None) -> Mapping[ItemKey, ItemData]:
    """Return the items of an edition, or none for None. They are shared, so do not change them."""
    return _published_items(edition.number, edition.digest) if edition else {}


# Cached, since an edition never changes and every page of the desk compares with one.
@lru_cache(maxsize=4)
def _published_items(number: int, digest: str) -> Mapping[ItemKey, ItemData]:
    return items_by_key(Edition.objects.values_list("snapshot", flat=True).get(number=number, digest=digest))


def editions_changing(*keys: ItemKey) -> list[tuple[Edition, ItemKey | None]]:
    """Return the live editions that changed an item, newest first, each with the key that it has there.

    `keys` are its key and those that it had before; None stands for an edition without it.

    Only the last MAX_EDITIONS_COMPARED are read, since each holds the whole guide. If the oldest of these has the
    item, it is in the result even if an edition before it made the change.
    """
    editions: list[tuple[Edition, ItemKey | None]] = []
    newer: tuple[Edition, ItemKey | None] | None = None
    newer_item = None
    for edition in Edition.objects.live().defer(None)[:MAX_EDITIONS_COMPARED].iterator(chunk_size=1):
        items = items_by_key(edition.snapshot)
        key = next((key for key in keys if key in items), None)
        item = items[key] if key else None
        if newer and not same_content(item, newer_item):
            editions.append(newer)
        newer, newer_item = (edition, key), item
    return [*editions, newer] if newer and newer_item is not None else editions


def compare_items(before: Mapping[ItemKey, ItemData], after: Mapping[ItemKey, ItemData]) -> list[Change]:
    """Return the items that differ, in the order of the guide."""
    changes = []
    for key in changed_keys(before, after):
        state = NEW if key not in before else CHANGED if key in after else REMOVED
        changes.append(Change(key, item_title(after.get(key) or before[key]), state))
    return changes


def changed_keys(before: Mapping[ItemKey, ItemData], after: Mapping[ItemKey, ItemData]) -> list[ItemKey]:
    keys = [*after, *(key for key in before if key not in after)]
    return [key for key in keys if not same_content(before.get(key), after.get(key))]


def same_content(old: Any, new: Any) -> bool:
    """Return whether two items are equal. A field that only one of them has must be blank: it is a newer field."""
    if old == new:
        return True
    if isinstance(old, dict) and isinstance(new, dict):
        both = old.keys() & new.keys()
        blank = not any((old | new)[name] for name in old.keys() ^ new.keys())
        return blank and all(same_content(old[name], new[name]) for name in both)
    lists = isinstance(old, list) and isinstance(new, list) and len(old) == len(new)
    return lists and all(map(same_content, old, new))
