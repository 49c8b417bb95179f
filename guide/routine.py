"""The routine builder: a trainee's answers in, a routine out.

Pure: no Django, no input or output, and no numbers of its own. Every number comes from the
rulebook, which editors keep as rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from guide.notation import Rules, Span
from guide.rulebook import Doable, Equipment, Prescription, Progression, Rulebook


@dataclass(frozen=True)
class Trainee:
    """The answers; `placement` and `days` may be left to the builder."""

    aim: str
    experience: str
    equipment: frozenset[str]
    placement: str = ""
    days: int | None = None


@dataclass(frozen=True)
class Routine:
    trainee: Trainee
    variation: Doable
    variation_reason: str
    placement_reason: str
    prescription: Prescription
    sets: Span
    days: Span
    weekly_sets: Span
    progressions: tuple[Progression, ...]
    notes: tuple[str, ...]
    hard_last_set: bool
    """Whether the last set may go closer to the limit: only where the row says so and the kit is steady."""


class NoAnswer(LookupError):
    """The rulebook has no row for these answers; the message names what is missing."""


def build(trainee: Trainee, rulebook: Rulebook) -> Routine:
    """The routine for a trainee. Raises NoAnswer where the rulebook has a gap."""
    placement, placement_reason = choose_placement(trainee, rulebook)
    prescription = find_prescription(trainee, placement, rulebook)
    variation, variation_reason = choose_variation(trainee, prescription, rulebook)
    entry_notes = (prescription.entry_test,) if prescription.entry_test else ()
    days, days_notes = fit_days(trainee.days, prescription.days)
    sets, sets_notes = fit_sets(prescription, days)
    return Routine(
        trainee=trainee,
        variation=variation,
        variation_reason=variation_reason,
        placement_reason=placement_reason,
        prescription=prescription,
        sets=sets,
        days=days,
        weekly_sets=weekly_sets(sets, days, prescription.weekly_sets_cap),
        progressions=choose_progressions(prescription.progression, variation.equipment, rulebook),
        notes=entry_notes + days_notes + sets_notes,
        hard_last_set=prescription.last_set_rir is not None and variation.equipment.steady,
    )


def choose_placement(trainee: Trainee, rulebook: Rulebook) -> tuple[str, str]:
    if trainee.placement:
        return trainee.placement, "You chose this."
    for aim in rulebook.aims:
        for default in aim.placements:
            if (aim.slug, default.experience) == (trainee.aim, trainee.experience):
                return default.placement, default.reason
    raise NoAnswer(f"no placement is set for {trainee.aim}, {trainee.experience}")


def find_prescription(trainee: Trainee, placement: str, rulebook: Rulebook) -> Prescription:
    wanted = (placement, trainee.experience, trainee.aim)
    for row in rulebook.prescriptions:
        if (row.placement.slug, row.experience.slug, row.aim.slug) == wanted:
            return row
    raise NoAnswer("no prescription for " + ", ".join(wanted))


def choose_variation(trainee: Trainee, prescription: Prescription, rulebook: Rulebook) -> tuple[Doable, str]:
    """The preferred variation among those that the ticked equipment allows, and the reason."""
    possible = {row.slug: row for row in rulebook.variations if row.equipment.slug in trainee.equipment}
    if not possible:
        raise NoAnswer("no variation for " + ", ".join(sorted(trainee.equipment)))
    preference = next((row for row in rulebook.preferences if row.matches(prescription)), None)
    preferred = [slug for slug in (preference.variations if preference else ()) if slug in possible]
    if len(possible) == 1 or not preferred:
        return next(iter(possible.values())), "It is the one that fits the equipment you ticked."
    return possible[preferred[0]], preference.reason if preference else ""


def fit_days(wanted: int | None, prescribed: Span) -> tuple[Span, tuple[str, ...]]:
    """The days a week: the trainee's own, within what is prescribed."""
    if wanted is None:
        return prescribed, ()
    if prescribed.high is not None and wanted > prescribed.high:
        note = f"You train {wanted} days. {prescribed.high} of them are enough for this exercise."
        return Span(prescribed.high, prescribed.high), (note,)
    if wanted < prescribed.low:
        note = f"The full prescription asks for {prescribed} days a week. Fewer still count, but progress is slower."
        return Span(wanted, wanted), (note,)
    return Span(wanted, wanted), ()


def fit_sets(prescription: Prescription, days: Span) -> tuple[Span, tuple[str, ...]]:
    """The sets a session, cut where sets times days would pass the weekly cap, never below the least."""
    sets, cap = prescription.sets, prescription.weekly_sets_cap
    most = max(sets.low, cap // days.low)
    if sets.high is None or days.low != days.high or sets.high <= most:
        return sets, ()
    note = f"{sets.high} sets on {days} days would pass the weekly cap of {cap} sets, so stop at {most}."
    return Span(sets.low, most), (note,)


def weekly_sets(sets: Span, days: Span, cap: int) -> Span:
    high = (sets.high or sets.low) * (days.high or days.low)
    return Span(min(sets.low * days.low, cap), min(high, cap))


def choose_progressions(rules: Rules, equipment: Equipment, rulebook: Rulebook) -> tuple[Progression, ...]:
    """The rules to follow; where a row offers two, the first is for weights, the second for the rest."""
    by_slug = {row.slug: row for row in rulebook.progressions}
    return tuple(by_slug[slug] for slug in rules.choose(weighted=equipment.weighted) if slug in by_slug)
