"""Who did what and when, from what the desk logs and from what tells of itself: editions and requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from guide.http import failed_writes
from guide.models import Act, Cancellation, Edition, PublicationRequest

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

    def times(self, field: str) -> Q:
        since = Q(**{f"{field}__gte": self.since}) if self.since else Q()
        return since & (Q(**{f"{field}__lt": self.until}) if self.until else Q())

    def fits(self, deed: Deed) -> bool:
        """A number is not found within a longer one: edition 1 is not edition 10."""
        told = " ".join(filter(None, (deed.verb, deed.kind, deed.item, deed.words)))
        named = re.search(rf"(?<!\d){re.escape(self.item.strip())}(?!\d)", told, re.IGNORECASE)
        return bool(named or not self.item) and self.who in ("", *deed.who.split(", approved by "))


def took_out(request: HttpRequest, what: str) -> None:
    """Note it where that can be stored. Where not, a file is most wanted: it leaves, and the log says so."""
    try:
        Act.objects.note(request.user.get_username(), Act.Verb.TOOK_OUT, what)
    except failed_writes.CANNOT_STORE as error:
        failed_writes.report(request, error)


def deeds(wish: Wish) -> list[Deed]:
    """The deeds that fit, newest first."""
    sources = (_logged, _noted, _published, _cancelled, _asked, _decided)
    found = [deed for source in sources for deed in source(wish) if wish.fits(deed)]
    return sorted(found, key=lambda deed: deed.at, reverse=True)


def _logged(wish: Wish) -> Iterator[Deed]:
    for entry in LogEntry.objects.select_related("user", "content_type").filter(wish.times("action_time")):
        kind = str(entry.content_type.name) if entry.content_type else ""
        who, words = entry.user.get_username(), entry.get_change_message()
        yield Deed(entry.action_time, who, VERBS[entry.action_flag], kind, entry.object_repr, words, _url(entry))


def _url(entry: LogEntry) -> str:
    try:
        return "" if entry.is_deletion() else entry.get_admin_url() or ""
    except NoReverseMatch:
        return ""


def _noted(wish: Wish) -> Iterator[Deed]:
    for act in Act.objects.filter(wish.times("at")):
        yield Deed(act.at, act.who, act.verb, "", act.what, f"{act.times} times" if act.times > 1 else "", "")


def _published(wish: Wish) -> Iterator[Deed]:
    """Editions tell of themselves, also of those that a command published."""
    for row in Edition.objects.filter(wish.times("published_at")):
        url = row.get_absolute_url()
        yield Deed(row.published_at, row.published_by, "published", "edition", str(row), row.note, url)


def _cancelled(wish: Wish) -> Iterator[Deed]:
    for row in Cancellation.objects.filter(wish.times("at")).values_list("at", "by", "edition__number"):
        yield Deed(row[0], row[1], "cancelled", "edition", f"Edition {row[2]}", "", reverse("admin:waiting"))


def _asked(wish: Wish) -> Iterator[Deed]:
    for row in PublicationRequest.objects.filter(wish.times("asked_at")).defer("items"):
        instead = f" In the place of edition {row.replaces_id}." if row.replaces_id else ""
        yield _of(row, row.asked_at, row.asked_by, "asked to publish", row.note + instead)


def _decided(wish: Wish) -> Iterator[Deed]:
    decided = PublicationRequest.objects.exclude(decided_at=None).filter(wish.times("decided_at"))
    for row in decided.defer("items"):
        yield _of(row, row.decided_at, row.decided_by, row.state, row.answer)


def _of(row: PublicationRequest, at: datetime, who: str, verb: str, words: str) -> Deed:
    return Deed(at, who, verb, "request", str(row), words, reverse("admin:request", args=[row.pk]))
