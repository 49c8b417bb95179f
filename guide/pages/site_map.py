"""Every page of a guide with its address, its heading and what it shows.

The sitemap, the feed of dates, the pages as Markdown, the data for machines and the copy that is
kept without a network are all made from this one list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import strip_tags

from guide.models.snapshot import ItemKey
from guide.read_model.guide import Guide, cached_on_guide

RULES = (
    "aims",
    "equipment",
    "experience",
    "limits",
    "loads",
    "placements",
    "preferences",
    "prescriptions",
    "progressions",
)
KINDS_ON = {
    "home": ("cover",),
    "about": ("cover",),
    "questions": ("questions",),
    "routine": RULES,
    "sources": ("sources",),
    "variation": ("phases",),
    "variations": ("equipment", "variations"),
}


@dataclass(frozen=True)
class Page:
    name: str
    """Of its route."""
    slug: str
    title: str
    summary: str
    url: str


@cached_on_guide
def site_pages(guide: Guide) -> tuple[Page, ...]:
    """The pages in the order in which one would read them. Listed once: every page looks itself up."""
    cover = guide.cover
    listed = [Page("home", "", cover.title, cover.description, guide.url("home"))]
    listed.append(Page("whole", "", f"{cover.title}: the whole guide", cover.description, guide.url("whole")))
    listed += [_part_page("section", part, guide) for part in guide.sections]
    listed.append(Page("variations", "", "Variations compared", cover.description, guide.url("variations")))
    listed += [_part_page("variation", part, guide) for part in guide.variations]
    fixed = {
        "questions": "Questions and answers",
        "routine": "Build my routine",
        "sources": "Sources",
        "changes": "Changes",
        "about": "About this guide",
    }
    asked = [
        Page("question", q.slug, q.title, strip_tags(q.body.lead), guide.url("question", q.slug))
        for q in guide.questions
    ]
    return (
        *listed,
        *asked,
        *(Page(name, "", title, cover.description, guide.url(name)) for name, title in fixed.items()),
    )


def _part_page(name: str, part: Any, guide: Guide) -> Page:
    return Page(name, part.slug, part.title, part.summary, guide.url(name, part.slug))


def find_page(guide: Guide, name: str, slug: str = "") -> Page | None:
    return _by_name(guide).get((name, slug))


@cached_on_guide
def _by_name(guide: Guide) -> Mapping[tuple[str, str], Page]:
    return {(page.name, page.slug): page for page in site_pages(guide)}


def page_dates(guide: Guide, changed: Mapping[ItemKey, datetime]) -> dict[tuple[str, str], datetime | None]:
    """When each page last changed, by name and slug: when the last of its items did. `changed` has that of items."""
    newest: dict[str, datetime] = {}
    for key, at in changed.items():
        newest[key.kind] = max(at, newest.get(key.kind, at))
    found = {}
    for page in site_pages(guide):
        times = [newest[kind] for kind in kinds_on(page, guide) if kind in newest]
        own = changed.get(ItemKey(f"{page.name}s", page.slug))
        found[page.name, page.slug] = max([own, *times] if own else times, default=None)
    return found | {("changes", ""): guide.edition.live_at}


def kinds_on(page: Page, guide: Guide) -> tuple[str, ...]:
    """The kinds of which the page lists all items."""
    if page.name != "section":
        return KINDS_ON.get(page.name, ())
    listed = guide.find("sections", page.slug).list_below
    return ("cover",) if listed == "takeaways" else (listed,)
