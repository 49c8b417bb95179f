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

from guide.admin.editing.last_edits import Touch, last_touches, log_discarded
from guide.admin.publishing.forms import SpanForm
from guide.admin.site import desk_page, panel, show, status_of
from guide.editions.changes import REMOVED, Change, compare_items, published
from guide.editions.diff import Line, differences
from guide.editions.item_urls import form_urls
from guide.editions.publishing import Refused, discard
from guide.models import Deleted, Edition
from guide.models.snapshot import KINDS, Key, Plain
from guide.read_model.pictures import Artist, Picture

ON_A_PAGE = 25
IN_PANEL = 5
Items = Mapping[Key, Plain]


class Block(NamedTuple):
    """One item that differs, with its children, its figures and who touched it last."""

    change: Change
    lines: list[Line]
    before: tuple[Picture, ...]
    after: tuple[Picture, ...]
    url: str
    touch: Touch | None


@desk_page("changes/", name="changes", right="guide.preview_guide")
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    form = SpanForm(request.GET or None)
    spans = bool(request.GET.keys() & {"from", "to"})
    if spans and not form.is_valid():
        return show(request, "admin/guide/changes.html", {"title": "Changes", "form": form, "page": None})
    older, newer = form.cleaned_data["span"] if spans else (Edition.objects.newest(), None)
    before, after = published(older), published(newer) if newer else status_of(request).rows
    found = compare_items(before, after) if spans else status_of(request).pending
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    title = f"Changes from {older or 'nothing'} to {newer or 'the working copy'}" if spans else "Unpublished changes"
    context = {"title": title, "form": form, "page": page, "older": older, "newer": newer, "spans": spans}
    context |= {"blocks": blocks(page, before, after, touches=not newer), "query": query_of(request)}
    return show(request, "admin/guide/changes.html", context)


def query_of(request: HttpRequest) -> str:
    """The address without its page, to go on with."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def blocks(found: Iterable[Change] | Page, before: Items, after: Items, *, touches: bool = False) -> list[Block]:
    listed = list(found)
    urls = form_urls(change.key for change in listed)
    touched = last_touches(listed) if touches else {}
    artists = artist_of(before), artist_of(after)
    return [
        Block(
            change,
            differences(change.key, before.get(change.key), after.get(change.key)),
            *figures(artists, before.get(change.key, {}), after.get(change.key, {})),
            urls[change.key],
            touched.get(change.key),
        )
        for change in listed
    ]


def artist_of(items: Items) -> Artist:
    return Artist({kind: [row for key, row in items.items() if key.kind == kind] for kind in ("muscles", "cover")})


def figures(artists: tuple[Artist, Artist], old: Plain, new: Plain) -> tuple[tuple[Picture, ...], tuple[Picture, ...]]:
    """The pictures of an item before and after, where its poses are not as they were."""
    if old.get("poses") == new.get("poses"):
        return (), ()
    return artists[0].pictures(old), artists[1].pictures(new)


@desk_page("discard/", name="discard", right="guide.preview_guide")
def discard_view(request: HttpRequest) -> HttpResponse:
    """Bring items back to what is published: undo a change, remove what is new, bring back what was removed."""
    asked = (request.POST if request.method == "POST" else request.GET).getlist("only")
    found = [change for change in status_of(request).pending if str(change.key) in asked]
    if not all(may_discard(request, change) for change in found):
        raise PermissionDenied
    faults: tuple[str, ...] = ()
    if request.method == "POST" and found:
        urls = form_urls(change.key for change in found)
        try:
            discard_kept(request, found)
        except Refused as refused:
            faults = refused.reasons
        else:
            return redirect(urls[found[0].key] if len(found) == 1 and found[0].state == "changed" else "admin:changes")
    context = {"title": "Discard changes", "found": found, "faults": faults}
    return show(request, "admin/guide/discard.html", context)


@transaction.atomic
def discard_kept(request: HttpRequest, found: list[Change]) -> None:
    """Discard changes, keep what they were for a while, and say so."""
    written = [change.key for change in found if change.state != REMOVED]
    kept = Deleted.objects.keep(written, by=request.user.get_username())
    discard([change.key for change in found], status_of(request).rows)
    log_discarded(request, found)
    told = f"As published again: {', '.join(change.title for change in found)}."
    link = reverse("admin:deleted", query={"only": [one.pk for one in kept]})
    messages.success(request, format_html('{} <a href="{}">Bring it back.</a>', told, link) if kept else told)


def may_discard(request: HttpRequest, change: Change) -> bool:
    """What brings an item back is what it takes to do it by hand."""
    action = {"new": "delete", "changed": "change", "removed": "add"}[change.state]
    return request.user.has_perm(f"guide.{action}_{KINDS[change.key.kind]._meta.model_name}")


@panel(10, "Unpublished changes", template="unpublished.html", right="guide.preview_guide")
def unpublished(request: HttpRequest) -> dict[str, object]:
    pending = status_of(request).pending
    shown = pending[:IN_PANEL]
    urls, touched = form_urls(change.key for change in shown), last_touches(shown)
    rows = [Block(change, [], (), (), urls[change.key], touched.get(change.key)) for change in shown]
    return {"blocks": rows, "more": len(pending) - len(shown), "count": len(pending)}
