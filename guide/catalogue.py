"""Every page of a guide with its address, its heading and what it shows.

The sitemap, the feed of dates, the pages as Markdown, the data for machines and the copy that is
kept without a network are all made from this one list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.html import strip_tags

from guide.models import Edition
from guide.models.snapshot import Snapshot
from guide.reading import Guide

UNSEEN = {"facts", "position", "evidence", "entry_test", "terms"}
"""Fields of rows that no reader sees on a page."""


@dataclass(frozen=True)
class Page:
    name: str
    """Of its route."""
    slug: str
    title: str
    summary: str
    url: str


@lru_cache(maxsize=4)
def pages(guide: Guide) -> tuple[Page, ...]:
    """The pages in the order in which one would read them. Listed once: every page looks itself up."""
    cover = guide.cover
    listed = [Page("home", "", cover.title, cover.description, guide.url("home"))]
    listed.append(Page("whole", "", f"{cover.title}: the whole guide", cover.description, guide.url("whole")))
    listed += [_of("section", part, guide) for part in guide.sections]
    listed.append(Page("variations", "", "Variations compared", cover.description, guide.url("variations")))
    listed += [_of("variation", part, guide) for part in guide.variations]
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


def _of(name: str, part: Any, guide: Guide) -> Page:
    return Page(name, part.slug, part.title, part.summary, guide.url(name, part.slug))


def page_at(guide: Guide, name: str, slug: str = "") -> Page | None:
    return _by_name(guide).get((name, slug))


@lru_cache(maxsize=4)
def _by_name(guide: Guide) -> Mapping[tuple[str, str], Page]:
    return {(page.name, page.slug): page for page in pages(guide)}


@lru_cache(maxsize=4)
def dates(number: int, digest: str) -> Mapping[tuple[str, str], datetime]:
    """When each page last changed for readers: the day on which what it shows began to be as it is now.

    `number` and `digest` name the edition that is current, so that this is worked out once for each.
    """
    seen = _as_seen(number)
    now, since = next(seen)
    shown = {key: look(now) for key, look in _looks(now).items()}
    found = dict.fromkeys(shown, since)
    unsettled = set(found) - {("changes", "")}
    for snapshot, live_at in seen:
        looks = _looks(snapshot)
        unsettled = {key for key in unsettled if key in looks and looks[key](snapshot) == shown[key]}
        found |= dict.fromkeys(unsettled, live_at)
        if not unsettled:
            break
    return found


def _as_seen(number: int) -> Iterator[tuple[Snapshot, datetime]]:
    """The snapshots that readers have seen, newest first, one at a time, with the day each went live."""
    newer = None
    rows = Edition.objects.standing().filter(number__lte=number)
    for snapshot, live_at in rows.values_list("snapshot", "live_at").iterator(chunk_size=1):
        # An edition whose time came only after a newer one was out has never been current.
        if newer is None or live_at < newer:
            newer = live_at
            yield snapshot, live_at


def _looks(snapshot: Snapshot) -> dict[tuple[str, str], Callable[[Snapshot], Any]]:
    """For each page the function that picks what it shows out of a snapshot."""
    looks: dict[tuple[str, str], Callable[[Snapshot], Any]] = {
        ("home", ""): _home,
        ("variations", ""): _comparison,
        ("about", ""): lambda rows: [row["about"] for row in rows["cover"]],
        ("routine", ""): lambda rows: [_some(rows, "cover", "builder", "days_question", "days_hint"), *_builder(rows)],
        ("changes", ""): lambda rows: None,
    }
    for kind in ("questions", "sources"):
        looks[kind, ""] = lambda rows, kind=kind: _all(rows, kind)
    for row in snapshot["questions"]:
        looks["question", row["slug"]] = lambda rows, slug=row["slug"]: _row(rows, "questions", slug)
    for row in snapshot["sections"]:
        looks["section", row["slug"]] = lambda rows, slug=row["slug"]: _section(rows, slug)
    for row in snapshot["variations"]:
        looks["variation", row["slug"]] = lambda rows, slug=row["slug"]: _variation(rows, slug)
    return looks


def _home(rows: Snapshot) -> list[Any]:
    cover = [{name: value for name, value in row.items() if name not in {"about", "terms"}} for row in rows["cover"]]
    lists = [_some(rows, kind, "slug", "title", "summary") for kind in ("sections", "variations")]
    return [cover, *lists, _some(rows, "muscles", "name", "role"), _some(rows, "equipment", "name")]


def _comparison(rows: Snapshot) -> list[Any]:
    fields = ("slug", "title", "summary", "equipment", "stance", "suits", "easier", "harder", "harder_text")
    return [_some(rows, "variations", *fields), _some(rows, "equipment", "slug", "name")]


def _builder(rows: Snapshot) -> list[Any]:
    kinds = ("aims", "experience", "equipment", "limits", "placements")
    return [_some(rows, kind, "slug", "name", "hint") for kind in kinds] + [_some(rows, "variations", "slug", "title")]


def _prescriptions(rows: Snapshot) -> list[Any]:
    names = [_some(rows, kind, "slug", "name") for kind in ("aims", "experience", "loads")]
    return [_all(rows, "prescriptions"), _some(rows, "placements", "slug", "name", "hint"), *names]


def _section(rows: Snapshot, slug: str) -> list[Any]:
    row = _row(rows, "sections", slug)
    match row.get("shows", ""):
        case "takeaways":
            below = _some(rows, "cover", "takeaways")
        case "variations":
            below = _comparison(rows)
        case "prescriptions":
            below = [*_prescriptions(rows), _all(rows, "progressions")]
        case kind:
            below = _all(rows, kind)
    return [row, below]


def _variation(rows: Snapshot, slug: str) -> list[Any]:
    row = _row(rows, "variations", slug)
    likely = [_row(rows, "mistakes", line["mistake"]) for line in row["mistakes"]]
    kit = [line["text"] for load in rows["loads"] for line in load["kit"] if line["equipment"] == row["equipment"]]
    named = [_row(rows, "equipment", row["equipment"]).get("name"), [(m.get("title"), m.get("cue")) for m in likely]]
    return [row, named, kit, _prescriptions(rows)]


def _row(rows: Snapshot, kind: str, slug: str) -> dict[str, Any]:
    return next((row for row in _all(rows, kind) if row["slug"] == slug), {})


def _all(rows: Snapshot, kind: str) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name not in UNSEEN} for row in rows.get(kind, [])]


def _some(rows: Snapshot, kind: str, *fields: str) -> list[Any]:
    return [[row.get(field) for field in fields] for row in rows.get(kind, [])]
