"""Time arithmetic: how long a session takes, and what is cut where the minutes do not suffice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from guide.notation import Span
from guide.routine.rulebook import Equipment, Prescription
from guide.routine.volume import Dose

CUTS = {
    "rest": "shorter rest",
    "row": "fewer sets, within the prescription",
    "reps": "fewer reps, within the range",
    "least": "fewer sets than the prescription, but never below the least that counts",
}
REST_STEP = 5
"""Seconds: rest is shortened in steps that a trainee can count."""


NONE = Span(0, 0)


@dataclass(frozen=True)
class Minutes:
    """How long a session takes at least and at most, and what was done to fit it."""

    span: Span
    wanted: int | None
    cuts: tuple[str, ...]
    fits: bool
    """False where even the least would take longer than the trainee has."""

    def with_weeks(self, weeks: Iterable[int]) -> Minutes:
        """The longest session is that of the longest week, where reps or tempo grow beyond the prescription."""
        most = max(self.span.high or self.span.low, *weeks)
        return replace(self, span=Span(self.span.low, most))


class Pace(NamedTuple):
    """What one rep, one change of sides and one easy set before the others take, in seconds."""

    rep: int
    sides: int
    side_switch_seconds: int
    easy: Span = NONE
    easy_set: int = 0

    def one_set(self, reps: int) -> int:
        """A set on each side, with the change of sides within it."""
        return self.sides * reps * self.rep + (self.sides - 1) * self.side_switch_seconds

    def seconds(self, sets: int, reps: int, rest: int, easy: int = 0) -> int:
        """The easy sets, every set on each side, and the rest between any two of them."""
        return easy * self.easy_set + sets * self.one_set(reps) + (easy + sets - 1) * rest

    def minutes(self, sets: int, reps: int, rest: int, easy: int = 0) -> int:
        return -(-self.seconds(sets, reps, rest, easy) // 60)

    @property
    def most_easy(self) -> int:
        return self.easy.high or 0

    def room(self, sets: int, rest: int, minutes: int) -> int:
        """How many reps a set may have at most so that so many sets fit into the minutes."""
        left = minutes * 60 - self.most_easy * (self.easy_set + rest) - (sets - 1) * rest
        return (left // sets - (self.sides - 1) * self.side_switch_seconds) // (self.sides * self.rep)

    def most(self, dose: Dose, easy: int | None = None) -> int:
        """Whole minutes at the longest, with as many easy sets."""
        sets, reps, rest = (span.high or span.low for span in (dose.sets, dose.reps, dose.rest))
        return self.minutes(sets, reps, rest, self.most_easy if easy is None else easy)

    def least(self, dose: Dose) -> int:
        return self.minutes(dose.sets.low, dose.reps.low, dose.rest.low, easy=self.easy.low)

    def slower(self, seconds: int) -> Pace:
        return self._replace(rep=self.rep + seconds) if seconds else self


def pace_of(row: Prescription, equipment: Equipment, *, sided: bool) -> Pace:
    """An easy set has the fewest reps of the row."""
    pace = Pace(row.tempo.seconds, 2 if sided else 1, equipment.side_switch_seconds or 0)
    return pace._replace(easy=row.placement.easy_sets or pace.easy, easy_set=pace.one_set(row.reps.low))


@dataclass(frozen=True)
class Room:
    """What a session may hold at a pace: nothing but the rules ends it where nobody counts the minutes."""

    pace: Pace
    dose: Dose
    minutes: int | None

    @property
    def rest(self) -> int:
        return self.dose.rest.high or self.dose.rest.low

    def reps(self, slower: int = 0) -> int | None:
        """The most reps of a set; none where there is no end."""
        if self.minutes is None:
            return None
        return self.pace.slower(slower).room(self.dose.sets.low, self.rest, self.minutes)

    def takes(self, sets: int, reps: int, slower: int = 0) -> int:
        """Whole minutes at the longest."""
        return self.pace.slower(slower).minutes(sets, reps, self.rest, easy=self.pace.most_easy)

    def sets(self, least: int, most: int, reps: int, slower: int = 0) -> int:
        """The most sets that fit, never below the least."""
        while self.minutes is not None and most > least and self.takes(most, reps, slower) > self.minutes:
            most -= 1
        return most


class Cut(NamedTuple):
    name: str
    number: str
    """The number of the dose that gets smaller."""
    least: int
    step: int = 1


def fit_minutes(dose: Dose, wanted: int | None, row: Prescription, pace: Pace) -> tuple[Dose, Minutes]:
    """Cut in a fixed order, each only as far as needed: rest, sets, reps, and last the sets below the prescription."""
    cuts: dict[str, str] = {}
    whole = dose
    for cut in ways_to_cut(row):
        if wanted is None or pace.most(dose) <= wanted:
            break
        shorter = shortened(dose, cut, wanted, pace)
        if shorter != dose:
            dose = shorter
            cuts[cut.name] = CUTS[cut.name]
    if wanted is not None and "reps" in cuts:
        dose = with_reps_back(dose, whole, wanted, pace)
        if dose.reps == whole.reps:
            del cuts["reps"]
    most, told = pace.most(dose), tuple(cuts.values())
    return dose, Minutes(Span(min(pace.least(dose), most), most), wanted, told, wanted is None or most <= wanted)


def with_reps_back(dose: Dose, whole: Dose, wanted: int, pace: Pace) -> Dose:
    """As many reps again as there is room for: where a set had to go after them, more went than had to."""
    for high in range(whole.reps.high or whole.reps.low, dose.reps.high or dose.reps.low, -1):
        longer = dose._replace(reps=Span(dose.reps.low, high))
        if pace.most(longer) <= wanted:
            return longer
    return dose


def ways_to_cut(row: Prescription) -> tuple[Cut, ...]:
    facts = row.placement.sets.low if row.placement.sets else row.sets.low
    return (
        Cut("rest", "rest", row.rest.low, REST_STEP),
        Cut("row", "sets", row.sets.low),
        Cut("reps", "reps", row.reps.low),
        Cut("least", "sets", min(facts, row.sets.low)),
    )


def shortened(dose: Dose, cut: Cut, wanted: int, pace: Pace) -> Dose:
    """The dose with the upper end of one range brought down until it fits, never below the least."""
    span = getattr(dose, cut.number)
    high = span.high or span.low
    while high > cut.least and pace.most(dose) > wanted:
        high = max(cut.least, high - cut.step)
        dose = dose._replace(**{cut.number: Span(min(span.low, high), high)})
    return dose
