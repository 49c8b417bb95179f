"""What a trainee must avoid: which prescriptions follow, which variations go, which change."""

from __future__ import annotations

from dataclasses import dataclass

from guide.routine.rulebook import Aim, Doable, Limit, LimitedVariation, Placement, Rulebook
from guide.routine.trainee import Trainee


@dataclass(frozen=True)
class Removed:
    """A variation that the trainee could have done, and the limit that rules it out."""

    variation: Doable
    limit: Limit
    line: LimitedVariation


@dataclass(frozen=True)
class Changed:
    """How the chosen variation is done otherwise because of a limit."""

    limit: Limit
    line: LimitedVariation


def limits_of(trainee: Trainee, rulebook: Rulebook) -> tuple[Limit, ...]:
    return tuple(limit for limit in rulebook.limits if limit.slug in trainee.limits)


def careful_aim(own: Aim, limits: tuple[Limit, ...]) -> tuple[Aim, Limit | None]:
    """The aim whose prescriptions apply: a limit may make them more careful, never less."""
    aim, reason = own, None
    for limit in limits:
        if limit.aim and (limit.aim.caution or 0) > (aim.caution or 0):
            aim, reason = limit.aim, limit
    return aim, reason


def careful_placement(limits: tuple[Limit, ...]) -> tuple[Placement | None, Limit | None]:
    """The placement that a limit asks for, whatever was chosen."""
    return next(((limit.placement, limit) for limit in limits if limit.placement), (None, None))


def removed_by(limits: tuple[Limit, ...], variations: tuple[Doable, ...]) -> tuple[Removed, ...]:
    """Each variation that goes, once, with the first limit that rules it out."""
    gone: dict[str, Removed] = {}
    for limit in limits:
        lines = {line.variation: line for line in reversed(limit.variations) if line.removed}
        for variation in variations:
            if line := lines.get(variation.slug):
                gone.setdefault(variation.slug, Removed(variation, limit, line))
    return tuple(gone.values())


def changed_by(limits: tuple[Limit, ...], variation: Doable) -> tuple[Changed, ...]:
    lines = ((limit, limit.on(variation.slug)) for limit in limits)
    return tuple(Changed(limit, line) for limit, line in lines if line and not line.removed)
