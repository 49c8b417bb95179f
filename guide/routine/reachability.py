"""The answers that lead to a prescription."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guide.routine.contraindications import selected_limits
from guide.routine.rulebook import FrozenAim, FrozenLimit, FrozenPlacement, FrozenPrescription, Rulebook
from guide.routine.selection import select_aim, select_placement
from guide.routine.trainee import RulebookGap, Trainee

# For each aim, the placements to choose; an empty slug means that the placement is left open.
PlacementsByAim = dict[FrozenAim, tuple[str, ...]]


@dataclass(frozen=True)
class AnswerPath:
    """Answers that lead to a prescription. Experience is the prescription's own; the equipment makes no difference."""

    aims: tuple[FrozenAim, ...]
    limit: FrozenLimit | None
    placements: tuple[FrozenPlacement, ...]
    placement_optional: bool
    trainee: Trainee  # an example


def answer_paths_to(row: FrozenPrescription, rulebook: Rulebook) -> tuple[AnswerPath, ...]:
    """Return the paths without a limit, then those with each limit that makes a difference."""
    without_limit = _placements_by_aim(row, None, rulebook)
    paths = list(_paths(row, None, without_limit, rulebook))
    for limit in rulebook.limits:
        with_limit = _placements_by_aim(row, limit, rulebook)
        changed = {aim: slugs for aim, slugs in with_limit.items() if slugs != without_limit.get(aim)}
        paths += _paths(row, limit, changed, rulebook)
    return tuple(paths)


def _paths(
    row: FrozenPrescription, limit: FrozenLimit | None, by_aim: PlacementsByAim, rulebook: Rulebook
) -> Iterator[AnswerPath]:
    """Yield one path for all aims with the same placements."""
    for slugs in dict.fromkeys(by_aim.values()):
        aims = tuple(aim for aim, other in by_aim.items() if other == slugs)
        placements = tuple(placement for placement in rulebook.placements if placement.slug in slugs)
        trainee = _example_trainee(row, aims[0], slugs[0], limit, rulebook)
        yield AnswerPath(aims, limit, placements, "" in slugs, trainee)


def _placements_by_aim(row: FrozenPrescription, limit: FrozenLimit | None, rulebook: Rulebook) -> PlacementsByAim:
    """Leave out aims that have no placement that leads to the prescription."""
    options = ("", *(placement.slug for placement in rulebook.placements))
    by_aim = {
        aim: tuple(slug for slug in options if _leads_to(row, aim, slug, limit, rulebook)) for aim in rulebook.aims
    }
    return {aim: slugs for aim, slugs in by_aim.items() if slugs}


def _leads_to(
    row: FrozenPrescription, aim: FrozenAim, placement: str, limit: FrozenLimit | None, rulebook: Rulebook
) -> bool:
    trainee = _example_trainee(row, aim, placement, limit, rulebook)
    limits = selected_limits(trainee, rulebook)
    selected_aim, _ = select_aim(trainee, limits, rulebook)
    try:
        return selected_aim == row.aim and select_placement(trainee, selected_aim, limits)[0] == row.placement.slug
    except RulebookGap:
        return False


def _example_trainee(
    row: FrozenPrescription, aim: FrozenAim, placement: str, limit: FrozenLimit | None, rulebook: Rulebook
) -> Trainee:
    equipment = frozenset(equipment.slug for equipment in rulebook.equipment)
    limits = frozenset({limit.slug} if limit else ())
    return Trainee(aim.slug, row.experience.slug, equipment, placement, limits=limits)
