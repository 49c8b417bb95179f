"""Loads on one kind of equipment: the load to start with, and the steps up and down from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from guide.notation import Range, Weight
from guide.routine.rulebook import FrozenEquipment, FrozenLoad, VariationLike
from guide.routine.trainee import Trainee


@dataclass(frozen=True)
class StartLoad:
    weight: Weight | None  # None if the work is done without a load
    unit: str
    note: str  # the reason


def start_load(
    trainee: Trainee, load: FrozenLoad, variation: VariationLike, all_equipment: Sequence[FrozenEquipment]
) -> StartLoad | None:
    """Return the load to start with: a share of the load used now, rounded down to a step of the equipment.

    None if the trainee gave no load.
    """
    if trainee.load is None:
        return None
    equipment, used = variation.equipment, f"{trainee.load} {trainee.unit}"
    if not equipment.weighted:
        note = f"Your {used} is not used here: this kit has no weights to set. Go by the clean reps left."
        return StartLoad(None, trainee.unit, note)
    if load.start_percent is None:
        return StartLoad(None, trainee.unit, f"Leave your {used} aside: this work is done with little or no load.")
    wanted = Weight(trainee.load.amount * load.start_percent / 100)
    capped = exceeds_heaviest(wanted, equipment, trainee.unit)
    limited = equipment.max_load(trainee.unit) if capped else None
    weight = round_to_step(limited or wanted, equipment, trainee.unit, trainee.load)
    note = start_note(weight, trainee, load, capped=capped)
    if any(other.weighted and other.slug in trainee.equipment for other in all_equipment if other != equipment):
        note += f" It holds only if your {used} is from this kit: a load does not carry over to another."
    return StartLoad(weight, trainee.unit, note)


def start_note(weight: Weight, trainee: Trainee, load: FrozenLoad, *, capped: bool) -> str:
    now, start = f"{trainee.load} {trainee.unit}", f"{weight} {trainee.unit}"
    if capped:
        return (
            f"You use {now} now, and this guide stops at {start} on this kit: that limit is our choice. "
            "Start there at most, and let the reps rise instead."
        )
    if weight == trainee.load and load.start_percent != 100:
        return "That is the load you use now, because this kit has no lighter one for you."
    if load.start_percent != 100:
        return (
            f"That is at most {load.start_percent}% of your {now}, on the steps of this kit. The share is our choice."
        )
    if weight == trainee.load:
        return "That is the load you use now. Take less if fewer clean reps are left than stated."
    return f"That is the step of this kit below your {now}. Take less if fewer clean reps are left than stated."


def round_to_step(wanted: Weight, equipment: FrozenEquipment, unit: str, now: Weight) -> Weight:
    """Round a load down to a step of the equipment. Below the first step, return the lighter of it and `now`."""
    step = equipment.step(unit)
    if step is None:
        return min(wanted, now)
    on_step = floor(wanted.amount / step.amount) * step.amount
    return Weight(on_step) if on_step else min(Weight(step.amount), now)


def next_load(now: Weight, equipment: FrozenEquipment, unit: str, percent: Range) -> Weight | None:
    """Return the lightest load of the equipment within the percentages above `now`; None if there is none."""
    heavier = step_within(now, equipment, unit, percent)
    return None if heavier is None or exceeds_heaviest(heavier, equipment, unit) else heavier


def is_heaviest(now: Weight, equipment: FrozenEquipment, unit: str, percent: Range) -> bool:
    """Whether the next step would exceed the heaviest load that the guide suggests for the equipment."""
    heavier = step_within(now, equipment, unit, percent)
    return heavier is not None and exceeds_heaviest(heavier, equipment, unit)


def step_within(now: Weight, equipment: FrozenEquipment, unit: str, percent: Range) -> Weight | None:
    step = equipment.step(unit)
    if step is None or percent.high is None:
        return None
    least, most = (now.amount * (100 + share) / 100 for share in (percent.low, percent.high))
    on_step = ceil(least / step.amount) * step.amount
    return None if on_step > most else Weight(on_step)


def exceeds_heaviest(load: Weight, equipment: FrozenEquipment, unit: str) -> bool:
    heaviest = equipment.max_load(unit)
    return heaviest is not None and load.amount > heaviest.amount


def previous_load(now: Weight, equipment: FrozenEquipment, unit: str) -> Weight | None:
    """Return the next lighter load; None if there is none."""
    step = equipment.step(unit)
    lighter = (ceil(now.amount / step.amount) - 1) * step.amount if step else Decimal(0)
    return Weight(lighter) if lighter > 0 else None
