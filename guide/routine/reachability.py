"""Backwards from a prescription: which answers lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guide.routine.contraindications import selected_limits
from guide.routine.rulebook import FrozenAim, FrozenLimit, FrozenPlacement, FrozenPrescription, Rulebook
from guide.routine.selection import select_aim, select_placement
from guide.routine.trainee import RulebookGap, Trainee

Places = tuple[str, ...]
"""Placements that may be chosen; an empty one stands for leaving it open."""


@dataclass(frozen=True)
class AnswerPath:
    """Answers that lead to a prescription, beside its experience and any equipment."""

    aims: tuple[FrozenAim, ...]
    limit: FrozenLimit | None
    placements: tuple[FrozenPlacement, ...]
    placement_optional: bool
    """Whether the placement may be left open."""
    trainee: Trainee
    """Somebody who answers so."""


def answer_paths_to(row: FrozenPrescription, rulebook: Rulebook) -> tuple[AnswerPath, ...]:
    """Without any limit, then with each one that makes a difference to who comes here."""
    straight = _places(row, None, rulebook)
    found = list(_paths(row, None, straight, rulebook))
    for limit in rulebook.limits:
        places = {aim: own for aim, own in _places(row, limit, rulebook).items() if own != straight.get(aim)}
        found += _paths(row, limit, places, rulebook)
    return tuple(found)


def _paths(
    row: FrozenPrescription, limit: FrozenLimit | None, places: dict[FrozenAim, Places], rulebook: Rulebook
) -> Iterator[AnswerPath]:
    """Aims from which the same placements lead here are told together."""
    for own in dict.fromkeys(places.values()):
        aims = tuple(aim for aim, other in places.items() if other == own)
        placements = tuple(placement for placement in rulebook.placements if placement.slug in own)
        yield AnswerPath(aims, limit, placements, "" in own, _trainee(row, aims[0], own[0], limit, rulebook))


def _places(row: FrozenPrescription, limit: FrozenLimit | None, rulebook: Rulebook) -> dict[FrozenAim, Places]:
    """The placements that lead here, for each aim that has any."""
    every = ("", *(placement.slug for placement in rulebook.placements))
    places = {
        aim: tuple(one for one in every if _leads_to_row(row, aim, one, limit, rulebook)) for aim in rulebook.aims
    }
    return {aim: own for aim, own in places.items() if own}


def _leads_to_row(
    row: FrozenPrescription, aim: FrozenAim, placement: str, limit: FrozenLimit | None, rulebook: Rulebook
) -> bool:
    trainee = _trainee(row, aim, placement, limit, rulebook)
    limits = selected_limits(trainee, rulebook)
    careful, _ = select_aim(trainee, limits, rulebook)
    try:
        return careful == row.aim and select_placement(trainee, careful, limits)[0] == row.placement.slug
    except RulebookGap:
        return False


def _trainee(
    row: FrozenPrescription, aim: FrozenAim, placement: str, limit: FrozenLimit | None, rulebook: Rulebook
) -> Trainee:
    kit = frozenset(kit.slug for kit in rulebook.equipment)
    limits = frozenset({limit.slug} if limit else ())
    return Trainee(aim.slug, row.experience.slug, kit, placement, limits=limits)
