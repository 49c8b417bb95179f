"""The read model: a `Guide`, built whole from one snapshot. Pages read it and nothing else."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import DatabaseError

from guide import linking, markup, parts, rulebook
from guide.legible import legible
from guide.models import Edition
from guide.models.snapshot import with_phases
from guide.notation import Codes, Prose
from guide.pictures import Artist

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


@dataclass(eq=False, slots=True)
class Built:
    """A part with the row that it was built from, and what it took from elsewhere."""

    key: tuple[str, str]
    row: Mapping[str, Any]
    part: Any = None
    names: set[str] = field(default_factory=set)
    """What its texts may link to and cite, whether it is there or not."""
    others: dict[tuple[str, str], Any] = field(default_factory=dict)


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

    def __init__(self, snapshot: Rows, stamp: Stamp, *, site: str = "guide", like: Guide | None = None) -> None:
        """`site` is the namespace of the addresses: the public pages or their preview.

        Parts that would be the same in the guide that this one is `like` are taken over from it.
        """
        snapshot = with_phases(snapshot)
        self.stamp, self._site = stamp, site
        self._addressed: dict[tuple[str, ...], str] = {}
        self._links = linking.links_of(snapshot, site)
        self._artist = Artist({kind: legible(snapshot.get(kind, [])) for kind in ("cover", "muscles")})
        self._parts: dict[str, dict[str, Any]] = {kind: {} for kind in PARTS}
        self._built: dict[tuple[str, str], Built] = {}
        self._build_all(snapshot, like if like and like._surroundings() == self._surroundings() else None)
        self.snapshot = {kind: [self._built[kind, row["slug"]].row for row in snapshot[kind]] for kind in snapshot}
        for kind in PARTS:
            setattr(self, kind, tuple(self._parts[kind].values()))
        self.cover = self._parts["cover"]["guide"]
        self.muscle_map = self._artist.muscle_map()
        own = {f.name: getattr(self, f.name) for f in fields(rulebook.Rulebook) if f.name in PARTS}
        self.rulebook = rulebook.Rulebook(**own, sided=bool(self.cover.sides))

    def _surroundings(self) -> tuple[Any, ...]:
        """What any part may depend on, beside what is noted as it is built."""
        return self._site, self._links.addresses["page:home"], self._artist.targets, self._artist.limb

    def _build_all(self, snapshot: Rows, like: Guide | None) -> None:
        moved = self._links.moved_from(like._links) if like else set()
        for kind, part in PARTS.items():
            for row in snapshot.get(kind, []):
                key = kind, row["slug"]
                built = like._built.get(key) if like else None
                if not (built and built.row == row and built.names.isdisjoint(moved) and self._has(built.others)):
                    self._now = built = Built(key, row)
                    built.part = self._build(part, legible(row))
                self._built[key], self._parts[kind][row["slug"]] = built, built.part

    def _has(self, others: Mapping[tuple[str, str], Any]) -> bool:
        return all(self._parts[kind].get(slug) is part for (kind, slug), part in others.items())

    def find(self, kind: str, slug: str) -> Any:
        """One part by its slug, or None."""
        return self._parts[kind].get(slug)

    def url(self, name: str, *args: str) -> str:
        if (name, *args) not in self._addressed:
            self._addressed[(name, *args)] = linking.url(self._site, name, *args)
        return self._addressed[(name, *args)]

    def url_of(self, kind: str, slug: str, anchor: str = "") -> str | None:
        """The address of a part, as links in the text name it; None where there is none."""
        return self._links.address(kind, slug, anchor)

    def _render(self, text: str, *, level: int = 2, prefix: str) -> str:
        self._now.names.update(markup.names_in(text))
        return markup.render(text, self._links, level=level, prefix=prefix).html

    def _build(self, part: type, row: Mapping[str, Any]) -> Any:
        return part(**{f.name: self._value(HINTS[part][f.name], f.name, row) for f in fields(part)})

    def _value(self, hint: Any, name: str, row: Mapping[str, Any]) -> Any:
        if name == "inner":
            return self._render(row["body"], level=3, prefix=row["slug"])
        if name == "number" and "standing" in row:
            self._now.names.add(row["slug"])
            return self._links.citations[row["slug"]].number
        if name == "pictures":
            return self._artist.pictures(row, lambda version: self.url("figures", *self._now.key, version))
        if name == "motion":
            return self._artist.motion(row)
        return self._read(hint, row.get(name, ""), row.get("slug", ""))

    def _read(self, hint: Any, value: Any, prefix: str) -> Any:
        origin = typing.get_origin(hint)
        if origin is tuple:
            return tuple(self._read(typing.get_args(hint)[0], item, prefix) for item in value or ())
        if origin is types.UnionType:
            return self._read(typing.get_args(hint)[0], value, prefix) if value else None
        if hint is Prose:
            return self._render(value, prefix=prefix)
        if hint in KIND_OF:
            self._now.others[KIND_OF[hint], value] = other = self._parts[KIND_OF[hint]][value]
            return other
        if is_dataclass(hint) and isinstance(value, Mapping):
            return self._build(hint, value)
        if hint is Codes:
            return Codes(value or ())
        return hint.parse(value) if hasattr(hint, "parse") else value


LAST_SEEN: list[Guide] = []
LAST_BUILT: list[Guide] = []


def next_guide(snapshot: Rows, stamp: Stamp) -> Guide:
    """A guide that takes over what is the same in the last one, since from one edition to the next most things are."""
    guide = Guide(snapshot, stamp, like=LAST_BUILT[0] if LAST_BUILT else None)
    LAST_BUILT[:] = [guide]
    return guide


def current(stamp: tuple[int, str] | None = None) -> Guide | None:
    """The guide as readers see it now, or None before the first publication.

    `stamp` is the number and digest of the current edition, where the caller knows them already. While the database
    is away, readers keep the guide that this process showed last.
    """
    try:
        stamp = stamp or Edition.objects.live().values_list("number", "digest").first()
        guide = edition(*stamp) if stamp else None
    except DatabaseError:
        if not LAST_SEEN:
            raise
        return LAST_SEEN[0]
    LAST_SEEN[:] = [guide] if guide else []
    return guide


@lru_cache(maxsize=1)
def edition(number: int, digest: str) -> Guide:
    """The guide of one edition. The digest is part of the name so that no two guides share it."""
    row = Edition.objects.get(number=number, digest=digest)
    history = history_of(number)
    updated = next((change.live_at for change in history if change.major), row.live_at)
    return next_guide(row.snapshot, Stamp(number, digest, row.live_at, updated, history))


def history_of(number: int) -> tuple[parts.ChangeNote, ...]:
    """Change notes of the editions that readers have seen, newest first, up to one edition."""
    history: list[parts.ChangeNote] = []
    rows = Edition.objects.standing().filter(number__lte=number)
    for at, note, major, live_at in rows.values_list("number", "note", "major", "live_at"):
        # An edition whose time came only after a newer one was out has never been current.
        if not history or live_at < history[-1].live_at:
            history.append(parts.ChangeNote(at, legible(note), major, live_at))
    return tuple(history)
