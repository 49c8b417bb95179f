"""The trash: deleted items and discarded changes, which can be restored for some days."""

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
    """An entry of the trash. If an item with its slug exists, the diff shows what restoring would change."""

    entry: TrashEntry
    exists: bool
    field_diffs: list[FieldDiff]


@admin_page("trash/", name="trash", permission="guide.preview_guide")
def trash_view(request: HttpRequest) -> HttpResponse:
    errors: tuple[str, ...] = ()
    if request.method == "POST":
        entries = reversed(TrashEntry.objects.restorable())  # of two for one item, the newer is restored
        selected = {entry.key: entry for entry in entries if str(entry.pk) in request.POST.getlist("only")}
        try:
            restore_from_trash(request, selected)
        except PublishError as refused:
            errors = refused.reasons
        else:
            return redirect(*edit_urls(selected).values() if len(selected) == 1 else ["admin:trash"])
    context = {
        "title": "Trash",
        "restorable_items": restorable_items(request_status(request).rows),
        "errors": errors,
    }
    return render_admin_page(request, "admin/guide/trash.html", context | {"only": request.GET.getlist("only")})


def restorable_items(rows: Mapping[ItemKey, ItemData]) -> list[RestorableItem]:
    """Return the entries of the trash that differ from the working copy."""
    return [
        RestorableItem(entry, True, field_diffs(entry.key, rows[entry.key], entry.item))
        if entry.key in rows
        else RestorableItem(entry, False, [])
        for entry in TrashEntry.objects.restorable()
        if rows.get(entry.key) != entry.item
    ]


@transaction.atomic
def restore_from_trash(request: HttpRequest, selected: dict[ItemKey, TrashEntry]) -> None:
    """Restore items from the trash. A draft that is replaced moves to the trash in turn.

    Raises PublishError if an item refers to one that does not exist.
    """
    status = request_status(request)
    rows = status.rows
    for key in selected:
        permission = f"guide.{'change' if key in rows else 'add'}_{KINDS[key.kind]._meta.model_name}"
        if not request.user.has_perm(permission):
            raise PermissionDenied
    drafts = [change.key for change in status.pending if change.key in selected]
    by, items = request.user.get_username(), {key: entry.item for key, entry in selected.items()}
    TrashEntry.objects.save_copies(drafts, by=by)
    write_to_working_copy(rows, items, by=by, what="Restored from the trash.")
    for key, entry in selected.items():
        restored = KINDS[key.kind].objects.filter(slug=key.slug)
        flag, reason = (CHANGE, "discarded") if key in rows else (ADDITION, "deleted")
        LogEntry.objects.log_actions(current_editor(request).pk, restored, flag, f"Restored after it was {reason}.")
        entry.delete()
    if selected:
        messages.success(request, f"Restored: {', '.join(entry.title for entry in selected.values())}.")
    else:
        messages.warning(request, "Nothing was selected, so nothing was restored.")
