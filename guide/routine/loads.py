"""Load: where to start, and what the next step is on this equipment."""

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
    """The load to begin with; none where the work is done without one. `note` says why it is so."""

    weight: Weight | None
    unit: str
    note: str


def start_load(
    trainee: Trainee, load: FrozenLoad, variation: VariationLike, equipment: Sequence[FrozenEquipment]
) -> StartLoad | None:
    """Never more than the load used now, and on the kit's steps."""
    if trainee.load is None:
        return None
    kit, used = variation.equipment, f"{trainee.load} {trainee.unit}"
    if not kit.weighted:
        note = f"Your {used} is not used here: this kit has no weights to set. Go by the clean reps left."
        return StartLoad(None, trainee.unit, note)
    if load.start_percent is None:
        return StartLoad(None, trainee.unit, f"Leave your {used} aside: this work is done with little or no load.")
    wanted = trainee.load.amount * load.start_percent / 100
    most = kit.max_load(trainee.unit)
    capped = most is not None and wanted > most.amount
    weight = round_to_step(Weight(most.amount if capped and most else wanted), kit, trainee.unit, trainee.load)
    note = start_note(weight, trainee, load, capped=capped)
    if any(other.weighted and other.slug in trainee.equipment for other in equipment if other != kit):
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


def round_to_step(wanted: Weight, kit: FrozenEquipment, unit: str, now: Weight) -> Weight:
    """The kit's step at or below the wanted weight; below the first step, the lighter of that step and the load now."""
    step = kit.step(unit)
    if step is None:
        return min(wanted, now)
    on_step = floor(wanted.amount / step.amount) * step.amount
    return Weight(on_step) if on_step else min(Weight(step.amount), now)


def next_load(now: Weight, kit: FrozenEquipment, unit: str, percent: Range) -> Weight | None:
    """The smallest next load of the kit that is a step within the percentages; none where there is none."""
    heavier = step_within(now, kit, unit, percent)
    return None if heavier is None or exceeds_heaviest(heavier, kit, unit) else heavier


def is_heaviest(now: Weight, kit: FrozenEquipment, unit: str, percent: Range) -> bool:
    """Whether the guide names no heavier load for the kit, though a step within the percentages may be there."""
    heavier = step_within(now, kit, unit, percent)
    return heavier is not None and exceeds_heaviest(heavier, kit, unit)


def step_within(now: Weight, kit: FrozenEquipment, unit: str, percent: Range) -> Weight | None:
    step = kit.step(unit)
    if step is None or percent.high is None:
        return None
    least, most = (now.amount * (100 + share) / 100 for share in (percent.low, percent.high))
    on_step = ceil(least / step.amount) * step.amount
    return None if on_step > most else Weight(on_step)


def exceeds_heaviest(load: Weight, kit: FrozenEquipment, unit: str) -> bool:
    heaviest = kit.max_load(unit)
    return heaviest is not None and load.amount > heaviest.amount


def previous_load(now: Weight, kit: FrozenEquipment, unit: str) -> Weight | None:
    """One step down, or none where there is no lighter one."""
    step = kit.step(unit)
    lighter = (ceil(now.amount / step.amount) - 1) * step.amount if step else Decimal(0)
    return Weight(lighter) if lighter > 0 else None
