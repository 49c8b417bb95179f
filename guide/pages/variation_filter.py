"""Choosing a variation: by the kit one has, and from the easiest to the hardest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from guide.read_model.guide import Guide
from guide.read_model.parts import Variation
from guide.routine.rulebook import Equipment

MOST_TOLD = 3
LONGEST_TOLD = 30


@dataclass(frozen=True)
class Option:
    """One kind of kit, whether it is chosen, and the query of the page with that turned round."""

    equipment: Equipment
    chosen: bool
    query: str


@dataclass(frozen=True)
class Choice:
    options: tuple[Option, ...]
    variations: tuple[Variation, ...]
    unknown: tuple[str, ...]

    @property
    def narrowed(self) -> bool:
        return any(option.chosen for option in self.options)


def choose(wanted: Sequence[str], guide: Guide) -> Choice:
    """The variations for the kit in an address; words that name no kit are told and change nothing."""
    known = [kit.slug for kit in guide.equipment]
    chosen = {slug for slug in wanted if slug in known}
    unknown = [word[:LONGEST_TOLD] for word in dict.fromkeys(wanted) if word and word not in known]
    return Choice(
        options=tuple(
            Option(kit, kit.slug in chosen, query_of([slug for slug in known if slug in chosen ^ {kit.slug}]))
            for kit in guide.equipment
        ),
        variations=tuple(row for row in guide.variations if not chosen or row.equipment.slug in chosen),
        unknown=tuple(unknown[:MOST_TOLD]),
    )


def query_of(slugs: Sequence[str]) -> str:
    return "?" + urlencode([("equipment", slug) for slug in slugs]) if slugs else ""


@dataclass(frozen=True)
class Rung:
    variation: Variation
    harder: Variation | None


def ladder(variations: Sequence[Variation]) -> tuple[Rung, ...]:
    """Easiest first: each is followed by the one that it names as harder, as far as rows name one."""
    by_slug = {row.slug: row for row in variations}
    named = {row.harder for row in variations}
    rungs: dict[str, Rung] = {}
    for start in sorted(variations, key=lambda row: (bool(row.easier), row.slug in named)):
        row: Variation | None = start
        while row and row.slug not in rungs:
            rungs[row.slug] = Rung(row, by_slug.get(row.harder))
            row = rungs[row.slug].harder
    return tuple(rungs.values())
