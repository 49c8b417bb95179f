"""Drawings in files of their own, which pages take their figures from."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from guide.read_model.guide import Guide
from guide.read_model.pictures import figures_svg, figures_version
from guide.views.base import page

IMMUTABLE_CACHE_CONTROL = "max-age=31536000, immutable"
KINDS_WITH_FIGURES = {"variations", "mistakes"}


@page
def figures_file(request: HttpRequest, guide: Guide, kind: str, slug: str, version: str) -> HttpResponse:
    """All figures of one part. The address names its version, so that browsers need never ask again.

    A page of another edition may ask for another version: it gets this one, and nobody keeps that.
    """
    part = guide.find(kind, slug) if kind in KINDS_WITH_FIGURES else None
    if part is None or not part.pictures:
        raise Http404(f"no figures of {kind}/{slug}")
    response = HttpResponse(figures_svg(part.pictures), content_type="image/svg+xml")
    if guide.edition.number and version == figures_version(part.pictures):
        response["Cache-Control"] = IMMUTABLE_CACHE_CONTROL
    return response
