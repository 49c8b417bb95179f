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
from guide.models import AuditEvent, Cancellation, Edition, PublicationRequest

VERBS = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}
MAX_SHOWN = 1000
"""How many are shown; a file has them all."""


class AuditLogEntry(NamedTuple):
    """One thing that somebody did."""

    at: datetime
    who: str
    verb: str
    kind: str
    item: str
    words: str
    """What of it, or the change note."""
    url: str


class AuditFilter(NamedTuple):
    """Which deeds to tell; what is empty matches all."""

    who: str = ""
    item: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def time_range(self, field: str) -> Q:
        since = Q(**{f"{field}__gte": self.since}) if self.since else Q()
        return since & (Q(**{f"{field}__lt": self.until}) if self.until else Q())

    def matches(self, deed: AuditLogEntry) -> bool:
        """A number is not found within a longer one: edition 1 is not edition 10."""
        searchable = " ".join(filter(None, (deed.verb, deed.kind, deed.item, deed.words)))
        named = re.search(rf"(?<!\d){re.escape(self.item.strip())}(?!\d)", searchable, re.IGNORECASE)
        return bool(named or not self.item) and self.who in ("", *deed.who.split(", approved by "))


def log_export(request: HttpRequest, what: str) -> None:
    """Note it where that can be stored. Where not, a file is most wanted: it leaves, and the log says so."""
    try:
        AuditEvent.objects.record(request.user.get_username(), AuditEvent.Verb.EXPORTED, what)
    except failed_writes.WRITE_ERRORS as error:
        failed_writes.log_failed_write(request, error)


def audit_log_entries(wish: AuditFilter) -> list[AuditLogEntry]:
    """The deeds that fit, newest first."""
    sources = (
        _from_admin_log,
        _from_audit_events,
        _from_editions,
        _from_cancellations,
        _from_requests,
        _from_decisions,
    )
    found = [deed for source in sources for deed in source(wish) if wish.matches(deed)]
    return sorted(found, key=lambda deed: deed.at, reverse=True)


def _from_admin_log(wish: AuditFilter) -> Iterator[AuditLogEntry]:
    for entry in LogEntry.objects.select_related("user", "content_type").filter(wish.time_range("action_time")):
        kind = str(entry.content_type.name) if entry.content_type else ""
        who, words = entry.user.get_username(), entry.get_change_message()
        yield AuditLogEntry(
            entry.action_time, who, VERBS[entry.action_flag], kind, entry.object_repr, words, _admin_url(entry)
        )


def _admin_url(entry: LogEntry) -> str:
    try:
        return "" if entry.is_deletion() else entry.get_admin_url() or ""
    except NoReverseMatch:
        return ""


def _from_audit_events(wish: AuditFilter) -> Iterator[AuditLogEntry]:
    for act in AuditEvent.objects.filter(wish.time_range("at")):
        yield AuditLogEntry(act.at, act.who, act.verb, "", act.what, f"{act.times} times" if act.times > 1 else "", "")


def _from_editions(wish: AuditFilter) -> Iterator[AuditLogEntry]:
    """Editions tell of themselves, also of those that a command published."""
    for row in Edition.objects.filter(wish.time_range("published_at")):
        url = row.get_absolute_url()
        yield AuditLogEntry(row.published_at, row.published_by, "published", "edition", str(row), row.note, url)


def _from_cancellations(wish: AuditFilter) -> Iterator[AuditLogEntry]:
    for row in Cancellation.objects.filter(wish.time_range("at")).values_list("at", "by", "edition__number"):
        yield AuditLogEntry(row[0], row[1], "cancelled", "edition", f"Edition {row[2]}", "", reverse("admin:waiting"))


def _from_requests(wish: AuditFilter) -> Iterator[AuditLogEntry]:
    for row in PublicationRequest.objects.filter(wish.time_range("asked_at")).defer("items"):
        instead = f" In the place of edition {row.replaces_id}." if row.replaces_id else ""
        yield _request_entry(row, row.asked_at, row.asked_by, "asked to publish", row.note + instead)


def _from_decisions(wish: AuditFilter) -> Iterator[AuditLogEntry]:
    decided = PublicationRequest.objects.filter(wish.time_range("decided_at"))
    for row in decided.defer("items"):
        if row.decided_at:
            yield _request_entry(row, row.decided_at, row.decided_by, row.state, row.answer)


def _request_entry(row: PublicationRequest, at: datetime, who: str, verb: str, words: str) -> AuditLogEntry:
    return AuditLogEntry(at, who, verb, "request", str(row), words, reverse("admin:request", args=[row.pk]))
