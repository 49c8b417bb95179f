"""Choosing: the placement, the prescription, the variation."""

from __future__ import annotations

from dataclasses import dataclass

from guide.routine.contraindications import (
    ExcludedVariation,
    excluded_by,
    limit_placement,
    selected_limits,
    stricter_aim,
)
from guide.routine.rulebook import FrozenAim, FrozenLimit, FrozenPrescription, Rulebook, VariationLike
from guide.routine.trainee import RulebookGap, Trainee

CHOSEN_REASON = "You chose this."
ONLY_ONE_REASON = "It is the one that fits the equipment you ticked."
LEFT_OVER_REASON = "Of the equipment you ticked, it is what is left beside what you must avoid."
FALLBACK_REASON = "What you must avoid leaves none of the equipment you ticked, so this uses no equipment at all."


@dataclass(frozen=True)
class VariationSelection:
    """A variation, why it was chosen, and what else was there."""

    variation: VariationLike
    reason: str
    candidates: tuple[VariationLike, ...]
    excluded: tuple[ExcludedVariation, ...]


@dataclass(frozen=True)
class Selection:
    """All that was chosen for a trainee, before any number is fitted."""

    limits: tuple[FrozenLimit, ...]
    stricter_limit: FrozenLimit | None
    prescription: FrozenPrescription
    placement_reason: str
    variation_selection: VariationSelection


def select(trainee: Trainee, rulebook: Rulebook) -> Selection:
    limits = selected_limits(trainee, rulebook)
    aim, careful = select_aim(trainee, limits, rulebook)
    placement, placement_reason = select_placement(trainee, aim, limits)
    row = find_prescription(aim, trainee.experience, placement, rulebook)
    return Selection(limits, careful, row, placement_reason, select_variation(trainee, row, limits, rulebook))


def select_aim(
    trainee: Trainee, limits: tuple[FrozenLimit, ...], rulebook: Rulebook
) -> tuple[FrozenAim, FrozenLimit | None]:
    own = next((aim for aim in rulebook.aims if aim.slug == trainee.aim), None)
    if own is None:
        raise RulebookGap(f"no aim is called {trainee.aim}")
    return stricter_aim(own, limits)


def select_placement(trainee: Trainee, aim: FrozenAim, limits: tuple[FrozenLimit, ...]) -> tuple[str, str]:
    """The placement and the reason for it."""
    careful, limit = limit_placement(limits)
    if careful and limit and careful.slug != trainee.placement:
        return careful.slug, f"You ticked “{limit.name}”, and this is the most careful place."
    if trainee.placement:
        return trainee.placement, CHOSEN_REASON
    for default in aim.placements:
        if default.experience == trainee.experience:
            return default.placement, default.reason
    raise RulebookGap(f"no placement is set for {aim.slug}, {trainee.experience}")


def find_prescription(aim: FrozenAim, experience: str, placement: str, rulebook: Rulebook) -> FrozenPrescription:
    wanted = (placement, experience, aim.slug)
    for row in rulebook.prescriptions:
        if (row.placement.slug, row.experience.slug, row.aim.slug) == wanted:
            return row
    raise RulebookGap("no prescription for " + ", ".join(wanted))


def select_variation(
    trainee: Trainee, prescription: FrozenPrescription, limits: tuple[FrozenLimit, ...], rulebook: Rulebook
) -> VariationSelection:
    """The one picked, or the preferred one, among those that the equipment and the limits allow."""
    ticked = tuple(row for row in rulebook.variations if row.equipment.slug in trainee.equipment)
    if not ticked:
        raise RulebookGap("no variation for " + ", ".join(sorted(trainee.equipment)))
    removed = excluded_by(limits, ticked)
    gone = {removal.variation.slug for removal in removed}
    possible = tuple(row for row in ticked if row.slug not in gone)
    if not possible:
        return VariationSelection(fallback_variation(limits, rulebook), FALLBACK_REASON, (), removed)
    picked = next((row for row in possible if row.slug == trainee.variation), None)
    if picked and len(possible) > 1:
        return VariationSelection(picked, CHOSEN_REASON, possible, removed)
    variation, reason = preferred_variation(possible, prescription, rulebook)
    return VariationSelection(
        variation, LEFT_OVER_REASON if removed and reason == ONLY_ONE_REASON else reason, possible, removed
    )


def preferred_variation(
    possible: tuple[VariationLike, ...], prescription: FrozenPrescription, rulebook: Rulebook
) -> tuple[VariationLike, str]:
    by_slug = {row.slug: row for row in possible}
    preference = next((row for row in rulebook.preferences if row.matches(prescription)), None)
    for slug in preference.variations if preference else ():
        if slug in by_slug and preference and len(possible) > 1:
            return by_slug[slug], preference.reason
    return possible[0], ONLY_ONE_REASON


def fallback_variation(limits: tuple[FrozenLimit, ...], rulebook: Rulebook) -> VariationLike:
    """What needs no equipment, where nothing that was ticked is left."""
    always_available = tuple(row for row in rulebook.variations if row.equipment.always_available)
    gone = [removed.variation for removed in excluded_by(limits, always_available)]
    left = next((row for row in always_available if row not in gone), None)
    if left is None:
        raise RulebookGap("no variation is left beside " + ", ".join(limit.slug for limit in limits))
    return left
