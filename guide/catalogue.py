"""Every page of a guide with its address, its heading and what it shows.

The sitemap, the feed of dates, the pages as Markdown, the data for machines and the copy that is
kept without a network are all made from this one list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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


@lru_cache(maxsize=1)
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


@lru_cache(maxsize=1)
def _by_name(guide: Guide) -> Mapping[tuple[str, str], Page]:
    return {(page.name, page.slug): page for page in pages(guide)}


Key = tuple[str, str]
"""Of a page: its name and slug."""
Row = Mapping[str, Any]
Rows = Mapping[str, Mapping[str, Row]]
"""What readers see of the rows, by kind and slug."""
DATED: dict[tuple[int, str], Mapping[Key, datetime]] = {}
"""The dates of the edition that was asked for last, by its number and digest."""


def dates(number: int, digest: str) -> Mapping[Key, datetime]:
    """When each page last changed for readers: the day on which what it shows began to be as it is now.

    `number` and `digest` name the edition that is current. It is compared with those before it as far back as the
    last one whose dates are known.
    """
    found = DATED.get((number, digest))
    if found is None:
        found = _dates(number)
        DATED.clear()
        DATED[number, digest] = found
    return found


def _dates(number: int) -> dict[Key, datetime]:
    seen = _as_seen(number)
    edition = next(seen)
    shown = shown_on_pages(edition.snapshot)
    found = dict.fromkeys(shown, edition.live_at)
    unsettled = set(found) - {("changes", "")}
    for edition in seen:
        before = shown_on_pages(edition.snapshot)
        unsettled = {key for key in unsettled if key in before and before[key] == shown[key]}
        known = DATED.get((edition.number, edition.digest))
        found |= {key: known[key] if known else edition.live_at for key in unsettled}
        if known or not unsettled:
            break
    return found


def _as_seen(number: int) -> Iterator[Edition]:
    """The editions that readers have seen, newest first, one at a time."""
    newer = None
    for edition in Edition.objects.standing().filter(number__lte=number).defer(None).iterator(chunk_size=1):
        # An edition whose time came only after a newer one was out has never been current.
        if newer is None or edition.live_at < newer:
            newer = edition.live_at
            yield edition


def shown_on_pages(snapshot: Snapshot) -> dict[Key, Any]:
    """What each page shows of a snapshot."""
    rows = {kind: {row["slug"]: _seen(row) for row in snapshot.get(kind, [])} for kind in snapshot}
    cover = list(rows["cover"].values())
    form = _some(rows, "cover", "builder", "days_question", "days_hint")
    shown: dict[Key, Any] = {
        ("home", ""): _home(rows),
        ("variations", ""): _comparison(rows),
        ("about", ""): [row["about"] for row in cover],
        ("routine", ""): [form, *_builder(rows)],
        ("changes", ""): None,
        ("questions", ""): _all(rows, "questions"),
        ("sources", ""): _all(rows, "sources"),
    }
    shown |= {("question", slug): row for slug, row in rows["questions"].items()}
    shown |= {("section", slug): _section(rows, row) for slug, row in rows["sections"].items()}
    prescriptions = _prescriptions(rows)
    return shown | {
        ("variation", slug): _variation(rows, row, prescriptions) for slug, row in rows["variations"].items()
    }


def _seen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in UNSEEN}


def _home(rows: Rows) -> list[Any]:
    cover = [{name: value for name, value in row.items() if name != "about"} for row in _all(rows, "cover")]
    lists = [_some(rows, kind, "slug", "title", "summary") for kind in ("sections", "variations")]
    return [cover, *lists, _some(rows, "muscles", "name", "role"), _some(rows, "equipment", "name")]


def _comparison(rows: Rows) -> list[Any]:
    fields = ("slug", "title", "summary", "equipment", "stance", "suits", "easier", "harder", "harder_text")
    return [_some(rows, "variations", *fields), _some(rows, "equipment", "slug", "name")]


def _builder(rows: Rows) -> list[Any]:
    kinds = ("aims", "experience", "equipment", "limits", "placements")
    return [_some(rows, kind, "slug", "name", "hint") for kind in kinds] + [_some(rows, "variations", "slug", "title")]


def _prescriptions(rows: Rows) -> list[Any]:
    names = [_some(rows, kind, "slug", "name") for kind in ("aims", "experience", "loads")]
    return [_all(rows, "prescriptions"), _some(rows, "placements", "slug", "name", "hint"), *names]


def _section(rows: Rows, row: Row) -> list[Any]:
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


def _variation(rows: Rows, row: Row, prescriptions: list[Any]) -> list[Any]:
    likely = [rows["mistakes"].get(line["mistake"], {}) for line in row["mistakes"]]
    loads = _all(rows, "loads")
    kit = [line["text"] for load in loads for line in load["kit"] if line["equipment"] == row["equipment"]]
    equipment = rows["equipment"].get(row["equipment"], {})
    return [row, equipment.get("name"), [(m.get("title"), m.get("cue")) for m in likely], kit, prescriptions]


def _all(rows: Rows, kind: str) -> list[Row]:
    return list(rows.get(kind, {}).values())


def _some(rows: Rows, kind: str, *fields: str) -> list[Any]:
    return [[row.get(field) for field in fields] for row in _all(rows, kind)]
