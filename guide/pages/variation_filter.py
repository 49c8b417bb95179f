"""Choosing a variation: by the kit one has, and from the easiest to the hardest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenVariation
from guide.routine.rulebook import FrozenEquipment

MAX_UNKNOWN_SHOWN = 3
MAX_WORD_LENGTH = 30


@dataclass(frozen=True)
class EquipmentOption:
    """One kind of kit, whether it is chosen, and the query of the page with that turned round."""

    equipment: FrozenEquipment
    chosen: bool
    query: str


@dataclass(frozen=True)
class VariationFilter:
    options: tuple[EquipmentOption, ...]
    variations: tuple[FrozenVariation, ...]
    unknown: tuple[str, ...]

    @property
    def is_active(self) -> bool:
        return any(option.chosen for option in self.options)


def filter_variations(wanted: Sequence[str], guide: Guide) -> VariationFilter:
    """The variations for the kit in an address; words that name no kit are told and change nothing."""
    known = [kit.slug for kit in guide.equipment]
    chosen = {slug for slug in wanted if slug in known}
    unknown = [word[:MAX_WORD_LENGTH] for word in dict.fromkeys(wanted) if word and word not in known]
    return VariationFilter(
        options=tuple(
            EquipmentOption(
                kit, kit.slug in chosen, filter_query([slug for slug in known if slug in chosen ^ {kit.slug}])
            )
            for kit in guide.equipment
        ),
        variations=tuple(row for row in guide.variations if not chosen or row.equipment.slug in chosen),
        unknown=tuple(unknown[:MAX_UNKNOWN_SHOWN]),
    )


def filter_query(slugs: Sequence[str]) -> str:
    return "?" + urlencode([("equipment", slug) for slug in slugs]) if slugs else ""


@dataclass(frozen=True)
class LadderRow:
    variation: FrozenVariation
    harder: FrozenVariation | None


def variation_ladder(variations: Sequence[FrozenVariation]) -> tuple[LadderRow, ...]:
    """Easiest first: each is followed by the one that it names as harder, as far as rows name one."""
    by_slug = {row.slug: row for row in variations}
    named = {row.harder for row in variations}
    rungs: dict[str, LadderRow] = {}
    for start in sorted(variations, key=lambda row: (bool(row.easier), row.slug in named)):
        row: FrozenVariation | None = start
        while row and row.slug not in rungs:
            rungs[row.slug] = LadderRow(row, by_slug.get(row.harder))
            row = rungs[row.slug].harder
    return tuple(rungs.values())
