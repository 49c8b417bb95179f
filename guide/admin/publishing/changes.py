"""Diffs between the working copy and the latest edition, or between two editions; discarding of changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from guide.admin.editing.last_edits import LastEdit, last_edits, log_discards
from guide.admin.publishing.forms import CompareEditionsForm
from guide.admin.site import admin_page, render_admin_page, request_status
from guide.editions.changes import REMOVED, Change, compare_items, published_items
from guide.editions.diff import FieldDiff, field_diffs
from guide.editions.item_urls import edit_urls
from guide.editions.publishing import PublishError, discard
from guide.models import Edition, TrashEntry
from guide.models.snapshot import KINDS, ItemData, ItemMap
from guide.read_model.pictures import FigureRenderer, Picture

PAGE_SIZE = 25
PANEL_SIZE = 5


class ItemDiff(NamedTuple):
    """The diff of one item: its fields, its pictures if a pose changed, and its last edit."""

    change: Change
    field_diffs: list[FieldDiff]
    pictures_before: tuple[Picture, ...]
    pictures_after: tuple[Picture, ...]
    url: str
    last_edit: LastEdit | None


@admin_page("changes/", name="changes", permission="guide.preview_guide")
@require_safe
def changes_view(request: HttpRequest) -> HttpResponse:
    form = CompareEditionsForm(request.GET or None)
    is_comparison = bool(request.GET.keys() & {"from", "to"})
    if is_comparison and not form.is_valid():
        return render_admin_page(request, "admin/guide/changes.html", {"title": "Changes", "form": form, "page": None})
    older, newer = form.editions() if is_comparison else (Edition.objects.last_published(), None)
    before, after = published_items(older), published_items(newer) if newer else request_status(request).rows
    changes = compare_items(before, after) if is_comparison else request_status(request).pending
    page = Paginator(changes, PAGE_SIZE).get_page(request.GET.get("page"))
    title = (
        f"Changes from {older or 'nothing'} to {newer or 'the working copy'}"
        if is_comparison
        else "Unpublished changes"
    )
    context = {"title": title, "form": form, "page": page, "older": older, "is_comparison": is_comparison}
    context |= {"item_diffs": item_diffs(page, before, after, with_last_edits=not newer)}
    return render_admin_page(request, "admin/guide/changes.html", context)


def item_diffs(
    changes: Iterable[Change] | Page, before: ItemMap, after: ItemMap, *, with_last_edits: bool = False
) -> list[ItemDiff]:
    changes = list(changes)
    urls = edit_urls(change.key for change in changes)
    edits = last_edits(changes) if with_last_edits else {}
    renderers = figure_renderer(before), figure_renderer(after)
    return [
        ItemDiff(
            change,
            field_diffs(change.key, before.get(change.key), after.get(change.key)),
            *changed_pictures(renderers, before.get(change.key, {}), after.get(change.key, {})),
            urls[change.key],
            edits.get(change.key),
        )
        for change in changes
    ]


def figure_renderer(items: ItemMap) -> FigureRenderer:
    return FigureRenderer(
        {kind: [row for key, row in items.items() if key.kind == kind] for kind in ("muscles", "cover")}
    )


def changed_pictures(
    renderers: tuple[FigureRenderer, FigureRenderer], old: ItemData, new: ItemData
) -> tuple[tuple[Picture, ...], tuple[Picture, ...]]:
    """Return the pictures of an item before and after, or none if its poses did not change."""
    if old.get("poses") == new.get("poses"):
        return (), ()
    return renderers[0].pictures(old), renderers[1].pictures(new)


@admin_page("discard/", name="discard", permission="guide.preview_guide")
def discard_view(request: HttpRequest) -> HttpResponse:
    """Reset items to their published version: undo changes, delete new items, add removed ones again."""
    selected = (request.POST if request.method == "POST" else request.GET).getlist("only")
    changes = [change for change in request_status(request).pending if str(change.key) in selected]
    if not all(may_discard(request, change) for change in changes):
        raise PermissionDenied
    errors: tuple[str, ...] = ()
    if request.method == "POST" and changes:
        urls = edit_urls(change.key for change in changes)
        try:
            discard_to_trash(request, changes)
        except PublishError as refused:
            errors = refused.reasons
        else:
            still_exists = len(changes) == 1 and changes[0].state == "changed"
            return redirect(urls[changes[0].key] if still_exists else "admin:changes")
    context = {"title": "Discard changes", "changes": changes, "errors": errors}
    return render_admin_page(request, "admin/guide/discard.html", context)


@transaction.atomic
def discard_to_trash(request: HttpRequest, changes: list[Change]) -> None:
    """Copy the drafts to the trash, discard the changes and show a message with a link to the trash."""
    drafts = [change.key for change in changes if change.state != REMOVED]
    by = request.user.get_username()
    copies = TrashEntry.objects.save_copies(drafts, by=by)
    discard([change.key for change in changes], request_status(request).rows, by=by)
    log_discards(request, changes)
    message = f"Discarded the changes of: {', '.join(change.title for change in changes)}."
    link = reverse("admin:trash", query={"only": [entry.pk for entry in copies]})
    messages.success(
        request, format_html('{} <a href="{}">Restore from the trash.</a>', message, link) if copies else message
    )


def may_discard(request: HttpRequest, change: Change) -> bool:
    """Whether the user may make the same change by hand."""
    action = {"new": "delete", "changed": "change", "removed": "add"}[change.state]
    return request.user.has_perm(f"guide.{action}_{KINDS[change.key.kind]._meta.model_name}")


def unpublished_panel(request: HttpRequest) -> dict[str, object]:
    pending = request_status(request).pending
    shown = pending[:PANEL_SIZE]
    urls, edits = edit_urls(change.key for change in shown), last_edits(shown)
    diffs = [ItemDiff(change, [], (), (), urls[change.key], edits.get(change.key)) for change in shown]
    return {"item_diffs": diffs, "more": len(pending) - len(shown), "count": len(pending)}
