"""The audit log: who did what and when, collected from several tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from guide.http import failed_writes
from guide.models import AuditEvent, Cancellation, Edition, PublicationRequest

VERBS = {ADDITION: "added", CHANGE: "changed", DELETION: "deleted"}
CLOCK_MARGIN = timedelta(minutes=1)  # the clock of the database may be ahead
MAX_SHOWN = 1000  # on the page; the exported file has all entries


class AuditLogEntry(NamedTuple):
    at: datetime
    who: str
    verb: str
    kind: str
    item: str
    details: str  # the changed fields, or the change note
    url: str


class AuditFilter(NamedTuple):
    """Criteria for entries; an empty one matches all entries."""

    who: str = ""
    item: str = ""
    since: date | None = None
    until: date | None = None

    def time_range(self, field: str) -> Q:
        days = {f"{field}__date__gte": self.since, f"{field}__date__lte": self.until}
        return Q(**{lookup: day for lookup, day in days.items() if day})

    def matches(self, entry: AuditLogEntry) -> bool:
        searchable = " ".join(filter(None, (entry.verb, entry.kind, entry.item, entry.details)))
        # A number matches whole numbers only: edition 1 is not edition 10.
        found = re.search(rf"(?<!\d){re.escape(self.item.strip())}(?!\d)", searchable, re.IGNORECASE)
        # An approved edition has two names: who asked and who approved.
        return bool(found or not self.item) and self.who in ("", *entry.who.split(", approved by "))


def log_export(request: HttpRequest, what: str) -> None:
    """Record an export. If that fails, log the error and let the export go on: it matters most when writing fails."""
    try:
        AuditEvent.objects.record(request.user.get_username(), AuditEvent.Verb.EXPORTED, what)
    except failed_writes.WRITE_ERRORS as error:
        failed_writes.log_failed_write(request, error)


def audit_log_entries(criteria: AuditFilter) -> list[AuditLogEntry]:
    """Return the matching entries, newest first."""
    sources = (
        _from_admin_log,
        _from_audit_events,
        _from_editions,
        _from_cancellations,
        _from_requests,
        _from_decisions,
    )
    entries = [entry for source in sources for entry in source(criteria) if criteria.matches(entry)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _from_admin_log(criteria: AuditFilter) -> Iterator[AuditLogEntry]:
    for entry in LogEntry.objects.select_related("user", "content_type").filter(criteria.time_range("action_time")):
        kind = str(entry.content_type.name) if entry.content_type else ""
        who, verb, details = entry.user.get_username(), VERBS[entry.action_flag], entry.get_change_message()
        url = "" if entry.is_deletion() else entry.get_admin_url() or ""
        yield AuditLogEntry(entry.action_time, who, verb, kind, entry.object_repr, details, url)


def _from_audit_events(criteria: AuditFilter) -> Iterator[AuditLogEntry]:
    for event in AuditEvent.objects.filter(criteria.time_range("at")).exclude(verb=AuditEvent.Verb.UNKNOWN):
        yield AuditLogEntry(
            event.at, event.who, event.verb, "", event.what, f"{event.times} times" if event.times > 1 else "", ""
        )


def _from_editions(criteria: AuditFilter) -> Iterator[AuditLogEntry]:
    # From the editions themselves, since commands publish too.
    for row in Edition.objects.filter(criteria.time_range("published_at")):
        url = row.get_absolute_url()
        verb = "scheduled" if row.live_at > row.published_at + CLOCK_MARGIN else "published"
        yield AuditLogEntry(row.published_at, row.published_by, verb, "edition", str(row), row.note, url)


def _from_cancellations(criteria: AuditFilter) -> Iterator[AuditLogEntry]:
    for row in Cancellation.objects.filter(criteria.time_range("at")).values_list("at", "by", "edition__number"):
        yield AuditLogEntry(row[0], row[1], "cancelled", "edition", f"Edition {row[2]}", "", reverse("admin:scheduled"))


def _from_requests(criteria: AuditFilter) -> Iterator[AuditLogEntry]:
    for row in PublicationRequest.objects.filter(criteria.time_range("asked_at")).defer("items"):
        replaces = f" Replaces edition {row.replaces_id}." if row.replaces_id else ""
        yield _request_entry(row, row.asked_at, row.asked_by, "asked to publish", row.note + replaces)


def _from_decisions(criteria: AuditFilter) -> Iterator[AuditLogEntry]:
    decided = PublicationRequest.objects.filter(criteria.time_range("decided_at"))
    for row in decided.defer("items"):
        if row.decided_at:
            yield _request_entry(row, row.decided_at, row.decided_by, row.state, row.answer)


def _request_entry(row: PublicationRequest, at: datetime, who: str, verb: str, details: str) -> AuditLogEntry:
    return AuditLogEntry(at, who, verb, "request", str(row), details, reverse("admin:request", args=[row.pk]))
