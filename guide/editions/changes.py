"""How the working copy differs from what is published, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from guide.models import Edition
from guide.models.snapshot import KINDS, ItemData, ItemKey, Snapshot, item_title, items_by_key, read_working_copy

LIVE, NEW, CHANGED, REMOVED, SCHEDULED = "live", "new", "changed", "removed", "scheduled"
MAX_EDITIONS_COMPARED = 25
STATES = (LIVE, NEW, CHANGED, REMOVED, SCHEDULED)


class Change(NamedTuple):
    """How one item of the working copy differs from what was published."""

    key: ItemKey
    title: str
    state: str
    """`NEW`, `CHANGED` or `REMOVED`."""

    @property
    def kind(self) -> str:
        return str(KINDS[self.key.kind]._meta.verbose_name)


class WorkingCopyStatus(NamedTuple):
    """Where the items of the working copy stand. An item that is named nowhere is live as it is."""

    pending: list[Change]
    """Unpublished changes."""
    scheduled: list[Change]
    """Changes that are published, wait for their time, and are as the rows have them."""
    rows: Mapping[ItemKey, ItemData]
    """The working copy itself. It is shared: nobody changes it."""

    def states_of_kind(self, kind: str) -> dict[str, str]:
        """The states of items of one kind by their slugs, where they are not live."""
        states = {change.key.slug: SCHEDULED for change in self.scheduled if change.key.kind == kind}
        return states | {change.key.slug: change.state for change in self.pending if change.key.kind == kind}


def working_copy_status(rows: Mapping[ItemKey, ItemData] | None = None) -> WorkingCopyStatus:
    """`rows` is the working copy, if the caller has read it already."""
    rows = items_by_key(read_working_copy()) if rows is None else rows
    newest, live = Edition.objects.last_published(), Edition.objects.current()
    pending = compare_items(published_items(newest), rows)
    taken = {change.key for change in pending}
    waiting = compare_items(published_items(live), published_items(newest)) if newest != live else []
    return WorkingCopyStatus(pending, [change for change in waiting if change.key not in taken], rows)


def pending_changes() -> list[Change]:
    """What the working copy holds that has not been published."""
    return working_copy_status().pending


def published_items(edition: Edition | None) -> Mapping[ItemKey, ItemData]:
    """The items of an edition. They are shared: nobody changes them."""
    return _published_items(edition.number, edition.digest) if edition else {}


@lru_cache(maxsize=4)
def _published_items(number: int, digest: str) -> Mapping[ItemKey, ItemData]:
    """Kept, since an edition never changes and the desk compares with it on every page."""
    return items_by_key(Edition.objects.values_list("snapshot", flat=True).get(number=number, digest=digest))


def editions_changing(key: ItemKey) -> list[Edition]:
    """The live editions that changed an item, newest first. Only the last are looked at: each is the whole guide.

    The oldest of them stands for all before it.
    """
    found: list[Edition] = []
    newer, text = None, None
    for edition in Edition.objects.live().defer(None)[:MAX_EDITIONS_COMPARED].iterator(chunk_size=1):
        older = items_by_key(edition.snapshot).get(key)
        if newer and not same_content(older, text):
            found.append(newer)
        newer, text = edition, older
    return [*found, newer] if newer and text is not None else found


def compare_snapshots(old: Snapshot, new: Snapshot) -> list[Change]:
    """What has to change to come from one snapshot to another, in the order of the guide."""
    return compare_items(items_by_key(old), items_by_key(new))


def compare_items(before: Mapping[ItemKey, ItemData], after: Mapping[ItemKey, ItemData]) -> list[Change]:
    changes = []
    for key in changed_keys(before, after):
        state = NEW if key not in before else CHANGED if key in after else REMOVED
        changes.append(Change(key, item_title(after.get(key) or before[key]), state))
    return changes


def changed_keys(before: Mapping[ItemKey, ItemData], after: Mapping[ItemKey, ItemData]) -> list[ItemKey]:
    every = [*after, *(key for key in before if key not in after)]
    return [key for key in every if not same_content(before.get(key), after.get(key))]


def same_content(old: Any, new: Any) -> bool:
    """Whether two items say the same. A field that is younger than an edition is blank in it."""
    if old == new:
        return True
    if isinstance(old, dict) and isinstance(new, dict):
        both = old.keys() & new.keys()
        blank = not any((old | new)[name] for name in old.keys() ^ new.keys())
        return blank and all(same_content(old[name], new[name]) for name in both)
    lists = isinstance(old, list) and isinstance(new, list) and len(old) == len(new)
    return lists and all(map(same_content, old, new))
