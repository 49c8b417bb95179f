"""Double progression: reps climb to the top of the range, then the work gets harder and they start again.

Harder is a heavier load, a slower lowering or more resistance: whichever the rule and the kit have next.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from guide.notation import Span, Weight
from guide.routine.loads import at_the_heaviest, next_load
from guide.routine.rulebook import Equipment, Progression
from guide.routine.session_time import Room


class Climb(NamedTuple):
    """Where the reps, the load and the tempo stand in one week."""

    phase: str
    reps: int
    load: Weight | None
    slower: int = 0
    """Seconds that lowering takes longer than prescribed."""
    weeks_here: int = 1
    beyond: bool = False
    """Past the top of the range, because there is no next load within a step."""
    wanting: int | None = None
    """The minutes that it would take to go on, where there are too few."""
    ended: bool = False
    """Whether the minutes have ended the climb for good."""

    def line(self, rule: Progression) -> str:
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

    def on(self, phase: str, **changes: int | bool | Weight | None) -> Climb:
        """The week after in a phase: what does not change stays, but for what was wanting."""
        return self._replace(**{"phase": phase, "weeks_here": 1, "wanting": None} | changes)

    def once_more(self, phase: str = "stay", wanting: int | None = None) -> Climb:
        return self.on(phase, weeks_here=self.weeks_here + 1, wanting=wanting)


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
    room: Room
    lowering: int
    """Seconds, as prescribed."""

    @property
    def top(self) -> int:
        return self.reps.high or self.reps.low

    def farthest(self, slower: int) -> int:
        """How far reps go where the next load is too far away: by the rule, or by the minutes if those end first."""
        by_rule = self.rule.most_reps or self.top
        by_minutes = self.room.reps(slower)
        return max(self.top, by_rule if by_minutes is None else min(by_rule, by_minutes))

    def next_slower(self, now: Climb) -> int | None:
        """Seconds of the next slower tempo; none where it is slow enough."""
        slower = now.slower + (self.rule.tempo_step or 0)
        slow_enough = not self.rule.tempo_step or self.lowering + slower > (self.rule.max_lowering or 0)
        return None if slow_enough else slower

    def fits(self, reps: int, slower: int) -> bool:
        room = self.room.reps(slower)
        return room is None or reps <= room

    def takes(self, reps: int, slower: int) -> int:
        return self.room.takes(self.room.dose.sets.low, reps, slower)


def climb_on(now: Climb, climber: Climber) -> Climb:
    """The week after, if all goes well."""
    top, rule = climber.top, climber.rule
    if now.ended:
        return now.once_more()
    if now.reps < top:
        return now.on("climb", reps=min(top, now.reps + (rule.reps_per_week or 1)))
    done = now.beyond or now.weeks_here >= ceil((rule.sessions or 1) / climber.days)
    if climber.hold or not done:
        return now.once_more()
    if climber.reps.low == top:
        return full(now, climber, climber.takes(now.reps + 1, now.slower))
    if not rule.step:
        return slower_or_more(now, climber)
    if now.load is None:
        return now.on("step", reps=climber.reps.low)
    heavier = next_load(now.load, climber.kit, climber.unit, rule.step)
    if heavier is not None:
        return now.on("step", reps=climber.reps.low, load=heavier, beyond=False)
    heaviest = at_the_heaviest(now.load, climber.kit, climber.unit, rule.step)
    return beyond(now, climber, "heaviest" if heaviest else "beyond")


def slower_or_more(now: Climb, climber: Climber) -> Climb:
    """Without a load to raise: lower more slowly while the minutes have room for it, then take more resistance."""
    slower, first = climber.next_slower(now), climber.reps.low
    if slower is None:
        return now.on("step", reps=first, slower=0)
    if climber.fits(climber.top, slower):
        return now.on("slower", reps=first, slower=slower)
    return now.on("step", reps=first, slower=0, wanting=climber.takes(climber.top, slower))


def beyond(now: Climb, climber: Climber, phase: str) -> Climb:
    """Where no next load is near enough: more reps, then a slower lowering, as far as the minutes have room."""
    rule, farthest = climber.rule, climber.farthest(now.slower)
    if now.reps < farthest:
        more = min(farthest, now.reps + (rule.reps_per_week or 1))
        return now.on("climb" if now.beyond else phase, reps=more, beyond=True)
    if now.reps < (rule.most_reps or climber.top):
        return full(now, climber, climber.takes(now.reps + 1, now.slower))
    slower = climber.next_slower(now)
    if slower is None:
        return now.once_more()
    if climber.fits(now.reps, slower):
        return now.on("slower", slower=slower)
    return full(now, climber, climber.takes(now.reps, slower))


def full(now: Climb, climber: Climber, wanting: int) -> Climb:
    """The minutes leave no room: it is said once, and then the work stays as it is."""
    return now.once_more("full", wanting)._replace(ended=True)
