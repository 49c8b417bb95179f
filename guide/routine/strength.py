"""A trainee's strength, estimated from the last sessions and seen against the goal of a routine.

Epley's formula (source E92): a load that goes up `reps` times at most is 1 / (1 + reps / 30) of the heaviest single
lift. Its error grows above 15 reps, so the estimate only chooses the next step and is never shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from statistics import median

from guide.notation import Range, Weight
from guide.routine.loads import LoadSteps
from guide.routine.trainee import LoggedSet

EPLEY_REPS = 30
FAR_REPS = 4  # so many reps off the prescription are more than a good or a bad day
TOLERANCE = 0.65  # of a rep, for the question whether a load can be lifted often enough
MAX_WAITED_REPS = 10  # nobody can tell how many more than these are left
ESTIMATES = 3  # the last sessions that count; their median leaves out one bad day


def single_lift(total_load: float, reps: float) -> float:
    """Estimate the heaviest single lift of somebody who lifts this load `reps` times at most."""
    return total_load * (1 + reps / EPLEY_REPS)


def reps_carried(strength: float, total_load: float) -> float:
    """Estimate how often a load goes up at most, by the heaviest single lift."""
    return EPLEY_REPS * (strength / total_load - 1)


@dataclass(frozen=True)
class Goal:
    """What a routine asks for, as far as progress depends on it."""

    reps: Range
    rir: Range
    days: int
    sessions: int  # at the top of the range, before a step up
    max_reps: int  # where the next load is too heavy as yet
    loads: LoadSteps | None = None  # None without a known load
    rungs: int = 0  # harder ways without a heavier load
    percent: int = 10  # the usual step up at most
    reps_per_week: int = 1
    returning: bool = False  # to a load that was used before
    keep_load: bool = False  # a limit rules out harder work
    rung_max_reps: tuple[int, ...] = ()  # on each rung, if a slower one leaves time for fewer than `max_reps`

    @property
    def top(self) -> int:
        return self.reps.top

    @property
    def max_rir(self) -> int:
        return self.rir.top

    def max_reps_on(self, rung: int) -> int:
        return self.rung_max_reps[rung - 1] if rung and self.rung_max_reps else self.max_reps

    @property
    def more_left_at_top(self) -> int:
        """How many more reps must be left for a step up: 2 if few minutes allow only one number of reps."""
        return 2 if self.reps.low == self.top and self.loads is None else 0

    @property
    def sessions_at_top(self) -> int:
        """A week has the same target in all its sessions, so that the table of weeks shows it."""
        return max(self.sessions, self.days)

    @property
    def history_length(self) -> int:
        """How many of the last sessions decide."""
        return max(ESTIMATES, self.sessions_at_top)


class Progress:
    """The last sessions, oldest first, seen against a goal."""

    def __init__(self, history: tuple[LoggedSet, ...], goal: Goal, former_load: Weight | None = None) -> None:
        self.history, self.goal, self.last = history, goal, history[-1]
        used = [done.load for done in history if done.load] + ([former_load] if former_load else [])
        self.heaviest_used = max(used, default=None)

    @cached_property
    def strength(self) -> float:
        """The estimated heaviest single lift, from the last sessions; the lower one of two."""
        estimates = [self.estimate(done) for done in self.history[-ESTIMATES:] if self._comparable(done)]
        return median(estimates) if len(estimates) == ESTIMATES else min(estimates)

    def _comparable(self, done: LoggedSet) -> bool:
        return (done.load is None) == (self.last.load is None) and done.rung == self.last.rung

    def estimate(self, done: LoggedSet) -> float:
        return single_lift(self.total_load(done.load), done.most)

    def total_load(self, load: Weight | None) -> float:
        """Return the load with what the limb itself counts for; 1 without a load, since only reps count then."""
        return self.goal.loads.total_load(load) if self.goal.loads and load else 1.0

    def most_reps(self, load: Weight | None, strength: float | None = None) -> float:
        """Return the reps in all that the estimated strength carries."""
        return reps_carried(strength or self.strength, self.total_load(load))

    def carries(self, load: Weight, strength: float | None = None, rir: int | None = None) -> bool:
        """Whether the load allows the fewest reps of the range with these reps left, else the most prescribed."""
        left = self.goal.max_rir if rir is None else rir
        return self.most_reps(load, strength) - left >= self.goal.reps.low - TOLERANCE

    def reps_at(self, load: Weight | None, at_most: int, now: int | None = None) -> int:
        """Return the reps for the prescribed effort; `now` if they are that already."""
        most = self.most_reps(load)
        fewest, limit = most - self.goal.max_rir, most - self.goal.rir.low
        if now is not None and fewest - TOLERANCE <= now <= limit + TOLERANCE:
            reps = now
        else:
            reps = round(fewest if now is None else (fewest + limit) / 2)
        return max(self.goal.reps.low, min(at_most, reps))

    def sessions_at(self, reps: int, more_left: int = 0) -> int:
        """Count the latest sessions running with these reps at the prescribed effort (or easier) and the same load."""
        count = 0
        for done in reversed(self.history):
            is_same = (done.load, done.rung) == (self.last.load, self.last.rung)
            if not is_same or done.reps < reps or done.left < self.goal.rir.low + more_left:
                break
            count += 1
        return count

    @property
    def is_ready(self) -> bool:
        """Whether the top of the range stands in enough sessions for a step up."""
        return self.sessions_at(self.goal.top, self.goal.more_left_at_top) >= self.goal.sessions_at_top

    def capacity(self, done: LoggedSet) -> int:
        """Return the reps that the session allowed at the prescribed effort."""
        return done.most - self.goal.rir.low

    @property
    def most_asked(self) -> int:
        """The most reps to ask for with this load: the top of the range, or beyond it if they were done before."""
        return max(self.goal.top, min(self.most_done, self.goal.max_reps))

    @property
    def reps_to_keep(self) -> int:
        """The reps of the last session, within what the routine ever asks for."""
        return max(self.goal.reps.low, min(self.last.reps, self.goal.max_reps))

    @property
    def most_done(self) -> int:
        """The most reps of the last sessions with this load."""
        now = (self.last.load, self.last.rung)
        return max(done.reps for done in self.history if (done.load, done.rung) == now)

    @property
    def is_far_under(self) -> bool:
        return self.is_far_below(self.last)

    @property
    def is_far_under_twice(self) -> bool:
        return all(self.is_far_below(done) for done in self.history[-2:]) and len(self.history) > 1

    def is_far_below(self, done: LoggedSet) -> bool:
        return self.capacity(done) <= self.goal.reps.low - FAR_REPS

    @property
    def is_under_twice(self) -> bool:
        before = self.history[-2:-1]
        return self.capacity(self.last) < self.goal.reps.low and any(
            done.load == self.last.load and self.capacity(done) < self.goal.reps.low for done in before
        )
