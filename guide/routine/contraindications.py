"""Limits (what a trainee must avoid): the variations they exclude and the changes to the selected one."""

from __future__ import annotations

from dataclasses import dataclass

from guide.routine.rulebook import FrozenLimit, FrozenLimitedVariation, Rulebook, VariationLike
from guide.routine.trainee import Trainee


@dataclass(frozen=True)
class ExcludedVariation:
    """A variation for the trainee's equipment that a limit excludes."""

    variation: VariationLike
    limit: FrozenLimit
    effect: FrozenLimitedVariation


@dataclass(frozen=True)
class Adaptation:
    """What a limit says of the selected variation: how to do it, or why nothing changes."""

    limit: FrozenLimit
    effect: FrozenLimitedVariation


def selected_limits(trainee: Trainee, rulebook: Rulebook) -> tuple[FrozenLimit, ...]:
    return tuple(limit for limit in rulebook.limits if limit.slug in trainee.limits)


def excluded_by(
    limits: tuple[FrozenLimit, ...], variations: tuple[VariationLike, ...]
) -> tuple[ExcludedVariation, ...]:
    """Return each excluded variation once, with the first limit that excludes it."""
    excluded: dict[str, ExcludedVariation] = {}
    for limit in limits:
        effects = {effect.variation: effect for effect in reversed(limit.variations) if effect.removed}
        for variation in variations:
            if effect := effects.get(variation.slug):
                excluded.setdefault(variation.slug, ExcludedVariation(variation, limit, effect))
    return tuple(excluded.values())


def with_safety_notices(limits: tuple[FrozenLimit, ...]) -> tuple[FrozenLimit, ...]:
    """Return the limits that have a safety notice, first those that exclude the most variations."""
    noticed = (limit for limit in limits if limit.safety_notice)
    return tuple(sorted(noticed, key=lambda limit: -sum(effect.removed for effect in limit.variations)))


def adaptations_for(limits: tuple[FrozenLimit, ...], variation: VariationLike) -> tuple[Adaptation, ...]:
    effects = ((limit, limit.effect_on(variation.slug)) for limit in limits)
    return tuple(Adaptation(limit, effect) for limit, effect in effects if effect and not effect.removed)
