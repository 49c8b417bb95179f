"""Backwards from a prescription: which answers lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guide.routine.contraindications import limits_of
from guide.routine.rulebook import Aim, Limit, Placement, Prescription, Rulebook
from guide.routine.selection import choose_aim, choose_placement
from guide.routine.trainee import NoAnswer, Trainee

Places = tuple[str, ...]
"""Placements that may be chosen; an empty one stands for leaving it open."""


@dataclass(frozen=True)
class Way:
    """Answers that lead to a prescription, beside its experience and any equipment."""

    aims: tuple[Aim, ...]
    limit: Limit | None
    placements: tuple[Placement, ...]
    open: bool
    """Whether the placement may be left open."""
    trainee: Trainee
    """Somebody who answers so."""


def ways_to(row: Prescription, rulebook: Rulebook) -> tuple[Way, ...]:
    """Without any limit, then with each one that makes a difference to who comes here."""
    straight = _places(row, None, rulebook)
    found = list(_ways(row, None, straight, rulebook))
    for limit in rulebook.limits:
        places = {aim: own for aim, own in _places(row, limit, rulebook).items() if own != straight.get(aim)}
        found += _ways(row, limit, places, rulebook)
    return tuple(found)


def _ways(row: Prescription, limit: Limit | None, places: dict[Aim, Places], rulebook: Rulebook) -> Iterator[Way]:
    """Aims from which the same placements lead here are told together."""
    for own in dict.fromkeys(places.values()):
        aims = tuple(aim for aim, other in places.items() if other == own)
        placements = tuple(placement for placement in rulebook.placements if placement.slug in own)
        yield Way(aims, limit, placements, "" in own, _trainee(row, aims[0], own[0], limit, rulebook))


def _places(row: Prescription, limit: Limit | None, rulebook: Rulebook) -> dict[Aim, Places]:
    """The placements that lead here, for each aim that has any."""
    every = ("", *(placement.slug for placement in rulebook.placements))
    places = {aim: tuple(one for one in every if _leads(row, aim, one, limit, rulebook)) for aim in rulebook.aims}
    return {aim: own for aim, own in places.items() if own}


def _leads(row: Prescription, aim: Aim, placement: str, limit: Limit | None, rulebook: Rulebook) -> bool:
    trainee = _trainee(row, aim, placement, limit, rulebook)
    limits = limits_of(trainee, rulebook)
    careful, _ = choose_aim(trainee, limits, rulebook)
    try:
        return careful == row.aim and choose_placement(trainee, careful, limits)[0] == row.placement.slug
    except NoAnswer:
        return False


def _trainee(row: Prescription, aim: Aim, placement: str, limit: Limit | None, rulebook: Rulebook) -> Trainee:
    kit = frozenset(kit.slug for kit in rulebook.equipment)
    limits = frozenset({limit.slug} if limit else ())
    return Trainee(aim.slug, row.experience.slug, kit, placement, limits=limits)
