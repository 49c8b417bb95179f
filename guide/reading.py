"""The read model: a `Guide`, built whole from one snapshot. Pages read it and nothing else."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import lru_cache, partial
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
        snapshot = with_phases(snapshot)
        self.snapshot, self.stamp, self._site = snapshot, stamp, site
        self._addressed: dict[tuple[str, ...], str] = {}
        self._links = linking.links_of(snapshot, site)
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
        return markup.render(text, self._links, level=level, prefix=prefix).html

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
        return hint.parse(value) if hasattr(hint, "parse") else value


LAST_SEEN: list[Guide] = []


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
    return Guide(row.snapshot, Stamp(number, digest, row.live_at, updated, history))


def history_of(number: int) -> tuple[parts.ChangeNote, ...]:
    """Change notes of the editions that readers have seen, newest first, up to one edition."""
    history: list[parts.ChangeNote] = []
    rows = Edition.objects.standing().filter(number__lte=number)
    for at, note, major, live_at in rows.values_list("number", "note", "major", "live_at"):
        # An edition whose time came only after a newer one was out has never been current.
        if not history or live_at < history[-1].live_at:
            history.append(parts.ChangeNote(at, legible(note), major, live_at))
    return tuple(history)
