"""Selection of the prescription and the variation for a trainee."""

from __future__ import annotations

from dataclasses import dataclass

from guide.routine.contraindications import ExcludedVariation, excluded_by, selected_limits
from guide.routine.rulebook import FrozenAim, FrozenLimit, FrozenLoad, FrozenPrescription, Rulebook, VariationLike
from guide.routine.trainee import RulebookGap, Trainee

CHOSEN_REASON = "You chose this."
ONLY_ONE_REASON = "It is the one that fits the equipment you ticked."
LEFT_OVER_REASON = "It is the only one that fits the equipment you ticked and what you must avoid."
NO_EQUIPMENT_REASON = "This work is done without added resistance, so it needs none of your equipment."
FALLBACK_REASON = "What you must avoid leaves none of the equipment you ticked, so this uses no equipment at all."


@dataclass(frozen=True)
class VariationSelection:
    variation: VariationLike
    reason: str
    candidates: tuple[VariationLike, ...]
    excluded: tuple[ExcludedVariation, ...]
    passed_over: ExcludedVariation | None = None  # it comes first in the order, but a limit excludes it


@dataclass(frozen=True)
class Selection:
    limits: tuple[FrozenLimit, ...]
    stricter_limit: FrozenLimit | None
    prescription: FrozenPrescription
    placement_reason: str
    variation_selection: VariationSelection


def select(trainee: Trainee, rulebook: Rulebook) -> Selection:
    limits = selected_limits(trainee, rulebook)
    aim, stricter_limit = select_aim(trainee, limits, rulebook)
    placement, reason = select_placement(trainee, aim, limits)
    prescription = find_prescription(aim, trainee.experience, placement, rulebook)
    return Selection(
        limits, stricter_limit, prescription, reason, select_variation(trainee, prescription, limits, rulebook)
    )


def select_aim(
    trainee: Trainee, limits: tuple[FrozenLimit, ...], rulebook: Rulebook
) -> tuple[FrozenAim, FrozenLimit | None]:
    """Return the most cautious aim, be it the trainee's own or that of a limit, and the limit that it comes from."""
    aim = next((aim for aim in rulebook.aims if aim.slug == trainee.aim), None)
    if aim is None:
        raise RulebookGap(f"no aim is called {trainee.aim}")
    stricter_limit = None
    for limit in limits:
        if limit.aim and (limit.aim.caution or 0) > (aim.caution or 0):
            aim, stricter_limit = limit.aim, limit
    return aim, stricter_limit


def select_placement(trainee: Trainee, aim: FrozenAim, limits: tuple[FrozenLimit, ...]) -> tuple[str, str]:
    """Return the slug of the placement and the reason for it."""
    required = next(((limit.placement.slug, limit.name) for limit in limits if limit.placement), None)
    if required and required[0] != trainee.placement:
        return required[0], f"You ticked “{required[1]}”, and this is the most careful place."
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
    """Select the trainee's choice, or else the rulebook's preference, for the equipment, limits and load.

    If none is left, select among those with equipment that is always available, or else raise RulebookGap.
    """
    with_equipment = tuple(row for row in rulebook.variations if row.equipment.slug in trainee.equipment)
    if not with_equipment:
        raise RulebookGap("no variation for " + ", ".join(sorted(trainee.equipment)))
    excluded = excluded_by(limits, with_equipment)
    usable = with_equipment if needs_equipment(prescription.load, rulebook) else ()
    left = without_excluded(usable, limits) or without_excluded(always_available(rulebook), limits)
    candidates = without_last_resorts(left, limits)
    if not candidates:
        raise RulebookGap("no variation is left after " + ", ".join(limit.slug for limit in limits))
    chosen = next((row for row in candidates if row.slug == trainee.variation), None)
    if chosen and len(candidates) > 1:
        return VariationSelection(chosen, CHOSEN_REASON, candidates, excluded)
    variation, reason, passed_over = preferred_variation(candidates, excluded, prescription, rulebook)
    if variation.equipment.slug not in trainee.equipment:
        reason, passed_over = FALLBACK_REASON if usable else NO_EQUIPMENT_REASON, None
    elif excluded and reason == ONLY_ONE_REASON:
        reason = LEFT_OVER_REASON
    return VariationSelection(variation, reason, candidates, excluded, passed_over)


def needs_equipment(load: FrozenLoad, rulebook: Rulebook) -> bool:
    """Whether the load is explained for more than what everybody has."""
    everybody = {equipment.slug for equipment in rulebook.equipment if equipment.always_available}
    return not load.kit or any(kit.equipment not in everybody for kit in load.kit)


def always_available(rulebook: Rulebook) -> tuple[VariationLike, ...]:
    return tuple(row for row in rulebook.variations if row.equipment.always_available)


def without_excluded(
    variations: tuple[VariationLike, ...], limits: tuple[FrozenLimit, ...]
) -> tuple[VariationLike, ...]:
    excluded = {removal.variation.slug for removal in excluded_by(limits, variations)}
    return tuple(row for row in variations if row.slug not in excluded)


def without_last_resorts(
    variations: tuple[VariationLike, ...], limits: tuple[FrozenLimit, ...]
) -> tuple[VariationLike, ...]:
    """Leave out the variations that a limit allows only if nothing else is left. If nothing else is, return them."""
    last = {effect.variation for limit in limits for effect in limit.variations if effect.last_resort}
    return tuple(row for row in variations if row.slug not in last) or variations


def preferred_variation(
    candidates: tuple[VariationLike, ...],
    excluded: tuple[ExcludedVariation, ...],
    prescription: FrozenPrescription,
    rulebook: Rulebook,
) -> tuple[VariationLike, str, ExcludedVariation | None]:
    """Return the first candidate in the order of the rulebook, the reason, and an excluded one that comes before it."""
    by_slug = {row.slug: row for row in candidates}
    left_out = {removal.variation.slug: removal for removal in excluded}
    preference = next((row for row in rulebook.preferences if row.matches(prescription)), None)
    order = [slug for slug in preference.variations if slug in by_slug or slug in left_out] if preference else []
    chosen = next((slug for slug in order if slug in by_slug), "")
    if preference and chosen and len(candidates) > 1:
        return by_slug[chosen], preference.reason, left_out.get(order[0])
    return candidates[0], ONLY_ONE_REASON, None
