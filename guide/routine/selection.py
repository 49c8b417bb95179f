"""Choosing: the placement, the prescription, the variation."""

from __future__ import annotations

from dataclasses import dataclass

from guide.routine.contraindications import Removed, careful_aim, careful_placement, limits_of, removed_by
from guide.routine.rulebook import Aim, Doable, Limit, Prescription, Rulebook
from guide.routine.trainee import NoAnswer, Trainee

CHOSEN = "You chose this."
ONLY_ONE = "It is the one that fits the equipment you ticked."
LEFT = "Of the equipment you ticked, it is what is left beside what you must avoid."
WAY_OUT = "What you must avoid leaves none of the equipment you ticked, so this uses no equipment at all."


@dataclass(frozen=True)
class Choice:
    """A variation, why it was chosen, and what else was there."""

    variation: Doable
    reason: str
    possible: tuple[Doable, ...]
    removed: tuple[Removed, ...]


@dataclass(frozen=True)
class Chosen:
    """All that was chosen for a trainee, before any number is fitted."""

    limits: tuple[Limit, ...]
    careful: Limit | None
    row: Prescription
    placement_reason: str
    choice: Choice


def choose(trainee: Trainee, rulebook: Rulebook) -> Chosen:
    limits = limits_of(trainee, rulebook)
    aim, careful = choose_aim(trainee, limits, rulebook)
    placement, placement_reason = choose_placement(trainee, aim, limits)
    row = find_prescription(aim, trainee.experience, placement, rulebook)
    return Chosen(limits, careful, row, placement_reason, choose_variation(trainee, row, limits, rulebook))


def choose_aim(trainee: Trainee, limits: tuple[Limit, ...], rulebook: Rulebook) -> tuple[Aim, Limit | None]:
    own = next((aim for aim in rulebook.aims if aim.slug == trainee.aim), None)
    if own is None:
        raise NoAnswer(f"no aim is called {trainee.aim}")
    return careful_aim(own, limits)


def choose_placement(trainee: Trainee, aim: Aim, limits: tuple[Limit, ...]) -> tuple[str, str]:
    """The placement and the reason for it."""
    careful, limit = careful_placement(limits)
    if careful and limit and careful.slug != trainee.placement:
        return careful.slug, f"You ticked “{limit.name}”, and this is the most careful place."
    if trainee.placement:
        return trainee.placement, CHOSEN
    for default in aim.placements:
        if default.experience == trainee.experience:
            return default.placement, default.reason
    raise NoAnswer(f"no placement is set for {aim.slug}, {trainee.experience}")


def find_prescription(aim: Aim, experience: str, placement: str, rulebook: Rulebook) -> Prescription:
    wanted = (placement, experience, aim.slug)
    for row in rulebook.prescriptions:
        if (row.placement.slug, row.experience.slug, row.aim.slug) == wanted:
            return row
    raise NoAnswer("no prescription for " + ", ".join(wanted))


def choose_variation(
    trainee: Trainee, prescription: Prescription, limits: tuple[Limit, ...], rulebook: Rulebook
) -> Choice:
    """The one picked, or the preferred one, among those that the equipment and the limits allow."""
    ticked = tuple(row for row in rulebook.variations if row.equipment.slug in trainee.equipment)
    if not ticked:
        raise NoAnswer("no variation for " + ", ".join(sorted(trainee.equipment)))
    removed = removed_by(limits, ticked)
    gone = {removal.variation.slug for removal in removed}
    possible = tuple(row for row in ticked if row.slug not in gone)
    if not possible:
        return Choice(way_out(limits, rulebook), WAY_OUT, (), removed)
    picked = next((row for row in possible if row.slug == trainee.variation), None)
    if picked and len(possible) > 1:
        return Choice(picked, CHOSEN, possible, removed)
    variation, reason = preferred(possible, prescription, rulebook)
    return Choice(variation, LEFT if removed and reason == ONLY_ONE else reason, possible, removed)


def preferred(possible: tuple[Doable, ...], prescription: Prescription, rulebook: Rulebook) -> tuple[Doable, str]:
    by_slug = {row.slug: row for row in possible}
    preference = next((row for row in rulebook.preferences if row.matches(prescription)), None)
    for slug in preference.variations if preference else ():
        if slug in by_slug and preference and len(possible) > 1:
            return by_slug[slug], preference.reason
    return possible[0], ONLY_ONE


def way_out(limits: tuple[Limit, ...], rulebook: Rulebook) -> Doable:
    """What needs no equipment, where nothing that was ticked is left."""
    always_available = tuple(row for row in rulebook.variations if row.equipment.always_available)
    gone = [removed.variation for removed in removed_by(limits, always_available)]
    left = next((row for row in always_available if row not in gone), None)
    if left is None:
        raise NoAnswer("no variation is left beside " + ", ".join(limit.slug for limit in limits))
    return left
