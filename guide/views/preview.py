"""The whole site as one edition or the working copy has it, below an address of its own.

Every address that is made while such a page is rendered begins with that address: it is the script
prefix of the request. So whoever follows a link stays in the preview.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.decorators import user_passes_test
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import get_script_prefix, resolve, reverse, set_script_prefix
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from guide.models import Edition, PreviewLink
from guide.models.edition import snapshot_digest
from guide.models.snapshot import Snapshot, read_working_copy
from guide.read_model.guide import EditionInfo, Guide, edition_history
from guide.views.base import PREVIEW_ATTR, PREVIEW_GUIDE_ATTR, SHOWS_GUIDE_ATTR, may_preview


@dataclass(frozen=True)
class PreviewContext:
    """What a page is shown of, and what its bar says."""

    snapshot: Snapshot
    digest: str
    description: str
    edition: Edition | None = None
    ends: datetime | None = None
    """When the link ends; None for staff, who need no link."""
    admin_url: str = ""
    share_url: str = ""
    """Where staff go on to: back, and to a link for others. Made before the addresses below the preview are."""

    def guide(self, prefix: str) -> Guide:
        """Its stamp is that of a preview. No other guide has its digest: what is kept by digest holds addresses."""
        history = edition_history(self.edition.number) if self.edition else ()
        return Guide(self.snapshot, EditionInfo(0, f"{prefix} {self.digest}", history=history))


def make_preview_context(edition: Edition | None) -> PreviewContext:
    if edition is None:
        snapshot = read_working_copy()
        return PreviewContext(snapshot, snapshot_digest(snapshot), "The working copy, as it is now.")
    words = f"{edition}, live from {date_format(edition.live_at, 'j F Y, H:i')}."
    return PreviewContext(edition.snapshot, edition.digest, words, edition)


@never_cache
@csrf_exempt
@require_safe
@user_passes_test(may_preview, login_url="admin:login")
def edition_preview(request: HttpRequest, number: int, rest: str) -> HttpResponse:
    """Any edition, for staff."""
    edition = get_object_or_404(Edition, number=number)
    share = reverse("admin:guide_previewlink_add", query={"number": number})
    looking = replace(make_preview_context(edition), admin_url=reverse("admin:index"), share_url=share)
    return render_below(request, rest, looking)


@never_cache
@csrf_exempt
@require_safe
def shared_preview(request: HttpRequest, token: str, rest: str) -> HttpResponse:
    """What a link shows to everybody who has it, until it ends or is revoked."""
    link = PreviewLink.objects.by_token(token)
    if link is None:
        raise Http404("no such link")
    if not link.is_open:
        return noindex(render(request, "guide/preview_ended.html", {"preview": True}, status=410))
    return render_below(request, rest, replace(make_preview_context(link.edition), ends=link.ends))


def render_below(request: HttpRequest, rest: str, looking: PreviewContext) -> HttpResponse:
    """The page at the address `rest`, with all its addresses below this preview."""
    match = resolve(f"/{rest}", urlconf="guide.urls")
    if not getattr(match.func, SHOWS_GUIDE_ATTR, False):
        raise Http404("not a page that has a preview")
    with script_prefix(request.path.removesuffix(rest)) as prefix:
        setattr(request, PREVIEW_ATTR, looking)
        setattr(request, PREVIEW_GUIDE_ATTR, looking.guide(prefix))
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
