"""When the last change of each item went live."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.cache import cache

from guide.editions.changes import same_content
from guide.models import Edition
from guide.models.edition import once_live
from guide.models.snapshot import ItemKey, items_by_key


def item_dates(number: int, digest: str, live_at: datetime) -> Mapping[ItemKey, datetime]:
    """Return when the last change of each item of an edition went live.

    Older editions are read, newest first, until one whose dates are cached: usually the one before.
    """
    key = cache_key(number, digest, live_at)
    dates = cache.get(key)
    if dates is None:
        dates = _compute_item_dates(number)
        cache.set(key, dates, timeout=None)
    return dates


def _compute_item_dates(number: int) -> dict[ItemKey, datetime]:
    older_or_same = Edition.objects.not_cancelled().filter(number__lte=number).defer(None)
    editions = once_live(older_or_same.iterator(chunk_size=1))  # with one snapshot at a time in memory
    latest = next(editions)
    items = items_by_key(latest.snapshot)
    dates, unchanged = dict.fromkeys(items, latest.live_at), set(items)
    for edition in editions:
        older = items_by_key(edition.snapshot)
        unchanged = {key for key in unchanged if key in older and same_content(older[key], items[key])}
        cached_dates = cache.get(cache_key(edition.number, edition.digest, edition.live_at))
        dates |= {key: cached_dates[key] if cached_dates else edition.live_at for key in unchanged}
        if cached_dates or not unchanged:
            break
    return dates


def cache_key(number: int, digest: str, live_at: datetime) -> str:
    # The time is part of the key, since a restored backup may have another edition with the same number and digest.
    return f"item-dates-{number}-{digest}-{live_at.timestamp()}"
