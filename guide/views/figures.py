"""SVG files with the figures that pages refer to."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from guide.read_model.guide import Guide
from guide.read_model.muscle_map import MUSCLE_MAP_KEY
from guide.read_model.pictures import figures_svg, figures_version
from guide.views.base import page

IMMUTABLE_CACHE_CONTROL = "max-age=31536000, immutable"
KINDS_WITH_FIGURES = {"variations", "mistakes"}


@page
def figures_file(request: HttpRequest, guide: Guide, kind: str, slug: str, version: str) -> HttpResponse:
    """All figures of one item, or the muscle map.

    The address has their version, so that browsers may cache the file for ever.
    A page of another edition may request another version: it gets the current one, which is not cached.
    """
    svg, current_version = _drawings(guide, kind, slug)
    if not svg:
        raise Http404(f"no figures of {kind}/{slug}")
    response = HttpResponse(svg, content_type="image/svg+xml")
    if guide.edition.number and version == current_version:
        response["Cache-Control"] = IMMUTABLE_CACHE_CONTROL
    return response


def _drawings(guide: Guide, kind: str, slug: str) -> tuple[str, str]:
    """Return the SVG and its version, both blank if there is none."""
    if (kind, slug) == MUSCLE_MAP_KEY:
        return (guide.muscle_map.svg, guide.muscle_map.version) if guide.muscle_map else ("", "")
    part = guide.find(kind, slug) if kind in KINDS_WITH_FIGURES else None
    pictures = part.pictures if part else ()
    return (figures_svg(pictures), figures_version(pictures)) if pictures else ("", "")
