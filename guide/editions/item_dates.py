"""When readers first had each item of an edition as it is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.core.cache import cache

from guide.editions.changes import same_content
from guide.models import Edition
from guide.models.snapshot import ItemKey, items_by_key


def item_dates(number: int, digest: str, live_at: datetime) -> Mapping[ItemKey, datetime]:
    """The time from which each item of an edition is as it is, by the edition in which it last changed.

    Editions are read backwards as far as one whose dates are cached, which is the last one unless the process is new.
    """
    name = cache_key(number, digest, live_at)
    found = cache.get(name)
    if found is None:
        found = _item_dates(number)
        cache.set(name, found, timeout=None)
    return found


def _item_dates(number: int) -> dict[ItemKey, datetime]:
    editions = seen_editions(number)
    newest = next(editions)
    items = items_by_key(newest.snapshot)
    found, unchanged = dict.fromkeys(items, newest.live_at), set(items)
    for edition in editions:
        older = items_by_key(edition.snapshot)
        unchanged = {key for key in unchanged if key in older and same_content(older[key], items[key])}
        known = cache.get(cache_key(edition.number, edition.digest, edition.live_at))
        found |= {key: known[key] if known else edition.live_at for key in unchanged}
        if known or not unchanged:
            break
    return found


def cache_key(number: int, digest: str, live_at: datetime) -> str:
    # With the time, since a restored backup may have another edition of the same number and text.
    return f"item-dates-{number}-{digest}-{live_at.timestamp()}"


def seen_editions(number: int) -> Iterator[Edition]:
    """The editions up to one that readers have seen, newest first, with their snapshots: one at a time in memory."""
    newer = None
    for edition in Edition.objects.not_cancelled().filter(number__lte=number).defer(None).iterator(chunk_size=1):
        # An edition whose time came only after a newer one was out has never been current.
        if newer is None or edition.live_at < newer:
            newer = edition.live_at
            yield edition
