"""What differs: between the working copy and what is published, or between two editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

from guide.admin.editing.last_edits import LastEdit, last_edits, log_discarded
from guide.admin.publishing.forms import CompareEditionsForm
from guide.admin.site import admin_page, dashboard_panel, render_admin_page, request_status
from guide.editions.changes import REMOVED, Change, compare_items, published_items
from guide.editions.diff import FieldDiff, field_diffs
from guide.editions.item_urls import edit_urls
from guide.editions.publishing import PublishError, discard
from guide.models import Edition, TrashEntry
from guide.models.snapshot import KINDS, ItemData, ItemKey
from guide.read_model.pictures import FigureRenderer, Picture

PAGE_SIZE = 25
PANEL_SIZE = 5
ItemMap = Mapping[ItemKey, ItemData]


class ItemDiff(NamedTuple):
    """One item that differs, with its children, its figures and who touched it last."""

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
    spans = bool(request.GET.keys() & {"from", "to"})
    if spans and not form.is_valid():
        return render_admin_page(request, "admin/guide/changes.html", {"title": "Changes", "form": form, "page": None})
    older, newer = form.cleaned_data["span"] if spans else (Edition.objects.last_published(), None)
    before, after = published_items(older), published_items(newer) if newer else request_status(request).rows
    found = compare_items(before, after) if spans else request_status(request).pending
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    title = f"Changes from {older or 'nothing'} to {newer or 'the working copy'}" if spans else "Unpublished changes"
    context = {"title": title, "form": form, "page": page, "older": older, "newer": newer, "spans": spans}
    context |= {
        "item_diffs": item_diffs(page, before, after, touches=not newer),
        "query": querystring_without_page(request),
    }
    return render_admin_page(request, "admin/guide/changes.html", context)


def querystring_without_page(request: HttpRequest) -> str:
    """The address without its page, to go on with."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def item_diffs(
    found: Iterable[Change] | Page, before: ItemMap, after: ItemMap, *, touches: bool = False
) -> list[ItemDiff]:
    listed = list(found)
    urls = edit_urls(change.key for change in listed)
    touched = last_edits(listed) if touches else {}
    artists = figure_renderer(before), figure_renderer(after)
    return [
        ItemDiff(
            change,
            field_diffs(change.key, before.get(change.key), after.get(change.key)),
            *changed_pictures(artists, before.get(change.key, {}), after.get(change.key, {})),
            urls[change.key],
            touched.get(change.key),
        )
        for change in listed
    ]


def figure_renderer(items: ItemMap) -> FigureRenderer:
    return FigureRenderer(
        {kind: [row for key, row in items.items() if key.kind == kind] for kind in ("muscles", "cover")}
    )


def changed_pictures(
    artists: tuple[FigureRenderer, FigureRenderer], old: ItemData, new: ItemData
) -> tuple[tuple[Picture, ...], tuple[Picture, ...]]:
    """The pictures of an item before and after, where its poses are not as they were."""
    if old.get("poses") == new.get("poses"):
        return (), ()
    return artists[0].pictures(old), artists[1].pictures(new)


@admin_page("discard/", name="discard", permission="guide.preview_guide")
def discard_view(request: HttpRequest) -> HttpResponse:
    """Bring items back to what is published: undo a change, remove what is new, bring back what was removed."""
    asked = (request.POST if request.method == "POST" else request.GET).getlist("only")
    found = [change for change in request_status(request).pending if str(change.key) in asked]
    if not all(may_discard(request, change) for change in found):
        raise PermissionDenied
    faults: tuple[str, ...] = ()
    if request.method == "POST" and found:
        urls = edit_urls(change.key for change in found)
        try:
            discard_to_trash(request, found)
        except PublishError as refused:
            faults = refused.reasons
        else:
            return redirect(urls[found[0].key] if len(found) == 1 and found[0].state == "changed" else "admin:changes")
    context = {"title": "Discard changes", "found": found, "faults": faults}
    return render_admin_page(request, "admin/guide/discard.html", context)


@transaction.atomic
def discard_to_trash(request: HttpRequest, found: list[Change]) -> None:
    """Discard changes, keep what they were for a while, and say so."""
    written = [change.key for change in found if change.state != REMOVED]
    copies = TrashEntry.objects.save_copies(written, by=request.user.get_username())
    discard([change.key for change in found], request_status(request).rows)
    log_discarded(request, found)
    message = f"As published again: {', '.join(change.title for change in found)}."
    link = reverse("admin:deleted", query={"only": [one.pk for one in copies]})
    messages.success(request, format_html('{} <a href="{}">Bring it back.</a>', message, link) if copies else message)


def may_discard(request: HttpRequest, change: Change) -> bool:
    """What brings an item back is what it takes to do it by hand."""
    action = {"new": "delete", "changed": "change", "removed": "add"}[change.state]
    return request.user.has_perm(f"guide.{action}_{KINDS[change.key.kind]._meta.model_name}")


@dashboard_panel(10, "Unpublished changes", template="unpublished.html", permission="guide.preview_guide")
def unpublished_panel(request: HttpRequest) -> dict[str, object]:
    pending = request_status(request).pending
    shown = pending[:PANEL_SIZE]
    urls, touched = edit_urls(change.key for change in shown), last_edits(shown)
    rows = [ItemDiff(change, [], (), (), urls[change.key], touched.get(change.key)) for change in shown]
    return {"item_diffs": rows, "more": len(pending) - len(shown), "count": len(pending)}
