"""Progressive overload: the next load and reps from what was done. The weekly plan and the next session both use it."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

from guide.notation import Weight
from guide.routine.strength import (
    FAR_REPS,
    MAX_WAITED_REPS,
    TOLERANCE,
    Goal,
    Progress,
    reps_carried,
    single_lift,
)
from guide.routine.trainee import LoggedSet


class Step(NamedTuple):
    """What to do next.

    `change` is "again", "lighter", "easier", "jump", "back", "heavier", "harder", "extend", "bridge", "wait",
    "ceiling", "climb" or "stay".
    """

    change: str
    reps: int
    load: Weight | None = None
    rung: int = 0
    waits_for: Weight | None = None  # the next load, if it is too heavy as yet
    reps_needed: int = 0  # in all, done and left, for `waits_for`


def next_step(history: tuple[LoggedSet, ...], goal: Goal, former_load: Weight | None = None) -> Step:
    """Return the step of the first rule that applies. `former_load` is one that was used before the history."""
    progress = Progress(history, goal, former_load)
    rules = (lighter, again, climb) if goal.keep_load else RULES
    return next(step for rule in rules if (step := rule(progress)) is not None)


def first_step(done: LoggedSet, goal: Goal) -> Step:
    """Return the load and reps to start a routine with, from what the trainee does now."""
    progress = Progress((done,), goal)
    reps = progress.most_reps(done.load) - goal.max_rir
    if goal.reps.low - TOLERANCE <= reps <= goal.top + TOLERANCE or goal.loads is None or done.load is None:
        return Step("start", progress.reps_at(done.load, goal.top, done.reps), done.load)
    carried = goal.loads.heaviest_where(progress.carries) or Weight(goal.loads.lightest)
    load = min(carried, goal.loads.most_at_once(done.load))
    change = "start" if load == done.load else "lighter" if load < done.load else "jump"
    return Step(change, progress.reps_at(load, goal.max_reps if change == "start" else goal.top), load)


def lighter(progress: Progress) -> Step | None:
    """After two sessions under the range, or one far under it: the load that the estimate carries."""
    goal, last, loads = progress.goal, progress.last, progress.goal.loads
    if not (progress.is_far_under or progress.is_under_twice):
        return None
    if loads is None or last.load is None:
        return Step("lighter" if last.rung else "easier", goal.reps.low, last.load, max(0, last.rung - 1))
    if progress.carries(last.load) and not (progress.is_under_twice or progress.is_far_under_twice):
        return again(progress)
    carried = loads.heaviest_where(progress.carries, below=last.load)
    if carried is None:
        return Step("easier", goal.reps.low, last.load)
    return Step("lighter", progress.reps_at(carried, goal.top), carried)


def again(progress: Progress) -> Step | None:
    """One session under the range may be a bad day."""
    last, goal = progress.last, progress.goal
    if progress.capacity(last) >= goal.reps.low:
        return None
    reps = goal.reps.low if goal.keep_load else progress.reps_at(last.load, progress.most_asked, last.reps)
    return Step("again", reps, last.load, last.rung)


def jump(progress: Progress) -> Step | None:
    """Far too light: one jump to the load at which the estimate carries the top of the range, or one rung."""
    goal, last, loads = progress.goal, progress.last, progress.goal.loads
    if last.most - goal.max_rir < goal.max_reps + FAR_REPS:
        return None
    if loads is None or last.load is None:
        step = harder(progress)
        return step._replace(change="jump") if step else None
    strength = progress.estimate(last)
    carried = loads.heaviest_where(lambda load: progress.most_reps(load, strength) - goal.max_rir >= goal.top)
    if carried is None or carried <= last.load:
        return None
    return Step("jump", goal.top, min(carried, loads.most_at_once(last.load)))


def return_to_former_load(progress: Progress) -> Step | None:
    """Back up to a load that was used before: no step up, so it needs no second session."""
    goal, last, loads = progress.goal, progress.last, progress.goal.loads
    if loads is None or last.load is None or progress.heaviest_used is None or last.load >= progress.heaviest_used:
        return None
    percent = goal.percent * (2 if goal.returning else 1)
    higher = min(loads.step_up(last.load, percent), progress.heaviest_used)
    # Where reps cannot rise any more, the fewest reps left that are prescribed will do for a load used before.
    rir = goal.rir.low if progress.is_ready and last.reps >= goal.max_reps else None
    carried = progress.carries(higher, progress.estimate(last), rir)
    if carried or (goal.returning and progress.sessions_at(last.reps) >= goal.days):
        return Step("back", progress.reps_at(higher, goal.top), higher)
    return None


def heavier(progress: Progress) -> Step | None:
    """Step up once the top of the range stands in enough sessions and the next load can be lifted often enough."""
    goal, last, loads = progress.goal, progress.last, progress.goal.loads
    if loads is None or last.load is None:
        ceiling = Step("ceiling", progress.reps_to_keep, last.load, last.rung)
        return (harder(progress) or ceiling) if progress.is_ready else None
    if not progress.is_ready:
        return None
    higher = loads.next_above(last.load)
    if higher is None or not progress.carries(higher):
        return None
    further = loads.step_up(last.load, goal.percent)
    chosen = further if further > higher and progress.carries(further) else higher
    return Step("heavier", progress.reps_at(chosen, goal.top), chosen)


def harder(progress: Progress) -> Step | None:
    """Without a known load: the next rung of the ladder, from the fewest reps."""
    goal, last = progress.goal, progress.last
    if last.rung >= goal.rungs:
        return None
    return Step("harder", goal.reps.low, last.load, last.rung + 1)


def too_big_a_step(progress: Progress) -> Step | None:
    """At the top of the range, with a next load that is too heavy as yet: add reps, then bridge the gap."""
    goal, last, loads = progress.goal, progress.last, progress.goal.loads
    if loads is None or last.load is None or not progress.is_ready:
        return None
    higher = loads.next_above(last.load)
    most = goal.max_reps_on(last.rung)
    if last.reps < most:
        reps = max(last.reps + 1, progress.reps_at(last.load, most, last.reps))
        wanted = min(most, reps) if progress.sessions_at(last.reps) >= goal.days else last.reps
        return Step("extend", wanted, last.load, last.rung, higher, needed_reps(progress, higher))
    if higher is None:
        return harder(progress) or Step("ceiling", progress.reps_to_keep, last.load, last.rung)
    between = loads.with_plates(last.load)
    if carried := next(filter(progress.carries, between), None):
        return Step("bridge", progress.reps_at(carried, goal.top), carried, 0, higher)
    if between and needed_reps(progress, higher) > most + MAX_WAITED_REPS:
        higher = between[-1]
    return Step("wait", progress.reps_to_keep, last.load, last.rung, higher, needed_reps(progress, higher))


def needed_reps(progress: Progress, load: Weight | None) -> int:
    """Return the reps in all, done and left, that the load used now must allow before the next one."""
    if load is None:
        return 0
    goal = progress.goal
    strength = single_lift(progress.total_load(load), goal.reps.low - TOLERANCE + goal.max_rir)
    return ceil(reps_carried(strength, progress.total_load(progress.last.load)))


def climb(progress: Progress) -> Step:
    """Within the range: the reps that the estimate carries, and 1 more once a week of sessions went well."""
    goal, last = progress.goal, progress.last
    most = progress.most_asked
    reps = progress.reps_at(last.load, most, last.reps)
    if last.left <= goal.max_rir:
        reps = min(reps, max(goal.reps.low, last.reps + goal.reps_per_week, progress.most_done))
    if last.left >= goal.rir.low:
        reps = max(reps, min(most, last.reps))
    if progress.sessions_at(last.reps) >= goal.days:
        reps = max(reps, min(most, last.reps + goal.reps_per_week))
    return Step("climb" if reps > last.reps else "stay", reps, last.load, last.rung)


# In order of precedence.
RULES: tuple[Callable[[Progress], Step | None], ...] = (
    lighter, again, jump, return_to_former_load, heavier, too_big_a_step, climb,
)  # fmt: skip
