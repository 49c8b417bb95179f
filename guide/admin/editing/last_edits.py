"""Who edited an item last, and when, from Django's admin log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest

from guide.admin.site import current_editor
from guide.editions.changes import Change
from guide.models.snapshot import KINDS, ItemKey


class LastEdit(NamedTuple):
    by: str
    at: datetime


def last_edits(changes: Iterable[Change]) -> dict[ItemKey, LastEdit]:
    """Return the last edit of each changed item. Items loaded by a command have none."""
    edits: dict[ItemKey, LastEdit] = {}
    kinds: dict[str, list[str]] = {}
    for change in changes:
        kinds.setdefault(change.key.kind, []).append(change.key.slug)
    for kind, slugs in kinds.items():
        model = KINDS[kind]
        slug_by_pk = {str(pk): slug for pk, slug in model.objects.filter(slug__in=slugs).values_list("pk", "slug")}
        log = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model)).order_by("action_time")
        row_log = log.filter(object_id__in=slug_by_pk).exclude(action_flag=DELETION)
        for entry in log.filter(action_flag=DELETION, change_message__in=slugs).select_related("user"):
            edits[ItemKey(kind, entry.change_message)] = LastEdit(entry.user.get_username(), entry.action_time)
        for entry in row_log.select_related("user"):
            key = ItemKey(kind, slug_by_pk[str(entry.object_id)])
            edits[key] = LastEdit(entry.user.get_username(), entry.action_time)
    return edits


def log_discards(request: HttpRequest, changes: Iterable[Change]) -> None:
    for change in changes:
        rows = KINDS[change.key.kind].objects.filter(slug=change.key.slug)
        flag, message = (CHANGE, "Discarded: back to the published version.") if rows else (DELETION, change.key.slug)
        pk = rows[0].pk if rows else None
        LogEntry.objects.create(
            user=current_editor(request),
            content_type=ContentType.objects.get_for_model(KINDS[change.key.kind]),
            object_id=pk,
            object_repr=change.title[:200],
            action_flag=flag,
            change_message=message,
        )
