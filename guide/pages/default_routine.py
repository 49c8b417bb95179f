"""The routine that a variation's page shows before the reader has said anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from guide.builder.numbers import RoutineNumber, routine_numbers
from guide.notation import SafeHtml
from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenVariation
from guide.routine import Routine, RulebookGap, Trainee, build

SHOWN_NUMBERS = ("sets", "reps", "rir", "load", "rest", "tempo")
CARD_WEEKS = range(1, 7)
"""The rows of boxes on a gym card."""


@dataclass(frozen=True)
class DefaultRoutine:
    routine: Routine
    numbers: tuple[RoutineNumber, ...]
    query: str
    """The answers to the builder that lead to this routine."""
    alternative_load: SafeHtml
    """What the same load means on the kit of the variation to do instead."""

    @property
    def weeks(self) -> range:
        return CARD_WEEKS

    @property
    def set_numbers(self) -> range:
        return range(1, (self.routine.sets.high or self.routine.sets.low) + 1)


def default_routine(variation: FrozenVariation, guide: Guide) -> DefaultRoutine | None:
    """The fullest dose for those whom the variation is for; None where the rulebook has no answer."""
    routines = (
        for_audiences(variation, guide) or for_preferred_variation(variation, guide) or for_equipment(variation, guide)
    )
    if not routines:
        return None
    routine = max(routines, key=lambda found: (-distance_from_middle(found, guide), found.weekly_sets.high or 0))
    who = routine.trainee
    query = {"aim": who.aim, "experience": who.experience, "equipment": variation.equipment.slug}
    return DefaultRoutine(
        routine=routine,
        numbers=tuple(number for number in routine_numbers(routine, guide) if number.name in SHOWN_NUMBERS),
        query=urlencode(query),
        alternative_load=alternative_load(routine, variation, guide),
    )


def alternative_load(routine: Routine, variation: FrozenVariation, guide: Guide) -> SafeHtml:
    other = guide.find("variations", variation.instead)
    return routine.prescription.load.for_equipment(other.equipment) if other else SafeHtml("")


def for_audiences(variation: FrozenVariation, guide: Guide) -> list[Routine]:
    """The routines of the audiences to whom the guide suggests this variation."""
    own = frozenset({variation.equipment.slug})
    who = [(row.aim, row.experience) for row in guide.audiences if row.variation.slug == variation.slug]
    return build_routines([Trainee(aim, experience, own) for aim, experience in who], guide)


def for_preferred_variation(variation: FrozenVariation, guide: Guide) -> list[Routine]:
    """The routines of the trainees who would get this variation with all equipment at hand."""
    every = frozenset(kit.slug for kit in guide.equipment)
    found = [
        routine
        for routine in build_routines(all_trainees(every, guide), guide)
        if routine.variation.slug == variation.slug
    ]
    own = frozenset({variation.equipment.slug})
    return build_routines([Trainee(routine.trainee.aim, routine.trainee.experience, own) for routine in found], guide)


def for_equipment(variation: FrozenVariation, guide: Guide) -> list[Routine]:
    found = build_routines(all_trainees(frozenset({variation.equipment.slug}), guide), guide)
    return [routine for routine in found if routine.variation.slug == variation.slug]


def all_trainees(equipment: frozenset[str], guide: Guide) -> Iterable[Trainee]:
    return [Trainee(aim.slug, level.slug, equipment) for level in guide.experience for aim in guide.aims]


def build_routines(trainees: Iterable[Trainee], guide: Guide) -> list[Routine]:
    routines = []
    for trainee in trainees:
        try:
            routines.append(build(trainee, guide.rulebook))
        except RulebookGap:
            continue
    return routines


def distance_from_middle(routine: Routine, guide: Guide) -> int:
    levels = [level.slug for level in guide.experience]
    return abs(levels.index(routine.trainee.experience) - len(levels) // 2)
