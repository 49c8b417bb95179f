"""What a text of the guide can link to, and where that leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from guide.text import markdown

PAGES = ("home", "whole", "variations", "questions", "search", "routine", "sources", "changes", "about")
OWN_PAGE = ("section", "variation", "question")
SHOWN_IN_A_SECTION = ("muscle", "mistake", "audience")

Rows = Mapping[str, list[dict[str, Any]]]
"""A snapshot, or as much of its items as names them: `slug`, a section's `list_below`, a source's `standing`."""


def links_of(rows: Rows, site: str) -> markdown.Links:
    """`site` is the namespace of the addresses: the public pages or their preview."""
    return markdown.Links(dict(_addresses(rows, site)), _citations(rows, site))


def url(site: str, name: str, *args: str) -> str:
    return reverse(f"guide:{name}", args=args, current_app=site)


def _addresses(rows: Rows, site: str) -> Iterator[tuple[str, str]]:
    homes = {row["list_below"]: row["slug"] for row in rows["sections"] if row.get("list_below")}
    yield from ((f"page:{name}", url(site, name)) for name in PAGES)
    yield "page:find", url(site, "search")  # its name in texts of version 1.0
    for kind in OWN_PAGE:
        # One look at the patterns for each kind: a slug stands in an address as it is.
        before, after = url(site, kind, "slug").split("slug")
        yield from ((f"{kind}:{slug}", f"{before}{slug}{after}") for slug in _slugs(rows, kind))
    sources = url(site, "sources")
    yield from ((f"source:{slug}", f"{sources}#source-{slug}") for slug in _slugs(rows, "source"))
    for kind in SHOWN_IN_A_SECTION:
        if f"{kind}s" in homes:
            home = url(site, "section", homes[f"{kind}s"])
            yield from ((f"{kind}:{slug}", f"{home}#{kind}-{slug}") for slug in _slugs(rows, kind))


def _slugs(rows: Rows, kind: str) -> list[str]:
    return [row["slug"] for row in rows.get(f"{kind}s", [])]


def _citations(rows: Rows, site: str) -> dict[str, markdown.Citation]:
    page = url(site, "sources")
    return {
        row["slug"]: markdown.Citation(number, f"{page}#source-{row['slug']}", row["standing"] == "reported")
        for number, row in enumerate(rows.get("sources", []), 1)
    }
