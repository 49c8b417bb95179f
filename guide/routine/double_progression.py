"""Double progression: raise the reps to the top of their range, then make the work harder and start at the bottom.

Harder means a heavier load, a slower lowering or more resistance, depending on the rule and the equipment.
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
    """Reps, load and tempo of one week."""

    phase: str
    reps: int
    load: Weight | None
    extra_lowering: int = 0  # seconds beyond the prescribed tempo
    weeks_at_step: int = 1
    beyond_range: bool = False  # reps exceed the range because the next load is too far away
    minutes_needed: int | None = None  # to progress further, if the trainee's minutes do not suffice
    is_final: bool = False  # the trainee's minutes allow no more progress

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
        return self._replace(phase=phase, weeks_at_step=1, minutes_needed=None)

    def repeat(self, phase: str = "stay", minutes_needed: int | None = None) -> ProgressionState:
        return self._replace(phase=phase, weeks_at_step=self.weeks_at_step + 1, minutes_needed=minutes_needed)


@dataclass(frozen=True)
class DoubleProgression:
    """The inputs of double progression that stay the same from week to week."""

    reps: Range
    rule: FrozenProgression
    equipment: FrozenEquipment
    unit: str
    days: int
    keep_load: bool
    time_budget: TimeBudget
    prescribed_lowering: int  # seconds

    def max_reps(self, extra_lowering: int) -> int:
        """Return the most reps that the rule and the minutes allow if the next load is too far away."""
        by_rule = self.rule.most_reps or self.reps.top
        by_minutes = self.time_budget.max_reps(extra_lowering)
        return max(self.reps.top, by_rule if by_minutes is None else min(by_rule, by_minutes))

    def next_extra_lowering(self, state: ProgressionState) -> int | None:
        """Return the next slower tempo as seconds beyond the prescribed one; None if the rule allows none."""
        if not self.rule.tempo_step:
            return None
        extra_lowering = state.extra_lowering + self.rule.tempo_step
        too_slow = self.prescribed_lowering + extra_lowering > (self.rule.max_lowering or 0)
        return None if too_slow else extra_lowering

    def fits(self, reps: int, extra_lowering: int) -> bool:
        max_reps = self.time_budget.max_reps(extra_lowering)
        return max_reps is None or reps <= max_reps

    def minutes_for(self, reps: int, extra_lowering: int) -> int:
        return self.time_budget.minutes_for(self.time_budget.volume.sets.low, reps, extra_lowering)


def next_week(state: ProgressionState, progression: DoubleProgression) -> ProgressionState:
    """Return the next week's state if the trainee reaches every target."""
    top, rule = progression.reps.top, progression.rule
    if state.is_final:
        return state.repeat()
    if state.reps < top:
        return state.advance("climb")._replace(reps=min(top, state.reps + (rule.reps_per_week or 1)))
    done = state.beyond_range or state.weeks_at_step >= ceil((rule.sessions or 1) / progression.days)
    if progression.keep_load or not done:
        return state.repeat()
    if progression.reps.low == top:
        return hold_at_time_limit(state, progression.minutes_for(state.reps + 1, state.extra_lowering))
    if not rule.step:
        return slow_tempo_or_step(state, progression)
    if state.load is None:
        return state.advance("step")._replace(reps=progression.reps.low)
    heavier = next_load(state.load, progression.equipment, progression.unit, rule.step)
    if heavier is not None:
        return state.advance("step")._replace(reps=progression.reps.low, load=heavier, beyond_range=False)
    heaviest = is_heaviest(state.load, progression.equipment, progression.unit, rule.step)
    return extend_reps(state, progression, "heaviest" if heaviest else "beyond")


def slow_tempo_or_step(state: ProgressionState, progression: DoubleProgression) -> ProgressionState:
    """Without a load to raise: slow the lowering if the minutes allow it, then step up the resistance."""
    extra_lowering, reps = progression.next_extra_lowering(state), progression.reps
    if extra_lowering is None:
        return state.advance("step")._replace(reps=reps.low, extra_lowering=0)
    if progression.fits(reps.top, extra_lowering):
        return state.advance("slower")._replace(reps=reps.low, extra_lowering=extra_lowering)
    minutes_needed = progression.minutes_for(reps.top, extra_lowering)
    return state.advance("step")._replace(reps=reps.low, extra_lowering=0, minutes_needed=minutes_needed)


def extend_reps(state: ProgressionState, progression: DoubleProgression, phase: str) -> ProgressionState:
    """Without a next load close enough: add reps, then slow the lowering, as far as the minutes allow."""
    rule, max_reps = progression.rule, progression.max_reps(state.extra_lowering)
    if state.reps < max_reps:
        reps = min(max_reps, state.reps + (rule.reps_per_week or 1))
        return state.advance("climb" if state.beyond_range else phase)._replace(reps=reps, beyond_range=True)
    if state.reps < (rule.most_reps or progression.reps.top):
        return hold_at_time_limit(state, progression.minutes_for(state.reps + 1, state.extra_lowering))
    extra_lowering = progression.next_extra_lowering(state)
    if extra_lowering is None:
        return state.repeat()
    if progression.fits(state.reps, extra_lowering):
        return state.advance("slower")._replace(extra_lowering=extra_lowering)
    return hold_at_time_limit(state, progression.minutes_for(state.reps, extra_lowering))


def hold_at_time_limit(state: ProgressionState, minutes_needed: int) -> ProgressionState:
    """Repeat the same work from this week on, and report the minutes that more work would need."""
    return state.repeat("full", minutes_needed)._replace(is_final=True)
