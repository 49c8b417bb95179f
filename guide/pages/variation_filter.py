"""Variations filtered by equipment, and in order of difficulty."""

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
    equipment: FrozenEquipment
    chosen: bool
    query: str  # of the page with this option toggled


@dataclass(frozen=True)
class VariationFilter:
    options: tuple[EquipmentOption, ...]
    variations: tuple[FrozenVariation, ...]
    unknown: tuple[str, ...]  # values in the address that are no equipment

    @property
    def query(self) -> str:
        """The query of this page, as its own links have it."""
        return filter_query([option.equipment.slug for option in self.options if option.chosen])

    @property
    def is_active(self) -> bool:
        return any(option.chosen for option in self.options)


def filter_variations(values: Sequence[str], guide: Guide) -> VariationFilter:
    """Filter the variations by the equipment in an address; unknown values are ignored and reported."""
    known = [equipment.slug for equipment in guide.equipment]
    chosen = {slug for slug in values if slug in known}
    unknown = [value[:MAX_WORD_LENGTH] for value in dict.fromkeys(values) if value and value not in known]
    options = []
    for equipment in guide.equipment:
        toggled = chosen ^ {equipment.slug}
        query = filter_query([slug for slug in known if slug in toggled])
        options.append(EquipmentOption(equipment, equipment.slug in chosen, query))
    return VariationFilter(
        options=tuple(options),
        variations=tuple(
            row for row in variation_ladder(guide.variations) if not chosen or row.equipment.slug in chosen
        ),
        unknown=tuple(unknown[:MAX_UNKNOWN_SHOWN]),
    )


def filter_query(slugs: Sequence[str]) -> str:
    return "?" + urlencode([("equipment", slug) for slug in slugs]) if slugs else ""


def variation_ladder(variations: Sequence[FrozenVariation]) -> tuple[FrozenVariation, ...]:
    """Return the variations from easiest to hardest: each is followed by its harder variation, if it has one."""
    by_slug = {variation.slug: variation for variation in variations}
    harder_slugs = {variation.harder for variation in variations}
    ladder: dict[str, FrozenVariation] = {}
    for start in sorted(variations, key=lambda row: (bool(row.easier), row.slug in harder_slugs)):
        variation: FrozenVariation | None = start
        while variation and variation.slug not in ladder:
            ladder[variation.slug] = variation
            variation = by_slug.get(variation.harder)
    return tuple(ladder.values())
