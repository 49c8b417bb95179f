"""Training volume: days a week, sets a session, and the cap on weekly sets."""

from __future__ import annotations

from typing import NamedTuple

from guide.notation import Range
from guide.routine.rulebook import FrozenPrescription


class TrainingVolume(NamedTuple):
    """A prescription's numbers, adjusted to the trainee."""

    # A NamedTuple, like Week: the check of all combinations makes a great many, and frozen dataclasses are slower.
    sets: Range
    reps: Range
    rest: Range
    days: Range
    cap: int

    @property
    def weekly_sets(self) -> Range:
        return Range(min(self.sets.low * self.days.low, self.cap), min(self.sets.top * self.days.top, self.cap))


def fit_volume(
    prescription: FrozenPrescription, wanted_days: int | None, other_sets: int | None = None
) -> tuple[TrainingVolume, tuple[str, ...], tuple[str, ...]]:
    """Return the volume within the trainee's days and the weekly cap, notes about the days and notes about the sets."""
    days, day_notes = fit_days(wanted_days, prescription.days)
    sets, set_notes = fit_sets(prescription, days)
    full = TrainingVolume(sets, prescription.reps, prescription.rest, days, prescription.weekly_sets_cap)
    volume, room_notes = leave_room(full, prescription, other_sets)
    day_notes = day_notes if volume.days == full.days else ()
    return volume, day_notes + room_notes, set_notes if volume.sets == full.sets else ()


def fit_days(wanted: int | None, prescribed: Range) -> tuple[Range, tuple[str, ...]]:
    """Return the days a week (the trainee's own, at most the prescribed ones) and notes about them."""
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
    """Return the sets a session, reduced to the weekly cap but not below the prescribed minimum, and notes on them."""
    sets, cap = prescription.sets, prescription.weekly_sets_cap
    most = max(sets.low, cap // days.low)
    if sets.high is None or days.low != days.high or sets.high <= most:
        return sets, ()
    note = f"{sets.high} sets on {days} days are more than the {cap} sets that we give for a week, so stop at {most}."
    return Range(sets.low, most), (note,)


def leave_room(
    volume: TrainingVolume, prescription: FrozenPrescription, other_sets: int | None
) -> tuple[TrainingVolume, tuple[str, ...]]:
    """Reduce the volume to what the trainee's other sets leave of the weekly ceiling, but never below 1 set a week."""
    ceiling = prescription.experience.weekly_sets_ceiling
    if not other_sets or not ceiling or not prescription.placement.counted:
        return volume, ()
    left = max(1, ceiling - other_sets)
    if left >= volume.weekly_sets.top:
        return volume, ()
    days = Range(min(volume.days.low, left), min(volume.days.top, left))
    most = max(1, left // days.low)
    sets = Range(min(volume.sets.low, most), min(volume.sets.top, most))
    note = f"Of {ceiling} hard sets a week for these muscles, your {other_sets} others leave {left} for this exercise."
    if other_sets >= ceiling:
        note = f"Your {other_sets} other sets fill the {ceiling} that we give for a week. "
        note += "Do this set in place of one of them, and cut more of them to do more here."
    return volume._replace(sets=sets, days=days, cap=left), (note,)


def spread_over_days(
    volume: TrainingVolume, full_volume: TrainingVolume, prescription: FrozenPrescription, wanted_days: int | None
) -> tuple[TrainingVolume, tuple[str, ...]]:
    """Where few minutes leave fewer sets than the full volume, use all days of the prescription, and say so."""
    days = prescription.days
    if wanted_days or days.high in (None, volume.days.low) or volume.sets.top >= full_volume.sets.low:
        return volume, ()
    if volume.sets.top * days.top > volume.cap:
        return volume, ()
    note = f"Short sessions, so spread them over {days.high} days: what counts is the week."
    return volume._replace(days=Range(days.top, days.top)), (note,)


def distribute_sets(sets: int, days: int) -> tuple[int, ...]:
    """Return the sets of each day, as even as possible, days with more sets first."""
    return tuple(sets // days + (day < sets % days) for day in range(days))
