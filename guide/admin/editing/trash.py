"""The page of what was deleted or discarded: each item can be brought back as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from guide.admin.site import admin_page, current_editor, render_admin_page, request_status
from guide.editions.diff import FieldDiff, field_diffs
from guide.editions.item_urls import edit_urls
from guide.editions.publishing import PublishError, write_to_working_copy
from guide.models import TrashEntry
from guide.models.snapshot import KINDS, ItemData, ItemKey


class RestorableItem(NamedTuple):
    """What can be brought back, and what that would do to the item of this name that is there, if one is."""

    entry: TrashEntry
    exists: bool
    field_diffs: list[FieldDiff]


@admin_page("deleted/", name="deleted", permission="guide.preview_guide")
def trash_view(request: HttpRequest) -> HttpResponse:
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        picked = {
            one.key: one
            for one in reversed(TrashEntry.objects.restorable())
            if str(one.pk) in request.POST.getlist("only")
        }
        try:
            restore_from_trash(request, picked)
        except PublishError as refused:
            faults = refused.reasons
        else:
            return redirect(*edit_urls(picked).values() if len(picked) == 1 else ["admin:deleted"])
    context = {
        "title": "Deleted and discarded",
        "restorable_items": restorable_items(request_status(request).rows),
        "faults": faults,
    }
    return render_admin_page(request, "admin/guide/trash.html", context | {"only": request.GET.getlist("only")})


def restorable_items(rows: Mapping[ItemKey, ItemData]) -> list[RestorableItem]:
    """All that is kept and differs from what is there."""
    return [
        RestorableItem(one, one.key in rows, field_diffs(one.key, rows[one.key], one.item) if one.key in rows else [])
        for one in TrashEntry.objects.restorable()
        if rows.get(one.key) != one.item
    ]


@transaction.atomic
def restore_from_trash(request: HttpRequest, picked: dict[ItemKey, TrashEntry]) -> None:
    """Make these rows as they were. A draft that stands there now is kept in their place.

    Raises PublishError where what they point at is not there.
    """
    status = request_status(request)
    rows = status.rows
    for key in picked:
        right = f"guide.{'change' if key in rows else 'add'}_{KINDS[key.kind]._meta.model_name}"
        if not request.user.has_perm(right):
            raise PermissionDenied
    drafts = [change.key for change in status.pending if change.key in picked]
    TrashEntry.objects.save_copies(drafts, by=request.user.get_username())
    write_to_working_copy(rows, {key: one.item for key, one in picked.items()})
    for key, one in picked.items():
        now = KINDS[key.kind].objects.filter(slug=key.slug)
        flag, why = (CHANGE, "discarded") if key in rows else (ADDITION, "deleted")
        LogEntry.objects.log_actions(current_editor(request).pk, now, flag, f"Brought back after it was {why}.")
        one.delete()
    if picked:
        messages.success(request, f"Brought back: {', '.join(one.title for one in picked.values())}.")
    else:
        messages.warning(request, "Nothing was picked, so nothing changed.")
