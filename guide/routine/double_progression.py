"""Double progression: reps climb to the top of the range, then the work gets harder and they start again.

Harder is a heavier load, a slower lowering or more resistance: whichever the rule and the kit have next.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from guide.notation import Range, Weight
from guide.routine.loads import is_heaviest, next_load
from guide.routine.rulebook import FrozenEquipment, FrozenProgression
from guide.routine.session_time import TimeBudget


class ProgressionState(NamedTuple):
    """Where the reps, the load and the tempo stand in one week."""

    phase: str
    reps: int
    load: Weight | None
    extra_lowering: int = 0
    """Seconds that lowering takes longer than prescribed."""
    weeks_at_step: int = 1
    beyond_range: bool = False
    """Past the top of the range, because there is no next load within a step."""
    minutes_needed: int | None = None
    """The minutes that it would take to go on, where there are too few."""
    is_final: bool = False
    """Whether the minutes have ended the climb for good."""

    def text(self, rule: FrozenProgression) -> str:
        lines = {
            "start": rule.start_text,
            "stay": rule.stay_text,
            "step": rule.step_up(self.load),
            "beyond": rule.large_step_text,
            "heaviest": rule.heaviest_text or rule.large_step_text,
            "slower": rule.slower_text,
            "full": rule.full_text or rule.stay_text,
        }
        return lines.get(self.phase, rule.week_text)

    def advance(self, phase: str) -> ProgressionState:
        """The week after in a phase: what does not change stays, but for what was wanting."""
        return self._replace(phase=phase, weeks_at_step=1, minutes_needed=None)

    def repeat(self, phase: str = "stay", minutes_needed: int | None = None) -> ProgressionState:
        return self._replace(phase=phase, weeks_at_step=self.weeks_at_step + 1, minutes_needed=minutes_needed)


def initial_state(reps: Range, load: Weight | None) -> ProgressionState:
    return ProgressionState("start", reps.low, load)


@dataclass(frozen=True)
class ProgressionRule:
    """What stays the same from week to week."""

    reps: Range
    rule: FrozenProgression
    equipment: FrozenEquipment
    unit: str
    days: int
    keep_load: bool
    time_budget: TimeBudget
    lowering: int
    """Seconds, as prescribed."""

    @property
    def top(self) -> int:
        return self.reps.high or self.reps.low

    def max_reps(self, slower: int) -> int:
        """How far reps go where the next load is too far away: by the rule, or by the minutes if those end first."""
        by_rule = self.rule.most_reps or self.top
        by_minutes = self.time_budget.max_reps(slower)
        return max(self.top, by_rule if by_minutes is None else min(by_rule, by_minutes))

    def next_extra_lowering(self, now: ProgressionState) -> int | None:
        """Seconds of the next slower tempo; none where it is slow enough."""
        slower = now.extra_lowering + (self.rule.tempo_step or 0)
        slow_enough = not self.rule.tempo_step or self.lowering + slower > (self.rule.max_lowering or 0)
        return None if slow_enough else slower

    def fits(self, reps: int, slower: int) -> bool:
        room = self.time_budget.max_reps(slower)
        return room is None or reps <= room

    def minutes_for(self, reps: int, slower: int) -> int:
        return self.time_budget.minutes_for(self.time_budget.volume.sets.low, reps, slower)


def next_week(now: ProgressionState, climber: ProgressionRule) -> ProgressionState:
    """The week after, if all goes well."""
    top, rule = climber.top, climber.rule
    if now.is_final:
        return now.repeat()
    if now.reps < top:
        return now.advance("climb")._replace(reps=min(top, now.reps + (rule.reps_per_week or 1)))
    done = now.beyond_range or now.weeks_at_step >= ceil((rule.sessions or 1) / climber.days)
    if climber.keep_load or not done:
        return now.repeat()
    if climber.reps.low == top:
        return time_limited(now, climber, climber.minutes_for(now.reps + 1, now.extra_lowering))
    if not rule.step:
        return slow_tempo_or_step(now, climber)
    if now.load is None:
        return now.advance("step")._replace(reps=climber.reps.low)
    heavier = next_load(now.load, climber.equipment, climber.unit, rule.step)
    if heavier is not None:
        return now.advance("step")._replace(reps=climber.reps.low, load=heavier, beyond_range=False)
    heaviest = is_heaviest(now.load, climber.equipment, climber.unit, rule.step)
    return extend_reps(now, climber, "heaviest" if heaviest else "beyond")


def slow_tempo_or_step(now: ProgressionState, climber: ProgressionRule) -> ProgressionState:
    """Without a load to raise: lower more slowly while the minutes have room for it, then take more resistance."""
    slower, first = climber.next_extra_lowering(now), climber.reps.low
    if slower is None:
        return now.advance("step")._replace(reps=first, extra_lowering=0)
    if climber.fits(climber.top, slower):
        return now.advance("slower")._replace(reps=first, extra_lowering=slower)
    needed = climber.minutes_for(climber.top, slower)
    return now.advance("step")._replace(reps=first, extra_lowering=0, minutes_needed=needed)


def extend_reps(now: ProgressionState, climber: ProgressionRule, phase: str) -> ProgressionState:
    """Where no next load is near enough: more reps, then a slower lowering, as far as the minutes have room."""
    rule, farthest = climber.rule, climber.max_reps(now.extra_lowering)
    if now.reps < farthest:
        more = min(farthest, now.reps + (rule.reps_per_week or 1))
        return now.advance("climb" if now.beyond_range else phase)._replace(reps=more, beyond_range=True)
    if now.reps < (rule.most_reps or climber.top):
        return time_limited(now, climber, climber.minutes_for(now.reps + 1, now.extra_lowering))
    slower = climber.next_extra_lowering(now)
    if slower is None:
        return now.repeat()
    if climber.fits(now.reps, slower):
        return now.advance("slower")._replace(extra_lowering=slower)
    return time_limited(now, climber, climber.minutes_for(now.reps, slower))


def time_limited(now: ProgressionState, climber: ProgressionRule, wanting: int) -> ProgressionState:
    """The minutes leave no room: it is said once, and then the work stays as it is."""
    return now.repeat("full", wanting)._replace(is_final=True)
