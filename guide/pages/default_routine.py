"""The routine that a variation's page shows before the reader has said anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from guide.builder.numbers import Number, numbers
from guide.notation import Prose
from guide.read_model.guide import Guide
from guide.read_model.parts import Variation
from guide.routine import NoAnswer, Routine, Trainee, build

SHOWN = ("sets", "reps", "rir", "load", "rest", "tempo")
WEEKS = range(1, 7)
"""The rows of boxes on a gym card."""


@dataclass(frozen=True)
class Usual:
    routine: Routine
    numbers: tuple[Number, ...]
    query: str
    """The answers to the builder that lead to this routine."""
    load_instead: Prose
    """What the same load means on the kit of the variation to do instead."""

    @property
    def weeks(self) -> range:
        return WEEKS

    @property
    def set_numbers(self) -> range:
        return range(1, (self.routine.sets.high or self.routine.sets.low) + 1)


def usual(variation: Variation, guide: Guide) -> Usual | None:
    """The fullest dose for those whom the variation is for; None where the rulebook has no answer."""
    routines = for_audiences(variation, guide) or where_first(variation, guide) or with_kit(variation, guide)
    if not routines:
        return None
    routine = max(routines, key=lambda found: (-from_middle(found, guide), found.weekly_sets.high or 0))
    who = routine.trainee
    query = {"aim": who.aim, "experience": who.experience, "equipment": variation.equipment.slug}
    return Usual(
        routine=routine,
        numbers=tuple(number for number in numbers(routine, guide) if number.name in SHOWN),
        query=urlencode(query),
        load_instead=load_instead(routine, variation, guide),
    )


def load_instead(routine: Routine, variation: Variation, guide: Guide) -> Prose:
    other = guide.find("variations", variation.instead)
    return routine.prescription.load.on(other.equipment) if other else Prose("")


def for_audiences(variation: Variation, guide: Guide) -> list[Routine]:
    """The routines of the audiences to whom the guide suggests this variation."""
    own = frozenset({variation.equipment.slug})
    who = [(row.aim, row.experience) for row in guide.audiences if row.variation.slug == variation.slug]
    return built([Trainee(aim, experience, own) for aim, experience in who], guide)


def where_first(variation: Variation, guide: Guide) -> list[Routine]:
    """The routines of the trainees who would get this variation with all equipment at hand."""
    every = frozenset(kit.slug for kit in guide.equipment)
    found = [routine for routine in built(trainees(every, guide), guide) if routine.variation.slug == variation.slug]
    own = frozenset({variation.equipment.slug})
    return built([Trainee(routine.trainee.aim, routine.trainee.experience, own) for routine in found], guide)


def with_kit(variation: Variation, guide: Guide) -> list[Routine]:
    found = built(trainees(frozenset({variation.equipment.slug}), guide), guide)
    return [routine for routine in found if routine.variation.slug == variation.slug]


def trainees(equipment: frozenset[str], guide: Guide) -> Iterable[Trainee]:
    return [Trainee(aim.slug, level.slug, equipment) for level in guide.experience for aim in guide.aims]


def built(trainees: Iterable[Trainee], guide: Guide) -> list[Routine]:
    routines = []
    for trainee in trainees:
        try:
            routines.append(build(trainee, guide.rulebook))
        except NoAnswer:
            continue
    return routines


def from_middle(routine: Routine, guide: Guide) -> int:
    levels = [level.slug for level in guide.experience]
    return abs(levels.index(routine.trainee.experience) - len(levels) // 2)
