"""Drawings in files of their own, which pages take their figures from."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from guide.read_model.guide import Guide
from guide.read_model.pictures import as_file, version_of
from guide.views.base import page

LASTING = "max-age=31536000, immutable"
DRAWN = {"variations", "mistakes"}


@page
def drawings(request: HttpRequest, guide: Guide, kind: str, slug: str, version: str) -> HttpResponse:
    """All figures of one part. The address names its version, so that browsers need never ask again.

    A page of another edition may ask for another version: it gets this one, and nobody keeps that.
    """
    part = guide.find(kind, slug) if kind in DRAWN else None
    if part is None or not part.pictures:
        raise Http404(f"no figures of {kind}/{slug}")
    response = HttpResponse(as_file(part.pictures), content_type="image/svg+xml")
    if guide.stamp.number and version == version_of(part.pictures):
        response["Cache-Control"] = LASTING
    return response
