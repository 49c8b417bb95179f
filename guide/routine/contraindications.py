"""What a trainee must avoid: which prescriptions follow, which variations go, which change."""

from __future__ import annotations

from dataclasses import dataclass

from guide.routine.rulebook import (
    FrozenAim,
    FrozenLimit,
    FrozenLimitedVariation,
    FrozenPlacement,
    Rulebook,
    VariationLike,
)
from guide.routine.trainee import Trainee


@dataclass(frozen=True)
class ExcludedVariation:
    """A variation that the trainee could have done, and the limit that rules it out."""

    variation: VariationLike
    limit: FrozenLimit
    line: FrozenLimitedVariation


@dataclass(frozen=True)
class Adaptation:
    """How the chosen variation is done otherwise because of a limit."""

    limit: FrozenLimit
    line: FrozenLimitedVariation


def selected_limits(trainee: Trainee, rulebook: Rulebook) -> tuple[FrozenLimit, ...]:
    return tuple(limit for limit in rulebook.limits if limit.slug in trainee.limits)


def stricter_aim(own: FrozenAim, limits: tuple[FrozenLimit, ...]) -> tuple[FrozenAim, FrozenLimit | None]:
    """The aim whose prescriptions apply: a limit may make them more careful, never less."""
    aim, reason = own, None
    for limit in limits:
        if limit.aim and (limit.aim.caution or 0) > (aim.caution or 0):
            aim, reason = limit.aim, limit
    return aim, reason


def limit_placement(limits: tuple[FrozenLimit, ...]) -> tuple[FrozenPlacement | None, FrozenLimit | None]:
    """The placement that a limit asks for, whatever was chosen."""
    return next(((limit.placement, limit) for limit in limits if limit.placement), (None, None))


def excluded_by(
    limits: tuple[FrozenLimit, ...], variations: tuple[VariationLike, ...]
) -> tuple[ExcludedVariation, ...]:
    """Each variation that goes, once, with the first limit that rules it out."""
    gone: dict[str, ExcludedVariation] = {}
    for limit in limits:
        lines = {line.variation: line for line in reversed(limit.variations) if line.removed}
        for variation in variations:
            if line := lines.get(variation.slug):
                gone.setdefault(variation.slug, ExcludedVariation(variation, limit, line))
    return tuple(gone.values())


def adaptations_for(limits: tuple[FrozenLimit, ...], variation: VariationLike) -> tuple[Adaptation, ...]:
    lines = ((limit, limit.rule_for(variation.slug)) for limit in limits)
    return tuple(Adaptation(limit, line) for limit, line in lines if line and not line.removed)
