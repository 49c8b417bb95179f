"""Time arithmetic: how long a session takes, and what is cut where the minutes do not suffice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from guide.notation import Range
from guide.routine.rulebook import FrozenEquipment, FrozenPrescription
from guide.routine.volume import TrainingVolume

REDUCTION_TEXTS = {
    "rest": "shorter rest",
    "row": "fewer sets, within the prescription",
    "reps": "fewer reps, within the range",
    "least": "fewer sets than the prescription, but never below the least that counts",
}
REST_STEP = 5
"""Seconds: rest is shortened in steps that a trainee can count."""


NO_SETS = Range(0, 0)


@dataclass(frozen=True)
class SessionTime:
    """How long a session takes at least and at most, and what was done to fit it."""

    range: Range
    available: int | None
    reductions: tuple[str, ...]
    fits: bool
    """False where even the least would take longer than the trainee has."""

    def with_weeks(self, weeks: Iterable[int]) -> SessionTime:
        """The longest session is that of the longest week, where reps or tempo grow beyond the prescription."""
        most = max(self.range.high or self.range.low, *weeks)
        return replace(self, range=Range(self.range.low, most))


class SetTiming(NamedTuple):
    """What one rep, one change of sides and one easy set before the others take, in seconds."""

    rep_seconds: int
    sides: int
    side_switch_seconds: int
    warm_up_sets: Range = NO_SETS
    warm_up_set_seconds: int = 0

    def set_seconds(self, reps: int) -> int:
        """A set on each side, with the change of sides within it."""
        return self.sides * reps * self.rep_seconds + (self.sides - 1) * self.side_switch_seconds

    def seconds(self, sets: int, reps: int, rest: int, warm_up_sets: int = 0) -> int:
        """The easy sets, every set on each side, and the rest between any two of them."""
        return (
            warm_up_sets * self.warm_up_set_seconds + sets * self.set_seconds(reps) + (warm_up_sets + sets - 1) * rest
        )

    def minutes_for(self, sets: int, reps: int, rest: int, warm_up_sets: int = 0) -> int:
        return -(-self.seconds(sets, reps, rest, warm_up_sets) // 60)

    @property
    def max_warm_up_sets(self) -> int:
        return self.warm_up_sets.high or 0

    def max_reps(self, sets: int, rest: int, minutes: int) -> int:
        """How many reps a set may have at most so that so many sets fit into the minutes."""
        left = minutes * 60 - self.max_warm_up_sets * (self.warm_up_set_seconds + rest) - (sets - 1) * rest
        return (left // sets - (self.sides - 1) * self.side_switch_seconds) // (self.sides * self.rep_seconds)

    def max_minutes(self, volume: TrainingVolume, warm_up_sets: int | None = None) -> int:
        """Whole minutes at the longest, with as many easy sets."""
        sets, reps, rest = (span.high or span.low for span in (volume.sets, volume.reps, volume.rest))
        return self.minutes_for(sets, reps, rest, self.max_warm_up_sets if warm_up_sets is None else warm_up_sets)

    def min_minutes(self, volume: TrainingVolume) -> int:
        return self.minutes_for(volume.sets.low, volume.reps.low, volume.rest.low, warm_up_sets=self.warm_up_sets.low)

    def with_slower_tempo(self, seconds: int) -> SetTiming:
        return self._replace(rep_seconds=self.rep_seconds + seconds) if seconds else self


def set_timing(row: FrozenPrescription, equipment: FrozenEquipment, *, sided: bool) -> SetTiming:
    """An easy set has the fewest reps of the row."""
    pace = SetTiming(row.tempo.seconds, 2 if sided else 1, equipment.side_switch_seconds or 0)
    return pace._replace(
        warm_up_sets=row.placement.easy_sets or pace.warm_up_sets, warm_up_set_seconds=pace.set_seconds(row.reps.low)
    )


@dataclass(frozen=True)
class TimeBudget:
    """What a session may hold at a pace: nothing but the rules ends it where nobody counts the minutes."""

    timing: SetTiming
    volume: TrainingVolume
    minutes: int | None

    @property
    def rest(self) -> int:
        return self.volume.rest.high or self.volume.rest.low

    def max_reps(self, slower: int = 0) -> int | None:
        """The most reps of a set; none where there is no end."""
        if self.minutes is None:
            return None
        return self.timing.with_slower_tempo(slower).max_reps(self.volume.sets.low, self.rest, self.minutes)

    def minutes_for(self, sets: int, reps: int, slower: int = 0) -> int:
        """Whole minutes at the longest."""
        return self.timing.with_slower_tempo(slower).minutes_for(
            sets, reps, self.rest, warm_up_sets=self.timing.max_warm_up_sets
        )

    def max_sets(self, least: int, most: int, reps: int, slower: int = 0) -> int:
        """The most sets that fit, never below the least."""
        while self.minutes is not None and most > least and self.minutes_for(most, reps, slower) > self.minutes:
            most -= 1
        return most


class Reduction(NamedTuple):
    name: str
    field: str
    """The number of the dose that gets smaller."""
    minimum: int
    step: int = 1


def fit_time(
    dose: TrainingVolume, wanted: int | None, row: FrozenPrescription, pace: SetTiming
) -> tuple[TrainingVolume, SessionTime]:
    """Cut in a fixed order, each only as far as needed: rest, sets, reps, and last the sets below the prescription."""
    cuts: dict[str, str] = {}
    whole = dose
    for cut in reductions_for(row):
        if wanted is None or pace.max_minutes(dose) <= wanted:
            break
        shorter = reduce(dose, cut, wanted, pace)
        if shorter != dose:
            dose = shorter
            cuts[cut.name] = REDUCTION_TEXTS[cut.name]
    if wanted is not None and "reps" in cuts:
        dose = restore_reps(dose, whole, wanted, pace)
        if dose.reps == whole.reps:
            del cuts["reps"]
    most, told = pace.max_minutes(dose), tuple(cuts.values())
    return dose, SessionTime(
        Range(min(pace.min_minutes(dose), most), most), wanted, told, wanted is None or most <= wanted
    )


def restore_reps(dose: TrainingVolume, whole: TrainingVolume, wanted: int, pace: SetTiming) -> TrainingVolume:
    """As many reps again as there is room for: where a set had to go after them, more went than had to."""
    for high in range(whole.reps.high or whole.reps.low, dose.reps.high or dose.reps.low, -1):
        longer = dose._replace(reps=Range(dose.reps.low, high))
        if pace.max_minutes(longer) <= wanted:
            return longer
    return dose


def reductions_for(row: FrozenPrescription) -> tuple[Reduction, ...]:
    facts = row.placement.sets.low if row.placement.sets else row.sets.low
    return (
        Reduction("rest", "rest", row.rest.low, REST_STEP),
        Reduction("row", "sets", row.sets.low),
        Reduction("reps", "reps", row.reps.low),
        Reduction("least", "sets", min(facts, row.sets.low)),
    )


def reduce(dose: TrainingVolume, cut: Reduction, wanted: int, pace: SetTiming) -> TrainingVolume:
    """The dose with the upper end of one range brought down until it fits, never below the least."""
    span = getattr(dose, cut.field)
    high = span.high or span.low
    while high > cut.minimum and pace.max_minutes(dose) > wanted:
        high = max(cut.minimum, high - cut.step)
        shorter: dict[str, Any] = {cut.field: Range(min(span.low, high), high)}
        dose = dose._replace(**shorter)
    return dose
