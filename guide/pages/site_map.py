"""The list of all pages of a guide, with their addresses and headings.

The sitemap, the pages as Markdown, the JSON-LD and the copy for offline reading are made from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from guide.models.snapshot import ItemKey
from guide.read_model.guide import Guide, cached_on_guide
from guide.text.links import KINDS_WITH_PAGES
from guide.text.list_numbers import write_list_numbers

# The kinds of which a page lists all items, by the page's name.
KINDS_ON_PAGE = {
    "home": ("cover",),
    "about": ("cover",),
    "questions": ("questions",),
    "routine": (
        "aims",
        "equipment",
        "experience",
        "limits",
        "loads",
        "placements",
        "preferences",
        "prescriptions",
        "progressions",
    ),
    "sources": ("sources",),
    "variation": ("phases",),
    "variations": ("equipment", "variations"),
}


@dataclass(frozen=True)
class Page:
    name: str  # of its route
    slug: str
    title: str
    summary: str
    url: str


@cached_on_guide
def site_pages(guide: Guide) -> tuple[Page, ...]:
    """Return the pages in reading order."""

    def fixed_page(name: str, title: str) -> Page:
        return Page(name, "", title, guide.cover.description, guide.url(name))

    def item_page(name: str, item: Any, summary: str) -> Page:
        return Page(name, item.slug, item.title, summary, guide.url(name, item.slug))

    return (
        fixed_page("home", guide.cover.title),
        fixed_page("whole", f"{guide.cover.title}: the whole guide"),
        *(item_page("section", section, section.summary) for section in guide.sections),
        fixed_page("variations", "Variations compared"),
        *(item_page("variation", variation, variation.summary) for variation in guide.variations),
        *(item_page("question", question, html_to_text(question.body.lead)) for question in guide.questions),
        fixed_page("questions", "Questions and answers"),
        fixed_page("routine", "Build my routine"),
        fixed_page("sources", "Sources"),
        fixed_page("changes", "Changes"),
        fixed_page("about", "About this guide"),
    )


def html_to_text(html: str) -> str:
    """Return rendered prose as plain text on one line, without citations."""
    html = re.sub(r"\s*<sup>.*?</sup>", "", write_list_numbers(html), flags=re.DOTALL)
    return " ".join(unescape(strip_tags(re.sub(r"</(p|li|h\d|tr|dt|dd)>", " ", html))).split())


def find_page(guide: Guide, name: str, slug: str = "") -> Page | None:
    return _by_name(guide).get((name, slug))


@cached_on_guide
def _by_name(guide: Guide) -> Mapping[tuple[str, str], Page]:
    return {(page.name, page.slug): page for page in site_pages(guide)}


@cached_on_guide
def moved_pages(guide: Guide) -> Mapping[tuple[str, str], Page]:
    """Return the pages that items have now, by the name and slug of each page that they had before."""
    moved = {}
    for page in site_pages(guide):
        item = guide.find(f"{page.name}s", page.slug) if page.name in KINDS_WITH_PAGES else None
        for address in item.former_addresses if item else ():
            name, _, slug = address.partition(":")
            moved[name, slug] = page
    return moved


def page_dates(guide: Guide, item_dates: Mapping[ItemKey, datetime]) -> dict[tuple[str, str], datetime | None]:
    """Return when each page last changed, by name and slug. `item_dates` has the last change of each item."""
    kind_dates: dict[str, datetime] = {}
    for key, date in item_dates.items():
        kind_dates[key.kind] = max(date, kind_dates.get(key.kind, date))
    dates = {}
    for page in site_pages(guide):
        shown = [kind_dates[kind] for kind in listed_kinds(page, guide) if kind in kind_dates]
        own = item_dates.get(ItemKey(f"{page.name}s", page.slug))
        dates[page.name, page.slug] = max([own, *shown] if own else shown, default=None)
    return dates | {("changes", ""): guide.edition.live_at}


def listed_kinds(page: Page, guide: Guide) -> tuple[str, ...]:
    """Return the kinds of which a page lists all items."""
    if page.name != "section":
        return KINDS_ON_PAGE.get(page.name, ())
    listed = guide.find("sections", page.slug).list_below
    return ("cover",) if listed == "takeaways" else (listed,)
