"""Loads on one kind of equipment: its steps, and the load to start with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor

from guide.notation import Weight
from guide.routine.rulebook import FrozenEquipment, FrozenLoad, VariationLike
from guide.routine.trainee import Trainee

MAX_LOAD = Decimal(10_000)  # more than can be typed
# Small plates that fit on most stacks, for a step between two loads.
FRACTIONAL_PLATES = {"kg": ("1.25", "1", "0.5"), "lb": ("2.5", "1")}


@dataclass(frozen=True)
class LoadSteps:
    """The loads that a trainee can choose: whole steps above and below one that exists."""

    step: Decimal
    existing: Decimal  # any load of the equipment; a typed load is taken as it is
    heaviest: Decimal | None
    limb: Decimal  # what the limb itself counts for
    unit: str
    careful: bool = False  # there is something to avoid

    def total_load(self, load: Weight) -> float:
        return float(load.amount + self.limb)

    def at_or_below(self, wanted: Decimal) -> Decimal:
        return self.existing + floor((wanted - self.existing) / self.step) * self.step

    @property
    def lightest(self) -> Decimal:
        return self.existing % self.step or self.step

    def next_above(self, load: Weight) -> Weight | None:
        higher = self.at_or_below(load.amount) + self.step
        return None if self.heaviest is not None and higher > self.heaviest else Weight(higher)

    def next_below(self, load: Weight) -> Weight | None:
        lower = self.at_or_below(load.amount)
        lower -= self.step if lower == load.amount else 0
        return Weight(lower) if lower >= self.lightest else None

    def step_up(self, load: Weight, percent: int) -> Weight:
        """Return the heaviest load within `percent` above, else the next one, else the load itself."""
        limit = (load.amount + self.limb) * (100 + percent) / 100 - self.limb
        within = self.at_or_below(limit if self.heaviest is None else min(limit, self.heaviest))
        return Weight(within) if within > load.amount else self.next_above(load) or load

    def most_at_once(self, load: Weight) -> Weight:
        """Return the heaviest load to jump to: twice the load, or half as much again.

        The latter where the limb is lifted too, and for a trainee with something to avoid.
        """
        most = self.at_or_below(load.amount * (3 if self.limb or self.careful else 4) / 2)
        return Weight(most) if most > load.amount else self.next_above(load) or load

    def heaviest_where(self, suits: Callable[[Weight], bool], below: Weight | None = None) -> Weight | None:
        """Return the heaviest load that suits, where all lighter ones do too; None if not even the lightest does."""
        count = int(((self.heaviest or MAX_LOAD) - self.lightest) // self.step) + 1

        def is_too_heavy(number: int) -> bool:
            load = self._load(number)
            return not suits(load) or (below is not None and load >= below)

        fitting = bisect_left(range(count), True, key=is_too_heavy)  # steps may be tiny, so it does not try each
        return self._load(fitting - 1) if fitting else None

    def _load(self, number: int) -> Weight:
        return Weight(self.lightest + number * self.step)

    def with_plates(self, load: Weight) -> list[Weight]:
        """Return the loads with a fractional plate between this load and the next one, the heaviest first."""
        next_load = self.at_or_below(load.amount) + self.step
        heavier = (load.amount + Decimal(plate) for plate in FRACTIONAL_PLATES[self.unit])
        # A plate stays on a stack, but not on what the limb holds.
        return [Weight(amount) for amount in heavier if amount < next_load and not self.limb]


def load_steps(equipment: FrozenEquipment, trainee: Trainee, existing: Weight) -> LoadSteps | None:
    """Return the loads of the equipment, by the trainee's own step and heaviest load if they gave them."""
    step = trainee.load_step or equipment.step(trainee.unit)
    if step is None:
        return None
    heaviest = trainee.max_load or equipment.max_load(trainee.unit)
    return LoadSteps(
        step=step.amount,
        existing=existing.amount,
        heaviest=max(heaviest, existing).amount if heaviest else None,
        limb=equipment.limb_load(trainee.unit),
        unit=trainee.unit,
        careful=bool(trainee.limits),
    )


@dataclass(frozen=True)
class StartLoad:
    weight: Weight | None  # None if the work is done without a load
    unit: str
    note: str  # the reason


def start_load(
    trainee: Trainee, load: FrozenLoad, variation: VariationLike, all_equipment: Sequence[FrozenEquipment]
) -> StartLoad | None:
    """Return the load to start with: a share of the load used now, on a step of the equipment.

    None if the trainee gave no load.
    """
    if trainee.load is None:
        return None
    equipment, used = variation.equipment, f"{trainee.load} {trainee.unit}"
    if load.start_percent is None:
        return StartLoad(None, trainee.unit, f"Leave your {used} aside: this work is done with little or no load.")
    if not equipment.weighted:
        note = f"Your {used} is not used here: this kit has no weights to set. Go by the clean reps left."
        return StartLoad(None, trainee.unit, note)
    steps = load_steps(equipment, trainee, trainee.load)
    weight = share_of(trainee.load, load.start_percent, steps)
    note = start_note(weight, trainee, load, steps)
    if any(
        other.weighted and other.slug in trainee.equipment for other in all_equipment if other.slug != equipment.slug
    ):
        note += f" It holds only if your {used} is from this kit: a load does not carry over to another."
    return StartLoad(weight, trainee.unit, note)


def share_of(load: Weight, percent: int, steps: LoadSteps | None) -> Weight:
    if steps is None:
        return Weight(load.amount * percent / 100)
    wanted = (load.amount + steps.limb) * percent / 100 - steps.limb
    return min(load, Weight(max(steps.at_or_below(wanted), steps.lightest)))


def start_note(weight: Weight, trainee: Trainee, load: FrozenLoad, steps: LoadSteps | None) -> str:
    now = f"{trainee.load} {trainee.unit}"
    if load.start_percent == 100:
        return "That is the load you use now. Take less if fewer clean reps are left than stated."
    if weight == trainee.load:
        return "That is the load you use now, because this kit has no lighter one for you."
    if steps and steps.limb and trainee.load:
        share = round(100 * steps.total_load(weight) / steps.total_load(trainee.load))
        return f"That is about {share}% of your {now} and what is lifted along with it. The share is our choice."
    return f"That is at most {load.start_percent}% of your {now}, on the steps of this kit. The share is our choice."
