"""The weekly plan: sets, reps and load of each week, if every session goes as prescribed.

A ramp comes first, then a gate (weeks at the lowest reps), then progressive overload. Deload weeks come in between.
Extra sets are offered but never part of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from guide.notation import Range, Tempo, Weight
from guide.routine.plan_input import PlanInput, step_text
from guide.routine.progression import Step, next_step
from guide.routine.rulebook import FrozenProgression
from guide.routine.strength import TOLERANCE, Progress
from guide.routine.trainee import LoggedSet
from guide.routine.volume import distribute_sets


class Week(NamedTuple):
    number: int
    phase: str  # "ramp", "gate", "hold", "start", "deload" or the `change` of a Step
    sets: tuple[int, ...]  # of each session, most first
    reps: Range
    rir: Range
    load: Weight | None
    tempo: Tempo
    minutes: int  # of the longest session, at most
    weekly_minutes: int
    text: str
    rule: str
    step: Step
    extra_sets: int = 0  # may be added this week if reps and load have stalled

    @property
    def weekly_sets(self) -> int:
        return sum(self.sets)


def plan_weeks(plan: PlanInput, count: int) -> tuple[Week, ...]:
    training_weeks, deload = weeks_without_deload(plan), plan.rule("easier-week")
    weeks: list[Week] = []
    last = None
    for number in range(1, count + 1):
        if last and deload and is_deload_week(deload, number):
            weeks.append(deload_week(plan, deload, number, last))
        else:
            last = next(training_weeks)
            weeks.append(last._replace(number=number, extra_sets=extra_sets(plan, number, last)))
    return tuple(weeks)


def weeks_without_deload(plan: PlanInput) -> Iterator[Week]:
    """Yield training weeks, endlessly."""
    ramp, gate = plan.rule("ramp"), plan.rule("gate")
    first = Step("start", plan.first_reps or plan.volume.reps.low, plan.load)
    if ramp:
        for percentage in ramp.ramp_percentages or ():
            weekly = max(1, (plan.planned_weekly_sets * percentage + 50) // 100)
            yield make_week(plan, "ramp", ramp, first, ramp.week_text, weekly=weekly)
    if gate:
        for _ in range(ceil((gate.sessions or 0) / plan.days)):
            yield make_week(plan, "gate", gate, first, gate.week_text)
    if plan.progression is None:
        yield from maintenance_weeks(plan, first)
    else:
        done = max(plan.days, gate.sessions or 0) if gate else 0
        yield from progression_weeks(plan, plan.progression, first, (as_prescribed(plan, first),) * done)


def maintenance_weeks(plan: PlanInput, step: Step) -> Iterator[Week]:
    rule = plan.rule("hold") or plan.rule("gate") or plan.rule("ramp")
    text = rule.week_text if rule and rule.method == "hold" else "Same sets and reps, in good form."
    week = make_week(plan, "hold", rule, step._replace(reps=plan.volume.reps.top), text)
    while True:
        yield week._replace(reps=plan.volume.reps)


def progression_weeks(
    plan: PlanInput, rule: FrozenProgression, step: Step, history: tuple[LoggedSet, ...]
) -> Iterator[Week]:
    """Yield the weeks of a trainee who does each session as prescribed. `history` is that of the gate."""
    if history:
        step = next_step(history, plan.goal, plan.former_load)
    while True:
        yield make_week(plan, step.change, rule, step, step_text(plan, rule, step))
        history = (*history, *[as_prescribed(plan, step)] * plan.days)[-plan.goal.history_length :]
        step = next_step(history, plan.goal, plan.former_load)


def as_prescribed(plan: PlanInput, step: Step) -> LoggedSet:
    return LoggedSet(step.reps, plan.goal.max_rir, step.load, step.rung)


def make_week(
    plan: PlanInput, phase: str, rule: FrozenProgression | None, step: Step, text: str, *, weekly: int | None = None
) -> Week:
    sets = tuple(count for count in distribute_sets(weekly or plan.planned_weekly_sets, plan.days) if count)
    tempo = plan.tempo(step.rung)
    extra = tempo.seconds - plan.prescription.tempo.seconds
    minutes = [plan.time_budget.minutes_for(count, step.reps, extra) for count in sets]
    return Week(
        number=0,
        phase=phase,
        sets=sets,
        reps=Range(step.reps, step.reps),
        rir=plan.prescription.rir,
        load=step.load,
        tempo=tempo,
        minutes=max(minutes),
        weekly_minutes=sum(minutes),
        text=text,
        rule=rule.slug if rule else "",
        step=step,
    )


def is_deload_week(rule: FrozenProgression, number: int) -> bool:
    return bool(rule.interval_weeks and rule.interval_weeks.high and number % rule.interval_weeks.high == 0)


def deload_week(plan: PlanInput, rule: FrozenProgression, number: int, last: Week) -> Week:
    """Return an easier week: more reps in reserve, by fewer reps or a lighter load, and fewer sets if there are many.

    Sets never fall below the fewest of the placement.
    """
    extra_rir, placement = rule.extra_rir or 0, plan.prescription.placement
    fewest_sets = min(max(last.sets), placement.sets.low if placement.sets else 1)
    weekly = max(fewest_sets * len(last.sets), last.weekly_sets * (rule.percent or 100) // 100)
    sets = distribute_sets(min(weekly, last.weekly_sets), len(last.sets))
    step = easier_step(plan, last.step, extra_rir)
    week = make_week(plan, "deload", rule, step, deload_text(plan, rule, step, last.step), weekly=sum(sets))
    return week._replace(number=number, rir=deload_rir(plan, step, last, extra_rir), sets=sets)


def deload_rir(plan: PlanInput, step: Step, last: Week, extra_rir: int) -> Range:
    """Return the reps in reserve, without an upper end where the next lighter load leaves more than that."""
    rir = last.rir.plus(extra_rir)
    if step.load == last.step.load:
        return rir
    left = Progress((as_prescribed(plan, last.step),), plan.goal).most_reps(step.load) - step.reps
    return Range(rir.low, None) if left > rir.top + TOLERANCE else rir


def deload_text(plan: PlanInput, rule: FrozenProgression, step: Step, usual: Step) -> str:
    if step.rung < usual.rung:
        return f"{rule.week_text} Go 1 step back for it."
    if (step.reps, step.load) != (usual.reps, usual.load):
        return rule.week_text
    less = (
        "Make the movement smaller" if plan.equipment.always_available else "Use less resistance, or a smaller movement"
    )
    return f"{rule.week_text} {less}."


def easier_step(plan: PlanInput, step: Step, extra_rir: int) -> Step:
    """Return the reps or the load at which more reps stay in reserve."""
    fewer = step.reps - extra_rir
    if fewer >= plan.volume.reps.low:
        return step._replace(reps=fewer)
    if step.load is None or plan.loads is None:
        return step._replace(reps=plan.volume.reps.low, rung=max(0, step.rung - 1))
    goal = replace(plan.goal, reps=Range(plan.volume.reps.low, plan.volume.reps.low), rir=plan.goal.rir.plus(extra_rir))
    progress = Progress((as_prescribed(plan, step),), goal)
    lighter = plan.loads.heaviest_where(progress.carries, below=step.load)
    return step._replace(reps=plan.volume.reps.low, load=lighter or step.load)


def extra_sets(plan: PlanInput, number: int, last: Week) -> int:
    """Return how many weekly sets may be added by this week, within the caps and the trainee's minutes."""
    rule = plan.rule("extra-set")
    if rule is None or not rule.interval_weeks or not rule.interval_weeks.high or last.phase in {"ramp", "gate"}:
        return 0
    if last.reps.low > plan.volume.reps.top:
        return 0
    weekly = plan.planned_weekly_sets
    for _ in range((number - 1) // rule.interval_weeks.high):
        weekly += weekly * (rule.percent or 0) // 100
    extra_seconds = last.tempo.seconds - plan.prescription.tempo.seconds
    sets_per_session = plan.time_budget.max_sets(
        plan.volume.sets.low, plan.max_sets, plan.volume.reps.high or last.reps.low, extra_seconds
    )
    return max(0, min(weekly, plan.volume.cap, sets_per_session * plan.days) - last.weekly_sets)
