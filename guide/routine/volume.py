"""How much: days, sets and the weekly cap."""

from __future__ import annotations

from typing import NamedTuple

from guide.notation import Range
from guide.routine.rulebook import FrozenPrescription


class TrainingVolume(NamedTuple):
    """The numbers of a prescription as they fit this trainee. (Tuples, as weeks are: a walk over all answers makes
    a great many, and frozen dataclasses take several times as long to make.)"""

    sets: Range
    reps: Range
    rest: Range
    days: Range
    cap: int

    @property
    def weekly_sets(self) -> Range:
        return weekly_sets(self.sets, self.days, self.cap)


def fit_volume(row: FrozenPrescription, wanted: int | None) -> tuple[TrainingVolume, tuple[str, ...], tuple[str, ...]]:
    """The dose within the days that there are and the cap of the row, with what there is to say about days and sets."""
    days, about_days = fit_days(wanted, row.days)
    sets, about_sets = fit_sets(row, days)
    return TrainingVolume(sets, row.reps, row.rest, days, row.weekly_sets_cap), about_days, about_sets


def fit_days(wanted: int | None, prescribed: Range) -> tuple[Range, tuple[str, ...]]:
    """The days a week: the trainee's own, within what is prescribed."""
    if wanted is None:
        return prescribed, ()
    if prescribed.high is not None and wanted > prescribed.high:
        note = f"You train {wanted} days. {prescribed.high} of them are enough for this exercise."
        return Range(prescribed.high, prescribed.high), (note,)
    if wanted < prescribed.low:
        note = f"The full prescription asks for {prescribed} days a week. Fewer still count, but progress is slower."
        return Range(wanted, wanted), (note,)
    return Range(wanted, wanted), ()


def fit_sets(prescription: FrozenPrescription, days: Range) -> tuple[Range, tuple[str, ...]]:
    """The sets a session, cut where sets times days would pass the weekly cap, never below the least."""
    sets, cap = prescription.sets, prescription.weekly_sets_cap
    most = max(sets.low, cap // days.low)
    if sets.high is None or days.low != days.high or sets.high <= most:
        return sets, ()
    note = f"{sets.high} sets on {days} days would pass the weekly cap of {cap} sets, so stop at {most}."
    return Range(sets.low, most), (note,)


def weekly_sets(sets: Range, days: Range, cap: int) -> Range:
    high = (sets.high or sets.low) * (days.high or days.low)
    return Range(min(sets.low * days.low, cap), min(high, cap))


def distribute_sets(sets: int, days: int) -> tuple[int, ...]:
    """The sets of a week over its days, as evenly as they go, the longer days first."""
    return tuple(sets // days + (day < sets % days) for day in range(days))
