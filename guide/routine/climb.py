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
        if self.beyond:
            return rule.large_step_line
        return {"start": rule.start_line, "stay": rule.stay_line, "step": rule.step_line}.get(self.phase, rule.line)


def first_climb(reps: Span, load: Weight | None) -> Climb:
    return Climb("start", reps.low, load)


def climb_on(now: Climb, reps: Span, rule: Progression, kit: Equipment, unit: str, *, days: int, hold: bool) -> Climb:
    """The week after, if all goes well."""
    top = reps.high or reps.low
    if now.reps < top:
        return Climb("climb", min(top, now.reps + (rule.climb or 1)), now.load)
    if hold or reps.low == top or (not now.beyond and now.weeks_here < ceil((rule.sessions or 1) / days)):
        return Climb("stay", now.reps, now.load, now.weeks_here + 1, now.beyond)
    if now.load is None:
        return Climb("step", reps.low, None)
    heavier = next_load(now.load, kit, unit, rule.step) if rule.step else None
    if heavier is not None:
        return Climb("step", reps.low, heavier)
    most = max(top, rule.most_reps or top)
    phase = "climb" if now.reps < most else "stay"
    return Climb(phase, min(most, now.reps + (rule.climb or 1)), now.load, beyond=True)
