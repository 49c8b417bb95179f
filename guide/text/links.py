"""The link targets that texts of the guide can use, and their addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.urls import reverse

from guide.text import markdown
from guide.text.blocks import KINDS_WITH_POSES, Figure

FIXED_PAGES = ("home", "whole", "variations", "questions", "search", "routine", "sources", "changes", "about")
KINDS_WITH_PAGES = ("section", "variation", "question")
NOT_DRAWN = Figure(box="0 0 1 1", file="", alt="", caption="", is_fault=False)
KINDS_IN_SECTIONS = ("muscle", "mistake", "audience")

# A snapshot, or the part of it used here: `slug`, a section's `list_below`, a source's `standing`.
SnapshotRows = Mapping[str, list[dict[str, Any]]]


def build_link_resolver(
    rows: SnapshotRows, site: str, figures: Mapping[str, Figure] | None = None
) -> markdown.LinkResolver:
    """Return the resolver for a snapshot. `site` is the URL namespace: that of public pages or of a preview.

    Without `figures`, a text shows only their captions.
    """
    known = dict(dict.fromkeys(_figure_names(rows), NOT_DRAWN) if figures is None else figures)
    known |= {former: known[name] for former, name in _former_figure_names(rows, known) if former not in known}
    return markdown.LinkResolver(dict(_addresses(rows, site)), _citations(rows, site), known)


def _figure_names(rows: SnapshotRows) -> Iterator[str]:
    for kind in KINDS_WITH_POSES:
        for row in rows.get(f"{kind}s", []):
            moments = {pose["moment"] for pose in row.get("poses") or ()}
            moments |= {"up", "down"} if {"start", "top"} <= moments else set()
            yield from (f"{kind}:{row['slug']}#{moment}" for moment in moments)


def _former_figure_names(rows: SnapshotRows, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield a figure's name under each former address of its item, and its name now."""
    now = {
        old: f"{kind}:{row['slug']}"
        for kind in KINDS_WITH_PAGES
        for row in rows.get(f"{kind}s", [])
        for old in row.get("former_addresses") or ()
    }
    for old, new in now.items():
        yield from ((f"{old}#{name.partition('#')[2]}", name) for name in names if name.startswith(f"{new}#"))


def guide_url(site: str, name: str, *args: str) -> str:
    return reverse(f"guide:{name}", args=args, current_app=site)


def _addresses(rows: SnapshotRows, site: str) -> Iterator[tuple[str, str]]:
    section_by_list = {row["list_below"]: row["slug"] for row in rows["sections"] if row.get("list_below")}
    yield from ((f"page:{name}", guide_url(site, name)) for name in FIXED_PAGES)
    yield "page:find", guide_url(site, "search")  # the old name, in texts of version 1.0
    pages: dict[str, str] = {}
    for kind in KINDS_WITH_PAGES:
        # `reverse` is slow, so it is called once per kind. A slug stands in an address unescaped.
        before, after = guide_url(site, kind, "slug").split("slug")
        pages |= {f"{kind}:{slug}": f"{before}{slug}{after}" for slug in _slugs(rows, kind)}
        for row in rows.get(f"{kind}s", []):
            yield from ((former, pages[f"{kind}:{row['slug']}"]) for former in row.get("former_addresses") or ())
    yield from pages.items()
    sources = guide_url(site, "sources")
    yield from ((f"source:{slug}", f"{sources}#source-{slug}") for slug in _slugs(rows, "source"))
    for kind in KINDS_IN_SECTIONS:
        if f"{kind}s" in section_by_list:
            page = guide_url(site, "section", section_by_list[f"{kind}s"])
            yield from ((f"{kind}:{slug}", f"{page}#{kind}-{slug}") for slug in _slugs(rows, kind))


def _slugs(rows: SnapshotRows, kind: str) -> list[str]:
    return [row["slug"] for row in rows.get(f"{kind}s", [])]


def _citations(rows: SnapshotRows, site: str) -> dict[str, markdown.Citation]:
    page = guide_url(site, "sources")
    return {
        row["slug"]: markdown.Citation(number, f"{page}#source-{row['slug']}", row["standing"] == "reported")
        for number, row in enumerate(rows.get("sources", []), 1)
    }
