"""The routine that a variation's page shows before the reader has answered any question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from guide.builder.numbers import RoutineNumber, routine_numbers
from guide.builder.week_table import WeekRow, week_rows
from guide.notation import SafeHtml
from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenVariation
from guide.routine import Routine, RulebookGap, Trainee, build

SHOWN_NUMBERS = ("sets", "reps", "rest", "rir", "load", "tempo")


@dataclass(frozen=True)
class DefaultRoutine:
    routine: Routine
    numbers: tuple[RoutineNumber, ...]
    query: str  # the builder's answers for this routine
    alternative_load: SafeHtml  # the load on the equipment of the alternative variation

    @property
    def weeks(self) -> tuple[WeekRow, ...]:
        return week_rows(self.routine)


def default_routine(variation: FrozenVariation, guide: Guide) -> DefaultRoutine | None:
    """Return a routine for the middle level of experience, or the nearest to it, with the most weekly sets.

    None if the rulebook has no routine with this variation.
    """
    routines = (
        routines_of_audiences(variation, guide)
        or routines_preferring(variation, guide)
        or build_routines(trainees_for(variation, guide), guide)
    )
    if not routines:
        return None
    routine = max(routines, key=lambda found: (-distance_from_middle(found, guide), found.weekly_sets.high or 0))
    query = {name: getattr(routine.trainee, name) for name in ("aim", "experience", "variation")}
    other = guide.find("variations", variation.instead)
    return DefaultRoutine(
        routine=routine,
        numbers=tuple(number for number in routine_numbers(routine, guide) if number.name in SHOWN_NUMBERS),
        query=urlencode({**query, "equipment": variation.equipment.slug}),
        alternative_load=routine.prescription.load.for_equipment(other.equipment) if other else SafeHtml(""),
    )


def routines_of_audiences(variation: FrozenVariation, guide: Guide) -> list[Routine]:
    """Return the routines of the audiences for which the guide suggests this variation."""
    audiences = [row for row in guide.audiences if row.variation.slug == variation.slug]
    return build_routines([trainee_for(variation, row.aim, row.experience) for row in audiences], guide)


def routines_preferring(variation: FrozenVariation, guide: Guide) -> list[Routine]:
    """Return the routines of trainees who would get this variation if they had all equipment."""
    everything = frozenset(equipment.slug for equipment in guide.equipment)
    trainees = [replace(trainee, equipment=everything, variation="") for trainee in trainees_for(variation, guide)]
    preferring = [row.trainee for row in build_routines(trainees, guide) if row.variation.slug == variation.slug]
    return build_routines([trainee_for(variation, row.aim, row.experience) for row in preferring], guide)


def trainee_for(variation: FrozenVariation, aim: str, experience: str) -> Trainee:
    """Return a trainee who asks for a variation and has its equipment only."""
    return Trainee(aim, experience, frozenset({variation.equipment.slug}), variation=variation.slug)


def trainees_for(variation: FrozenVariation, guide: Guide) -> list[Trainee]:
    return [trainee_for(variation, aim.slug, level.slug) for level in guide.experience for aim in guide.aims]


def build_routines(trainees: Iterable[Trainee], guide: Guide) -> list[Routine]:
    """Build the routine of each trainee for whom the rulebook has an answer."""
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
