"""SVG files with the figures that pages refer to, and the pictures for sharing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from guide.pages.share_picture import share_png
from guide.read_model.guide import Guide
from guide.read_model.muscle_map import MUSCLE_MAP_KEY
from guide.read_model.pictures import figures_svg, figures_version
from guide.views.base import page

IMMUTABLE_CACHE_CONTROL = "max-age=31536000, immutable"
# The kind of an item in the address, with the kind of the guide and what has the pictures.
KINDS_WITH_FIGURES = {
    "variations": ("variations", "pictures"),
    "faults": ("variations", "mistake_pictures"),
    "breath": ("variations", "breath_pictures"),
    "mistakes": ("mistakes", "pictures"),
}


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
    of_kind, name = KINDS_WITH_FIGURES.get(kind, ("", ""))
    pictures = getattr(guide.find(of_kind, slug), name, ()) if of_kind else ()
    return (figures_svg(pictures), figures_version(pictures)) if pictures else ("", "")


@page
def share_picture(request: HttpRequest, guide: Guide, slug: str = "") -> HttpResponse:
    if slug and guide.find("variations", slug) is None:
        raise Http404(f"no variation {slug}")
    return HttpResponse(share_png(guide, slug), content_type="image/png")
