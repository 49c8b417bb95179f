"""`Guide`: the read model of one edition, built from its snapshot. Pages read nothing else."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from functools import partial, wraps
from threading import Lock, RLock
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import DatabaseError

from guide.models import Edition
from guide.models.edition import once_live
from guide.models.snapshot import Snapshot
from guide.notation import CodeList, Ladder, SafeHtml
from guide.read_model import parts
from guide.read_model.muscle_map import MUSCLE_MAP_KEY, draw_muscle_map
from guide.read_model.pictures import FigureRenderer
from guide.routine import rulebook
from guide.text import links, markdown
from guide.text.control_characters import strip_control_characters
from guide.text.markdown import HtmlWithHeadings
from guide.text.row_numbers import fill_numbers

DRAWN_KINDS = ("cover", "muscles", "mistakes", "variations")
P = ParamSpec("P")
T = TypeVar("T")
FIELD_TYPES = {part: typing.get_type_hints(part) for part in vars(parts).values() if is_dataclass(part)} | {
    part: typing.get_type_hints(part) for part in vars(rulebook).values() if is_dataclass(part)
}


@dataclass(frozen=True)
class EditionInfo:
    """The edition that a guide was built from. The working copy has number 0."""

    number: int
    digest: str
    live_at: datetime | None = None
    updated: datetime | None = None
    history: tuple[parts.ChangeNote, ...] = ()


class Guide:
    """One edition, or the working copy."""

    # In the order in which they are built: a kind comes after those that it refers to.
    cover: parts.FrozenCover
    sections: tuple[parts.FrozenSection, ...]
    muscles: tuple[parts.FrozenMuscle, ...]
    mistakes: tuple[parts.FrozenMistake, ...]
    equipment: tuple[rulebook.FrozenEquipment, ...]
    experience: tuple[rulebook.FrozenExperience, ...]
    placements: tuple[rulebook.FrozenPlacement, ...]
    aims: tuple[rulebook.FrozenAim, ...]
    loads: tuple[rulebook.FrozenLoad, ...]
    progressions: tuple[rulebook.FrozenProgression, ...]
    phases: tuple[parts.FrozenPhase, ...]
    variations: tuple[parts.FrozenVariation, ...]
    limits: tuple[rulebook.FrozenLimit, ...]
    audiences: tuple[parts.FrozenAudience, ...]
    questions: tuple[parts.FrozenQuestion, ...]
    preferences: tuple[rulebook.FrozenPreference, ...]
    prescriptions: tuple[rulebook.FrozenPrescription, ...]
    sources: tuple[parts.FrozenSource, ...]
    synonyms: tuple[parts.FrozenSynonyms, ...]

    def __init__(self, snapshot: Snapshot, edition: EditionInfo, *, site: str = "guide") -> None:
        """`site` is the URL namespace: that of public pages or of a preview."""
        snapshot = fill_numbers(snapshot)
        self.snapshot, self.edition, self._site = snapshot, edition, site
        self.cache: dict[tuple[Any, ...], Any] = {}  # results of `cached_on_guide` functions
        self.lock = RLock()  # reentrant, since cached functions call each other
        self.fragments: dict[tuple[str, ...], str] = {}  # HTML of `http.fragment_cache`
        self._url_cache: dict[tuple[str, ...], str] = {}
        drawn = {kind: strip_control_characters(snapshot.get(kind, [])) for kind in DRAWN_KINDS}
        self._figure_renderer = FigureRenderer(drawn)
        figures = self._figure_renderer.text_figures(drawn, partial(self.url, "figures"))
        self._link_resolver = links.build_link_resolver(snapshot, site, figures)
        self._parts: dict[str, dict[str, Any]] = {kind: {} for kind in PART_CLASSES}
        for kind, part in PART_CLASSES.items():
            for row in snapshot.get(kind, []):
                self._parts[kind][row["slug"]] = self._build(part, strip_control_characters(row))
            setattr(self, kind, tuple(self._parts[kind].values()))
        self.cover = self._parts["cover"]["guide"]
        self.muscle_map = draw_muscle_map(self.muscles, partial(self.url, "figures", *MUSCLE_MAP_KEY))
        own = {f.name: getattr(self, f.name) for f in fields(rulebook.Rulebook) if f.name in PART_CLASSES}
        self.rulebook = rulebook.Rulebook(**own, sided=bool(self.cover.sides))

    def is_of(self, edition: Edition) -> bool:
        # `live_at` tells apart editions of equal number and text, which a restored backup may hold.
        own = self.edition
        return (own.number, own.digest, own.live_at) == (edition.number, edition.digest, edition.live_at)

    def find(self, kind: str, slug: str) -> Any:
        """Return one part, or None if there is none with this slug."""
        return self._parts[kind].get(slug)

    def variations_by_equipment(self) -> dict[str, parts.FrozenVariation]:
        """Return the first variation with each kind of equipment by its slug, in the order of variations."""
        first: dict[str, parts.FrozenVariation] = {}
        for variation in self.variations:
            first.setdefault(variation.equipment.slug, variation)
        return first

    def url(self, name: str, *args: str) -> str:
        if (name, *args) not in self._url_cache:
            self._url_cache[(name, *args)] = links.guide_url(self._site, name, *args)
        return self._url_cache[(name, *args)]

    def part_url(self, kind: str, slug: str) -> str | None:
        """Return the address that a link `kind:slug` leads to, or None if it is broken."""
        return self._link_resolver.address(kind, slug)

    def _render(self, text: str, *, level: int = 2, prefix: str) -> str:
        return markdown.render_markdown(text, self._link_resolver, level=level, prefix=prefix)

    def _build(self, part: type, row: Mapping[str, Any]) -> Any:
        return part(**{f.name: self._value(part, f.name, row) for f in fields(part)})

    def _value(self, part: type, name: str, row: Mapping[str, Any]) -> Any:
        if name == "inner":
            return self._render(row["body"], level=3, prefix=row["slug"])
        if name == "number" and "standing" in row:
            return self._link_resolver.citations[row["slug"]].number
        if name == "pictures":
            return self._figure_renderer.pictures(row, partial(self.url, "figures", KIND_BY_CLASS[part], row["slug"]))
        if name == "mistake_pictures":
            return self._figure_renderer.mistake_pictures(row, partial(self.url, "figures", "faults", row["slug"]))
        if name == "breath_pictures":
            return self._figure_renderer.breath_pictures(row, partial(self.url, "figures", "breath", row["slug"]))
        if name == "motion":
            return self._figure_renderer.motion(row)
        value = self._read(FIELD_TYPES[part][name], row.get(name, ""), row.get("slug", ""))
        return (
            replace(value, ladder=Ladder.parse(row["ladder"])) if name == "equipment" and row.get("ladder") else value
        )

    def _read(self, hint: Any, value: Any, prefix: str) -> Any:
        origin = typing.get_origin(hint)
        if origin is tuple:
            return tuple(self._read(typing.get_args(hint)[0], item, prefix) for item in value or ())
        if origin is types.UnionType:
            return self._read(typing.get_args(hint)[0], value, prefix) if value else None
        if hint in (SafeHtml, HtmlWithHeadings):
            return self._render(value, prefix=prefix)
        if hint in KIND_BY_CLASS:
            return self._parts[KIND_BY_CLASS[hint]][value]
        if isinstance(hint, type) and is_dataclass(hint) and isinstance(value, Mapping):
            return self._build(hint, value)
        if hint is CodeList:
            return CodeList(value or ())
        if hint is date:
            return date.fromisoformat(value)
        return hint.parse(value) if hasattr(hint, "parse") else value


PART_CLASSES: dict[str, type] = {
    kind: hint if kind == "cover" else typing.get_args(hint)[0] for kind, hint in typing.get_type_hints(Guide).items()
}
KIND_BY_CLASS = {part: kind for kind, part in PART_CLASSES.items()}


def cached_on_guide(make: Callable[Concatenate[Guide, P], T]) -> Callable[Concatenate[Guide, P], T]:
    """Cache a function's result on the guide that is its first argument, so that it is freed with the guide."""

    @wraps(make)
    def cached(guide: Guide, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (make, *args)
        if key not in guide.cache:
            with guide.lock:
                if key not in guide.cache:
                    guide.cache[key] = make(guide, *args, **kwargs)
        result: T = guide.cache[key]
        return result

    return cached


class CurrentGuide:
    """Holds the guide of the current edition, and the one before for threads that are still rendering its pages.

    With one only, such a thread would put the edition before in its place, and readers would go back to it whenever
    the database is away.
    """

    def __init__(self) -> None:
        self._guides: tuple[Guide, ...] = ()  # two at most, the one read last first
        self._lock = Lock()

    def get(self, edition: tuple[int, str] | None = None) -> Guide | None:
        """Return the guide, or None before the first publication.

        A caller that knows the current edition passes its number and digest, which saves a query if the guide is
        up to date. While the database is unavailable, the guide read last is returned, or DatabaseError raised if
        there is none.
        """
        guides = self._guides
        for guide in guides:
            if edition == (guide.edition.number, guide.edition.digest):
                return guide
        try:
            return self._read(edition)
        except DatabaseError:
            if not guides:
                raise
            return guides[0]

    def _read(self, edition: tuple[int, str] | None) -> Guide | None:
        rows = (
            Edition.objects.live() if edition is None else Edition.objects.filter(number=edition[0], digest=edition[1])
        )
        row = rows.first()
        with self._lock:
            if row is None:
                self._guides = ()
                return None
            guide = next((guide for guide in self._guides if guide.is_of(row)), None) or build_guide(row)
            self._guides = (guide, *[other for other in self._guides if other is not guide][:1])
            return guide


current_guide = CurrentGuide().get


def build_guide(edition: Edition) -> Guide:
    history = edition_history(edition.number)
    updated = next((change.live_at for change in history if change.major), edition.live_at)
    info = EditionInfo(edition.number, edition.digest, edition.live_at, updated, history)
    return Guide(edition.snapshot, info)


def edition_history(number: int) -> tuple[parts.ChangeNote, ...]:
    """Return the change notes of the editions up to `number` that were ever live, newest first."""
    editions = once_live(Edition.objects.not_cancelled().filter(number__lte=number))
    return tuple(
        parts.ChangeNote(edition.number, strip_control_characters(edition.note), edition.major, edition.live_at)
        for edition in editions
    )
