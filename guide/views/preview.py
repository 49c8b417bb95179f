"""Previews of any edition or the working copy: the whole site under an address of its own.

That address is the script prefix of the request, so links lead to pages of the same preview.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.decorators import user_passes_test
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import get_script_prefix, resolve, set_script_prefix
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from guide.editions.item_urls import item_names
from guide.editions.previews import (
    PREVIEW_ATTR,
    PREVIEW_GUIDE_ATTR,
    SHOWS_GUIDE_ATTR,
    PreviewContext,
    shared_snapshot,
    staff_links,
)
from guide.models import Edition, PreviewLink
from guide.models.edition import snapshot_digest
from guide.models.snapshot import ItemKey, Snapshot
from guide.read_model.guide import EditionInfo, Guide, edition_history
from guide.views.base import may_preview, preview_page


def describe_edition(edition: Edition) -> str:
    return f"{edition}, live from {date_format(edition.live_at, 'j F Y, H:i')}."


def describe_link(link: PreviewLink) -> str:
    if link.edition:
        return describe_edition(link.edition)
    if not link.item:
        return "The working copy, as it is now."
    key = ItemKey(*link.item.split("/", 1))
    return f"Only one change, on top of what is live: {item_names([key])[key]}."


@never_cache
@csrf_exempt
@require_safe
@user_passes_test(may_preview, login_url="admin:login")
def edition_preview(request: HttpRequest, number: int, rest: str) -> HttpResponse:
    """A page of any edition, for staff. `rest` is the address of the page."""
    edition = get_object_or_404(Edition, number=number)
    links = staff_links(page=preview_page(request, rest), edition=number)
    context = PreviewContext(describe_edition(edition), staff=links)
    return render_preview(request, rest, edition.snapshot, context, edition)


@never_cache
@csrf_exempt
@require_safe
def shared_preview(request: HttpRequest, token: str, rest: str) -> HttpResponse:
    """A page of the preview that a shared link leads to, for anyone who has the link until it ends or is revoked."""
    link = PreviewLink.objects.by_token(token)
    if link is None:
        raise Http404("no such link")
    snapshot = shared_snapshot(link) if link.is_open else None
    if snapshot is None:
        context = {"preview": True, "is_open": link.is_open}
        return noindex(render(request, "guide/preview_ended.html", context, status=410))
    return render_preview(request, rest, snapshot, PreviewContext(describe_link(link), ends=link.ends), link.edition)


def render_preview(
    request: HttpRequest, rest: str, snapshot: Snapshot, context: PreviewContext, edition: Edition | None = None
) -> HttpResponse:
    """Render the page at the address `rest` with links to pages of the same preview."""
    match = resolve(f"/{rest}", urlconf="guide.urls")
    if not getattr(match.func, SHOWS_GUIDE_ATTR, False):
        raise Http404("not a page that has a preview")
    with script_prefix(request.path.removesuffix(rest)) as prefix:
        setattr(request, PREVIEW_ATTR, context)
        # The prefix is part of the digest, since fragments cached by digest contain addresses.
        digest = f"{prefix} {edition.digest if edition else snapshot_digest(snapshot)}"
        history = edition_history(edition.number) if edition else ()
        setattr(request, PREVIEW_GUIDE_ATTR, Guide(snapshot, EditionInfo(0, digest, history=history)))
        request.resolver_match = match
        return noindex(match.func(request, *match.args, **match.kwargs))


@contextmanager
def script_prefix(prefix: str) -> Iterator[str]:
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield prefix
    finally:
        set_script_prefix(before)


def noindex(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
