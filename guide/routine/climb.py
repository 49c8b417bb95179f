"""Double progression: reps climb to the top of the range, then the load steps up and they start again."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from guide.notation import Span, Weight
from guide.routine.loads import next_load
from guide.rulebook import Equipment, Progression


@dataclass(frozen=True)
class Climb:
    """Where the reps and the load stand in one week."""

    phase: str
    reps: int
    load: Weight | None
    weeks_here: int = 1
    beyond: bool = False
    """Past the top of the range, because the next load is too big a step."""

    def line(self, rule: Progression) -> str:
        if self.beyond and self.phase != "full":
            return rule.large_step_line
        lines = {"start": rule.start_line, "stay": rule.stay_line, "step": rule.step_line}
        lines["full"] = rule.full_line or rule.stay_line
        return lines.get(self.phase, rule.line)


def first_climb(reps: Span, load: Weight | None) -> Climb:
    return Climb("start", reps.low, load)


@dataclass(frozen=True)
class Climber:
    """What stays the same from week to week."""

    reps: Span
    rule: Progression
    kit: Equipment
    unit: str
    days: int
    hold: bool
    most_reps: int | None
    """What the minutes leave room for."""

    @property
    def top(self) -> int:
        return self.reps.high or self.reps.low

    @property
    def beyond(self) -> int:
        """How far reps go where the next load is too far away."""
        most = self.rule.most_reps or self.top
        return max(self.top, min(most, self.most_reps or most))

    @property
    def cramped(self) -> bool:
        """Whether the minutes end the climb before the rule does."""
        return self.beyond < (self.rule.most_reps or self.top)


def climb_on(now: Climb, climber: Climber) -> Climb:
    """The week after, if all goes well."""
    top, rule = climber.top, climber.rule
    if now.reps < top:
        return Climb("climb", min(top, now.reps + (rule.climb or 1)), now.load)
    done = now.beyond or now.weeks_here >= ceil((rule.sessions or 1) / climber.days)
    if climber.hold or not done:
        return Climb("stay", now.reps, now.load, now.weeks_here + 1, now.beyond)
    if climber.reps.low == top:
        return Climb("full", now.reps, now.load, now.weeks_here + 1)
    if now.load is None:
        return Climb("step", climber.reps.low, None)
    heavier = next_load(now.load, climber.kit, climber.unit, rule.step) if rule.step else None
    if heavier is not None:
        return Climb("step", climber.reps.low, heavier)
    if now.reps >= climber.beyond:
        return Climb("full" if climber.cramped else "stay", now.reps, now.load, now.weeks_here + 1, now.beyond)
    return Climb("climb", min(climber.beyond, now.reps + (rule.climb or 1)), now.load, beyond=True)
