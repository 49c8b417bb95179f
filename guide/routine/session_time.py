"""Duration of a session, and cuts to the training volume to fit the trainee's minutes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from guide.notation import Range
from guide.routine.rulebook import FrozenEquipment, FrozenPrescription
from guide.routine.volume import TrainingVolume

REST_STEP = 5  # seconds
FEWEST_REST = 15  # seconds, for a change of place and a breath
NO_SETS = Range(0, 0)


@dataclass(frozen=True)
class SessionTime:
    """Duration of a session in minutes, and the cuts that were made to fit it."""

    range: Range
    available: int | None
    reductions: tuple[str, ...]
    fits: bool  # False if even the minimum volume takes longer than the trainee has

    @property
    def about(self) -> int:
        """One number of minutes for a usual session."""
        return (self.range.low + self.range.top + 1) // 2

    def extended_to(self, weekly_minutes: Iterable[int]) -> SessionTime:
        """Extend the range to the longest week, since reps and tempo may progress beyond the prescription."""
        return replace(self, range=Range(self.range.low, max(self.range.top, *weekly_minutes)))


class SetTiming(NamedTuple):
    """How long a rep, a change of sides and a warm-up set take, and how many of them a session has."""

    rep_seconds: int
    sides: int
    side_switch_seconds: int
    warm_up_sets: Range = NO_SETS
    warm_up_set_seconds: int = 0

    def set_seconds(self, reps: int) -> int:
        """Seconds of a set, done on each side, with the change of sides."""
        return self.sides * reps * self.rep_seconds + (self.sides - 1) * self.side_switch_seconds

    def seconds(self, sets: int, reps: int, rest: int, warm_up_sets: int = 0) -> int:
        """Seconds of a session: warm-up sets, working sets and the rest between all of them."""
        return (
            warm_up_sets * self.warm_up_set_seconds + sets * self.set_seconds(reps) + (warm_up_sets + sets - 1) * rest
        )

    def minutes_for(self, sets: int, reps: int, rest: int, warm_up_sets: int = 0) -> int:
        return -(-self.seconds(sets, reps, rest, warm_up_sets) // 60)

    @property
    def max_warm_up_sets(self) -> int:
        return self.warm_up_sets.high or 0

    def max_reps(self, sets: int, rest: int, minutes: int) -> int:
        """The most reps that each set can have if all the sets are to fit into the minutes."""
        left = minutes * 60 - self.max_warm_up_sets * (self.warm_up_set_seconds + rest) - (sets - 1) * rest
        return (left // sets - (self.sides - 1) * self.side_switch_seconds) // (self.sides * self.rep_seconds)

    def max_minutes(self, volume: TrainingVolume, warm_up_sets: int | None = None) -> int:
        """Whole minutes at the top of every range, with all warm-up sets unless a number is given."""
        warm_up_sets = self.max_warm_up_sets if warm_up_sets is None else warm_up_sets
        return self.minutes_for(volume.sets.top, volume.reps.top, volume.rest.top, warm_up_sets)

    def min_minutes(self, volume: TrainingVolume) -> int:
        return self.minutes_for(volume.sets.low, volume.reps.low, volume.rest.low, warm_up_sets=self.warm_up_sets.low)

    def slower(self, seconds: int) -> SetTiming:
        return self._replace(rep_seconds=self.rep_seconds + seconds) if seconds else self


def set_timing(prescription: FrozenPrescription, equipment: FrozenEquipment, *, sided: bool) -> SetTiming:
    timing = SetTiming(prescription.tempo.seconds, 2 if sided else 1, equipment.side_switch_seconds or 0)
    return timing._replace(
        warm_up_sets=prescription.placement.easy_sets or NO_SETS,
        warm_up_set_seconds=timing.set_seconds(prescription.reps.low),
    )


@dataclass(frozen=True)
class TimeBudget:
    """The trainee's minutes for a session (None if there is no limit), and what fits into them.

    `extra` is in seconds for each rep, beyond the prescribed tempo.
    """

    timing: SetTiming
    volume: TrainingVolume
    minutes: int | None

    def max_reps(self, extra: int = 0) -> int | None:
        if self.minutes is None:
            return None
        timing = self.timing.slower(extra)
        return timing.max_reps(self.volume.sets.low, self.volume.rest.top, self.minutes)

    def minutes_for(self, sets: int, reps: int, extra: int = 0) -> int:
        timing = self.timing.slower(extra)
        return timing.minutes_for(sets, reps, self.volume.rest.top, timing.max_warm_up_sets)

    def max_sets(self, least: int, most: int, reps: int, extra: int = 0) -> int:
        """The most sets between `least` and `most` that fit; `least` if none do."""
        sets = most
        while self.minutes is not None and sets > least and self.minutes_for(sets, reps, extra) > self.minutes:
            sets -= 1
        return sets


class Reduction(NamedTuple):
    text: str
    field: str  # of TrainingVolume
    minimum: int
    step: int = 1


def fit_time(
    volume: TrainingVolume, available: int | None, prescription: FrozenPrescription, timing: SetTiming
) -> tuple[TrainingVolume, SessionTime, SetTiming]:
    """Cut until the session fits: first the easy set, then rest, sets and reps, and last the sets down to 1.

    Return the volume, the time and the timing, without the easy set if it was cut.
    """
    full_volume, texts = volume, []
    if available is not None and timing.max_minutes(volume) > available:
        if timing.max_warm_up_sets:
            timing = timing._replace(warm_up_sets=NO_SETS)
            texts.append("no easy set")
        volume, cuts = cut_volume(volume, available, reductions_for(prescription, timing), timing)
        volume = restore(volume, full_volume, available, timing)
        texts += [cut.text for cut in cuts if getattr(volume, cut.field) != getattr(full_volume, cut.field)]
    longest = timing.max_minutes(volume)
    minutes = Range(min(timing.min_minutes(volume), longest), longest)
    return volume, SessionTime(minutes, available, tuple(texts), available is None or longest <= available), timing


def cut_volume(
    volume: TrainingVolume, available: int, reductions: tuple[Reduction, ...], timing: SetTiming
) -> tuple[TrainingVolume, list[Reduction]]:
    cuts = []
    for reduction in reductions:
        shorter = apply_reduction(volume, reduction, available, timing)
        if shorter != volume:
            volume = shorter
            cuts.append(reduction)
    return volume, cuts


def restore(volume: TrainingVolume, full: TrainingVolume, available: int, timing: SetTiming) -> TrainingVolume:
    """Raise reps and then rest again as far as the minutes allow, since sets that were cut later freed time."""
    for field, step in (("reps", 1), ("rest", REST_STEP)):
        for high in range(getattr(full, field).top, getattr(volume, field).top, -step):
            low = min(getattr(full, field).low, high)
            change: dict[str, Any] = {field: Range(low, high)}
            longer = volume._replace(**change)
            if timing.max_minutes(longer) <= available:
                volume = longer
                break
    return volume


def reductions_for(prescription: FrozenPrescription, timing: SetTiming) -> tuple[Reduction, ...]:
    placement_sets = (prescription.placement.sets or prescription.sets).low
    side_seconds = (timing.sides - 1) * prescription.reps.low * timing.rep_seconds
    rest = min(prescription.rest.low, max(FEWEST_REST, prescription.rest.low - side_seconds))
    fewest_sets = 1 if prescription.placement.counted else placement_sets
    return (
        Reduction("shorter rest", "rest", prescription.rest.low, REST_STEP),
        Reduction("less rest, since each side rests while the other one works", "rest", rest, REST_STEP),
        Reduction("fewer sets, within the prescription", "sets", prescription.sets.low),
        Reduction("fewer reps, within the range", "reps", prescription.reps.low),
        Reduction("fewer sets than the prescription", "sets", min(fewest_sets, prescription.sets.low)),
    )


def apply_reduction(volume: TrainingVolume, reduction: Reduction, available: int, timing: SetTiming) -> TrainingVolume:
    """Lower the top of one range until the volume fits or the minimum is reached."""
    old = getattr(volume, reduction.field)
    high = old.top
    while high > reduction.minimum and timing.max_minutes(volume) > available:
        high = max(reduction.minimum, high - reduction.step)
        change: dict[str, Any] = {reduction.field: Range(min(old.low, high), high)}
        volume = volume._replace(**change)
    return volume
