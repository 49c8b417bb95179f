"""Time arithmetic: how long a session takes, and what is cut where the minutes do not suffice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guide.notation import Span
from guide.routine.dose import Dose
from guide.rulebook import Equipment, Prescription

CUTS = {
    "rest": "shorter rest",
    "row": "fewer sets, within the prescription",
    "reps": "fewer reps, within the range",
    "least": "fewer sets than the prescription, but never below the least that counts",
}
REST_STEP = 5
"""Seconds: rest is shortened in steps that a trainee can count."""


@dataclass(frozen=True)
class Minutes:
    """How long a session takes at least and at most, and what was done to fit it."""

    span: Span
    wanted: int | None
    cuts: tuple[str, ...]
    fits: bool
    """False where even the least would take longer than the trainee has."""


@dataclass(frozen=True)
class Pace:
    """What one rep and one change of sides take, in seconds."""

    rep: int
    sides: int
    change_over: int

    def seconds(self, sets: int, reps: int, rest: int) -> int:
        """Every set on each side, the change of sides within it, and the rest between sets."""
        one_set = self.sides * reps * self.rep + (self.sides - 1) * self.change_over
        return sets * one_set + (sets - 1) * rest

    def minutes(self, sets: int, reps: int, rest: int) -> int:
        return -(-self.seconds(sets, reps, rest) // 60)

    def room(self, sets: int, rest: int, minutes: int) -> int:
        """How many reps a set may have at most so that so many sets fit into the minutes."""
        one_set = (minutes * 60 - (sets - 1) * rest) // sets
        return (one_set - (self.sides - 1) * self.change_over) // (self.sides * self.rep)

    def most(self, dose: Dose) -> int:
        """Whole minutes at the longest."""
        return self.minutes(*(span.high or span.low for span in (dose.sets, dose.reps, dose.rest)))

    def least(self, dose: Dose) -> int:
        return self.minutes(dose.sets.low, dose.reps.low, dose.rest.low)


def pace_of(row: Prescription, equipment: Equipment, *, sided: bool) -> Pace:
    return Pace(row.tempo.seconds, 2 if sided else 1, equipment.change_over or 0)


Cut = Callable[[Dose, int, Pace], Dose]


def fit_minutes(dose: Dose, wanted: int | None, row: Prescription, pace: Pace) -> tuple[Dose, Minutes]:
    """Cut in a fixed order, each only as far as needed: rest, sets, reps, and last the sets below the prescription."""
    cuts: list[str] = []
    for name, shorter in ways_to_cut(row):
        if wanted is None or pace.most(dose) <= wanted:
            break
        cut = shorter(dose, wanted, pace)
        if cut != dose:
            dose = cut
            cuts.append(CUTS[name])
    most = pace.most(dose)
    return dose, Minutes(Span(min(pace.least(dose), most), most), wanted, tuple(cuts), wanted is None or most <= wanted)


def ways_to_cut(row: Prescription) -> tuple[tuple[str, Cut], ...]:
    facts = row.placement.sets.low if row.placement.sets else row.sets.low

    def shorten(name: str, least: int, by: int = 1) -> Cut:
        def cut(dose: Dose, wanted: int, pace: Pace) -> Dose:
            return shortened(dose, name, least, by, lambda shorter: pace.most(shorter) <= wanted)

        return cut

    return (
        ("rest", shorten("rest", row.rest.low, REST_STEP)),
        ("row", shorten("sets", row.sets.low)),
        ("reps", shorten("reps", row.reps.low)),
        ("least", shorten("sets", min(facts, row.sets.low))),
    )


def shortened(dose: Dose, name: str, least: int, by: int, enough: Callable[[Dose], bool]) -> Dose:
    """The dose with the upper end of one range brought down until it is enough, never below the least."""
    span = getattr(dose, name)
    high = span.high or span.low
    while high > least and not enough(dose):
        high = max(least, high - by)
        dose = dose.with_(**{name: Span(min(span.low, high), high)})
    return dose
