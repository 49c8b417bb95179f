"""The weeks: what the rules of progress make of a dose, week by week.

A ramp comes first, then the gate, then reps climb and the load steps up. An easier week
stands in for one of these, and one more set is offered, never planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import NamedTuple

from guide.notation import Range, Tempo, Weight
from guide.routine.double_progression import ProgressionRule, ProgressionState, initial_state, next_week
from guide.routine.rulebook import FrozenEquipment, FrozenPrescription, FrozenProgression
from guide.routine.session_time import TimeBudget
from guide.routine.volume import TrainingVolume, distribute_sets


class Week(NamedTuple):
    number: int
    phase: str
    """ "ramp", "gate", "hold", "start", "climb", "stay", "step", "beyond", "heaviest", "slower", "full" or "easier"."""
    sets: tuple[int, ...]
    """The sets of each session, the longer session first."""
    reps: Range
    rir: Range
    load: Weight | None
    tempo: Tempo
    minutes: int
    """How long its longest session takes at most."""
    text: str
    rule: str
    minutes_needed: int | None = None
    """The minutes that it would take to go on, where there are too few."""
    extra_sets: int = 0
    """Sets that may be added this week if reps and load have stalled."""

    @property
    def weekly_sets(self) -> int:
        return sum(self.sets)


@dataclass(frozen=True)
class PlanInput:
    """Everything that the weeks are made from."""

    prescription: FrozenPrescription
    volume: TrainingVolume
    equipment: FrozenEquipment
    rules: tuple[FrozenProgression, ...]
    load: Weight | None
    unit: str
    time_budget: TimeBudget
    keep_load: bool
    """Whether something the trainee must avoid keeps the load where it is."""

    @property
    def days(self) -> int:
        return self.volume.days.low

    @cached_property
    def planned_weekly_sets(self) -> int:
        """The weekly sets that the plan keeps."""
        return min(self.volume.sets.low * self.days, self.volume.cap)

    @cached_property
    def max_sets(self) -> int:
        """The most sets of one session, by the facts."""
        return max(
            self.volume.sets.low,
            (self.prescription.placement.sets or self.prescription.sets).high or self.volume.sets.low,
        )

    @cached_property
    def deload_rule(self) -> FrozenProgression | None:
        return self.rule("easier-week")

    @cached_property
    def extra_set_rule(self) -> FrozenProgression | None:
        return self.rule("extra-set")

    def rule(self, *methods: str) -> FrozenProgression | None:
        return next((rule for rule in self.rules if rule.method in methods), None)


def plan_weeks(course: PlanInput, count: int) -> tuple[Week, ...]:
    """The weeks from the first on, with the easier ones in their place."""
    planned = planned_weeks(course)
    rule, last = course.deload_rule, None
    weeks: list[Week] = []
    for number in range(1, count + 1):
        if last and rule and is_deload_week(rule, number):
            weeks.append(deload_week(course, rule, number, last))
        else:
            last = next(planned)
            weeks.append(last._replace(number=number, extra_sets=extra_sets(course, number, last)))
    return tuple(weeks)


def planned_weeks(course: PlanInput) -> Iterator[Week]:
    """Week after week as if none were easier; it does not end."""
    dose, ramp, gate = course.volume, course.rule("ramp"), course.rule("gate")
    bottom = Range(dose.reps.low, dose.reps.low)
    if ramp:
        for share in ramp.ramp_percentages or ():
            weekly = max(1, course.planned_weekly_sets * share // 100)
            yield make_week(course, "ramp", ramp, bottom, ramp.week_text, weekly=weekly)
    if gate:
        for _ in range(ceil((gate.sessions or 0) / course.days)):
            yield make_week(course, "gate", gate, bottom, gate.week_text)
    climbing = course.rule("reps-then-load", "reps-then-tempo")
    if climbing is None or course.rule("hold") or not course.prescription.placement.counted:
        yield from maintenance_weeks(course)
    else:
        yield from progression_weeks(course, climbing)


def maintenance_weeks(course: PlanInput) -> Iterator[Week]:
    rule = course.rule("hold") or course.rule("gate") or course.rule("ramp")
    line = rule.week_text if rule and rule.method == "hold" else "Same sets and reps, in good form."
    while True:
        yield make_week(course, "hold", rule, course.volume.reps, line)


def progression_weeks(course: PlanInput, rule: FrozenProgression) -> Iterator[Week]:
    climb = initial_state(course.volume.reps, course.load)
    lowering = course.prescription.tempo.lower
    climber = ProgressionRule(
        course.volume.reps,
        rule,
        course.equipment,
        course.unit,
        course.days,
        course.keep_load,
        course.time_budget,
        lowering,
    )
    while True:
        yield make_week(course, climb.phase, rule, Range(climb.reps, climb.reps), climb.text(rule), state=climb)
        climb = next_week(climb, climber)


def make_week(
    plan: PlanInput,
    phase: str,
    rule: FrozenProgression | None,
    reps: Range,
    line: str,
    *,
    weekly: int | None = None,
    state: ProgressionState | None = None,
) -> Week:
    spread_out = distribute_sets(plan.planned_weekly_sets if weekly is None else weekly, plan.days)
    sets, slower = tuple(count for count in spread_out if count), state.extra_lowering if state else 0
    return Week(
        number=0,
        phase=phase,
        sets=sets,
        reps=reps,
        rir=plan.prescription.rir,
        load=(state and state.load) or plan.load,
        tempo=plan.prescription.tempo.slower(slower),
        minutes=plan.time_budget.minutes_for(max(sets), reps.high or reps.low, slower),
        minutes_needed=state.minutes_needed if state else None,
        text=line,
        rule=rule.slug if rule else "",
    )


def is_deload_week(rule: FrozenProgression, number: int) -> bool:
    return bool(rule.interval_weeks and rule.interval_weeks.high and number % rule.interval_weeks.high == 0)


def deload_week(course: PlanInput, rule: FrozenProgression, number: int, last: Week) -> Week:
    """Fewer sets and more reps in reserve on the same days; reps and load stay where they were."""
    weekly = max(len(last.sets), last.weekly_sets * (rule.percent or 100) // 100)
    more = rule.extra_rir or 0
    rir = Range(last.rir.low + more, last.rir.high + more if last.rir.high is not None else None)
    sets = distribute_sets(weekly, len(last.sets))
    takes = course.time_budget.minutes_for(
        max(sets), last.reps.high or last.reps.low, last.tempo.lower - course.prescription.tempo.lower
    )
    easier = last._replace(number=number, phase="easier", sets=sets, rir=rir, minutes=takes, minutes_needed=None)
    return easier._replace(text=rule.week_text, rule=rule.slug, extra_sets=0)


def extra_sets(course: PlanInput, number: int, last: Week) -> int:
    """How many sets more the rule allows by now: a share every few weeks, within every cap."""
    rule = course.extra_set_rule
    if rule is None or not rule.interval_weeks or not rule.interval_weeks.high or last.phase in {"ramp", "gate"}:
        return 0
    if last.reps.low > (course.volume.reps.high or course.volume.reps.low):
        return 0
    weekly = course.planned_weekly_sets
    for _ in range((number - 1) // rule.interval_weeks.high):
        weekly += weekly * (rule.percent or 0) // 100
    slower = last.tempo.lower - course.prescription.tempo.lower
    a_session = course.time_budget.max_sets(
        course.volume.sets.low, course.max_sets, course.volume.reps.high or last.reps.low, slower
    )
    return max(0, min(weekly, course.volume.cap, a_session * course.days) - last.weekly_sets)
