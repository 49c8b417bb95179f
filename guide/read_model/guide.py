"""The read model: a `Guide`, built whole from one snapshot. Pages read it and nothing else."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import partial, wraps
from threading import Lock, RLock
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import DatabaseError

from guide.models import Edition
from guide.notation import Codes, Prose
from guide.read_model import parts
from guide.read_model.pictures import Artist
from guide.routine import rulebook
from guide.text import links, markdown
from guide.text.control_characters import legible

P = ParamSpec("P")
T = TypeVar("T")
PARTS: dict[str, type] = {
    "cover": parts.Cover,
    "sections": parts.Section,
    "muscles": parts.Muscle,
    "mistakes": parts.Mistake,
    "equipment": rulebook.Equipment,
    "experience": rulebook.Experience,
    "placements": rulebook.Placement,
    "aims": rulebook.Aim,
    "loads": rulebook.Load,
    "progressions": rulebook.Progression,
    "phases": parts.Phase,
    "variations": parts.Variation,
    "limits": rulebook.Limit,
    "audiences": parts.Audience,
    "questions": parts.Question,
    "preferences": rulebook.Preference,
    "prescriptions": rulebook.Prescription,
    "sources": parts.Source,
    "synonyms": parts.Synonyms,
}
Rows = Mapping[str, list[dict[str, Any]]]
"""A snapshot."""
KIND_OF = {part: kind for kind, part in PARTS.items()}
HINTS = {part: typing.get_type_hints(part) for part in vars(parts).values() if is_dataclass(part)} | {
    part: typing.get_type_hints(part) for part in vars(rulebook).values() if is_dataclass(part)
}


@dataclass(frozen=True)
class Stamp:
    """Which edition a guide is of. A working copy has number 0."""

    number: int
    digest: str
    live_at: datetime | None = None
    updated: datetime | None = None
    history: tuple[parts.ChangeNote, ...] = ()


class Guide:
    """One edition (or the working copy) with every list in order and every relation resolved."""

    cover: parts.Cover
    sections: tuple[parts.Section, ...]
    muscles: tuple[parts.Muscle, ...]
    mistakes: tuple[parts.Mistake, ...]
    equipment: tuple[rulebook.Equipment, ...]
    experience: tuple[rulebook.Experience, ...]
    placements: tuple[rulebook.Placement, ...]
    aims: tuple[rulebook.Aim, ...]
    loads: tuple[rulebook.Load, ...]
    progressions: tuple[rulebook.Progression, ...]
    phases: tuple[parts.Phase, ...]
    variations: tuple[parts.Variation, ...]
    limits: tuple[rulebook.Limit, ...]
    audiences: tuple[parts.Audience, ...]
    questions: tuple[parts.Question, ...]
    preferences: tuple[rulebook.Preference, ...]
    prescriptions: tuple[rulebook.Prescription, ...]
    sources: tuple[parts.Source, ...]
    synonyms: tuple[parts.Synonyms, ...]

    def __init__(self, snapshot: Rows, stamp: Stamp, *, site: str = "guide") -> None:
        """`site` is the namespace of the addresses: the public pages or their preview."""
        self.snapshot, self.stamp, self._site = snapshot, stamp, site
        self.cache: dict[tuple[Any, ...], Any] = {}  # of `cached_on_guide`
        self.lock = RLock()  # what is cached may need something else that is
        self.fragments: dict[tuple[str, ...], str] = {}  # pieces of its pages that are rendered once
        self._addressed: dict[tuple[str, ...], str] = {}
        self._links = links.links_of(snapshot, site)
        self._artist = Artist({kind: legible(snapshot.get(kind, [])) for kind in ("cover", "muscles")})
        self._parts: dict[str, dict[str, Any]] = {kind: {} for kind in PARTS}
        for kind, part in PARTS.items():
            for row in snapshot.get(kind, []):
                self._parts[kind][row["slug"]] = self._build(part, legible(row))
            setattr(self, kind, tuple(self._parts[kind].values()))
        self.cover = self._parts["cover"]["guide"]
        self.muscle_map = self._artist.muscle_map()
        own = {f.name: getattr(self, f.name) for f in fields(rulebook.Rulebook) if f.name in PARTS}
        self.rulebook = rulebook.Rulebook(**own, sided=bool(self.cover.sides))

    def is_of(self, edition: Edition) -> bool:
        # A restored backup may have another edition of the same number and text.
        stamp = self.stamp
        return (stamp.number, stamp.digest, stamp.live_at) == (edition.number, edition.digest, edition.live_at)

    def find(self, kind: str, slug: str) -> Any:
        """One part by its slug, or None."""
        return self._parts[kind].get(slug)

    def url(self, name: str, *args: str) -> str:
        if (name, *args) not in self._addressed:
            self._addressed[(name, *args)] = links.url(self._site, name, *args)
        return self._addressed[(name, *args)]

    def url_of(self, kind: str, slug: str, anchor: str = "") -> str | None:
        """The address of a part, as links in the text name it; None where there is none."""
        return self._links.address(kind, slug, anchor)

    def _render(self, text: str, *, level: int = 2, prefix: str) -> str:
        return markdown.render(text, self._links, level=level, prefix=prefix).html

    def _build(self, part: type, row: Mapping[str, Any]) -> Any:
        return part(**{f.name: self._value(part, f.name, row) for f in fields(part)})

    def _value(self, part: type, name: str, row: Mapping[str, Any]) -> Any:
        if name == "inner":
            return self._render(row["body"], level=3, prefix=row["slug"])
        if name == "number" and "standing" in row:
            return self._links.citations[row["slug"]].number
        if name == "pictures":
            return self._artist.pictures(row, partial(self.url, "figures", KIND_OF[part], row["slug"]))
        if name == "motion":
            return self._artist.motion(row)
        return self._read(HINTS[part][name], row.get(name, ""), row.get("slug", ""))

    def _read(self, hint: Any, value: Any, prefix: str) -> Any:
        origin = typing.get_origin(hint)
        if origin is tuple:
            return tuple(self._read(typing.get_args(hint)[0], item, prefix) for item in value or ())
        if origin is types.UnionType:
            return self._read(typing.get_args(hint)[0], value, prefix) if value else None
        if hint is Prose:
            return self._render(value, prefix=prefix)
        if hint in KIND_OF:
            return self._parts[KIND_OF[hint]][value]
        if is_dataclass(hint) and isinstance(value, Mapping):
            return self._build(hint, value)
        if hint is Codes:
            return Codes(value or ())
        if hint is date:
            return date.fromisoformat(value)
        return hint.parse(value) if hasattr(hint, "parse") else value


def cached_on_guide(make: Callable[Concatenate[Guide, P], T]) -> Callable[Concatenate[Guide, P], T]:
    """A function of a guide that is called once for each guide. The result is kept on the guide and goes with it."""

    @wraps(make)
    def cached(guide: Guide, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (make, *args)
        if key not in guide.cache:
            with guide.lock:
                if key not in guide.cache:
                    guide.cache[key] = make(guide, *args, **kwargs)
        return guide.cache[key]

    return cached


class CurrentGuide:
    """The guide of the current edition. It is built anew when another edition becomes current."""

    def __init__(self) -> None:
        self._guide: Guide | None = None
        self._lock = Lock()

    def get(self, edition: tuple[int, str] | None = None) -> Guide | None:
        """The guide, or None before the first publication.

        `edition` is the number and digest of the current edition, if the caller knows them: then no query is made
        as long as they stay the same. While the database is away, readers keep the last guide.
        Raises DatabaseError if there is no last guide.
        """
        guide = self._guide
        if guide and edition == (guide.stamp.number, guide.stamp.digest):
            return guide
        try:
            return self._read(edition)
        except DatabaseError:
            if guide is None:
                raise
            return guide

    def _read(self, edition: tuple[int, str] | None) -> Guide | None:
        rows = (
            Edition.objects.live() if edition is None else Edition.objects.filter(number=edition[0], digest=edition[1])
        )
        row = rows.first()
        with self._lock:
            if row is None:
                self._guide = None
            elif self._guide is None or not self._guide.is_of(row):
                self._guide = guide_of(row)
            return self._guide


current = CurrentGuide().get


def guide_of(edition: Edition) -> Guide:
    """The guide of any edition, built anew."""
    history = history_of(edition.number)
    updated = next((change.live_at for change in history if change.major), edition.live_at)
    stamp = Stamp(edition.number, edition.digest, edition.live_at, updated, history)
    return Guide(edition.snapshot, stamp)


def history_of(number: int) -> tuple[parts.ChangeNote, ...]:
    """Change notes of the editions that readers have seen, newest first, up to one edition."""
    history: list[parts.ChangeNote] = []
    rows = Edition.objects.standing().filter(number__lte=number)
    for at, note, major, live_at in rows.values_list("number", "note", "major", "live_at"):
        # An edition whose time came only after a newer one was out has never been current.
        if not history or live_at < history[-1].live_at:
            history.append(parts.ChangeNote(at, legible(note), major, live_at))
    return tuple(history)
