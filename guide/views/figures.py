"""SVG files with the figures that pages refer to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from guide.read_model.guide import Guide
from guide.read_model.pictures import figures_svg, figures_version
from guide.views.base import page

IMMUTABLE_CACHE_CONTROL = "max-age=31536000, immutable"
KINDS_WITH_FIGURES = {"variations", "mistakes"}


@page
def figures_file(request: HttpRequest, guide: Guide, kind: str, slug: str, version: str) -> HttpResponse:
    """All figures of one item. The address has their version, so that browsers may cache the file for ever.

    A page of another edition may request another version: it gets the current one, which is not cached.
    """
    part = guide.find(kind, slug) if kind in KINDS_WITH_FIGURES else None
    if part is None or not part.pictures:
        raise Http404(f"no figures of {kind}/{slug}")
    response = HttpResponse(figures_svg(part.pictures), content_type="image/svg+xml")
    if guide.edition.number and version == figures_version(part.pictures):
        response["Cache-Control"] = IMMUTABLE_CACHE_CONTROL
    return response
