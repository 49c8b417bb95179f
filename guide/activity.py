"""Who did what and when, from what the desk logs and from the editions themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models import Q
from django.urls import NoReverseMatch

from guide.models import Edition

VERBS = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}
MOST = 1000
"""How many are shown; a file has them all."""


class Deed(NamedTuple):
    """One thing that somebody did."""

    at: datetime
    who: str
    verb: str
    kind: str
    item: str
    words: str
    """What of it, or the change note."""
    url: str


class Wish(NamedTuple):
    """Which deeds to tell; what is empty matches all."""

    who: str = ""
    item: str = ""
    since: datetime | None = None
    until: datetime | None = None


def deeds(wish: Wish) -> list[Deed]:
    """The deeds that fit, newest first."""
    return sorted([*_logged(wish), *_published(wish)], key=lambda deed: deed.at, reverse=True)


def _logged(wish: Wish) -> Iterator[Deed]:
    entries = LogEntry.objects.select_related("user", "content_type").filter(_times("action_time", wish))
    if wish.who:
        entries = entries.filter(user__username=wish.who)
    if wish.item:
        entries = entries.filter(Q(object_repr__icontains=wish.item) | Q(content_type__model__icontains=wish.item))
    for entry in entries:
        kind = str(entry.content_type.name) if entry.content_type else ""
        who, words = entry.user.get_username(), entry.get_change_message()
        yield Deed(entry.action_time, who, VERBS[entry.action_flag], kind, entry.object_repr, words, _url(entry))


def _url(entry: LogEntry) -> str:
    try:
        return "" if entry.is_deletion() else entry.get_admin_url() or ""
    except NoReverseMatch:
        return ""


def _published(wish: Wish) -> Iterator[Deed]:
    """Editions tell of themselves, also of those that a command published."""
    editions = Edition.objects.filter(_times("published_at", wish)).defer("snapshot")
    if wish.who:
        editions = editions.filter(published_by=wish.who)
    if wish.item:
        named = Q(note__icontains=wish.item) | Q(number=number_in(wish.item))
        editions = editions.filter(named)
    for row in editions:
        yield Deed(
            row.published_at, row.published_by, "published", "edition", str(row), row.note, row.get_absolute_url()
        )


def number_in(text: str) -> int | None:
    """The number of an edition, as people write it: "3" or "edition 3"."""
    found = re.fullmatch(r"(?:edition )?(\d{1,6})", text.strip(), re.IGNORECASE)
    return int(found[1]) if found else None


def _times(field: str, wish: Wish) -> Q:
    since = Q(**{f"{field}__gte": wish.since}) if wish.since else Q()
    return since & (Q(**{f"{field}__lt": wish.until}) if wish.until else Q())
