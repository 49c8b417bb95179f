"""The weekly plan: sets, reps and load of each week.

A ramp comes first, then a gate (weeks at the lowest reps), then double progression. Deload weeks come in between.
Extra sets are offered but never part of the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from guide.notation import Range, Tempo, Weight
from guide.routine.double_progression import DoubleProgression, ProgressionState, next_week
from guide.routine.rulebook import FrozenEquipment, FrozenPrescription, FrozenProgression
from guide.routine.session_time import TimeBudget
from guide.routine.volume import TrainingVolume, distribute_sets


class Week(NamedTuple):
    number: int
    # "ramp", "gate", "hold", "start", "climb", "stay", "step", "beyond", "heaviest", "slower", "full" or "deload"
    phase: str
    sets: tuple[int, ...]  # of each session, most first
    reps: Range
    rir: Range
    load: Weight | None
    tempo: Tempo
    minutes: int  # of the longest session, at most
    text: str
    rule: str
    minutes_needed: int | None = None  # to progress further, if the trainee's minutes do not suffice
    extra_sets: int = 0  # may be added this week if reps and load have stalled

    @property
    def weekly_sets(self) -> int:
        return sum(self.sets)


@dataclass(frozen=True)
class PlanInput:
    prescription: FrozenPrescription
    volume: TrainingVolume
    equipment: FrozenEquipment
    rules: tuple[FrozenProgression, ...]
    load: Weight | None
    unit: str
    time_budget: TimeBudget
    keep_load: bool  # a limit rules out heavier loads

    @property
    def days(self) -> int:
        return self.volume.days.low

    @property
    def planned_weekly_sets(self) -> int:
        return min(self.volume.sets.low * self.days, self.volume.cap)

    @property
    def max_sets(self) -> int:
        """The most sets in one session that the evidence supports."""
        supported = self.prescription.placement.sets or self.prescription.sets
        return max(self.volume.sets.low, supported.high or 0)

    def rule(self, *methods: str) -> FrozenProgression | None:
        return next((rule for rule in self.rules if rule.method in methods), None)


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
    volume, ramp, gate = plan.volume, plan.rule("ramp"), plan.rule("gate")
    lowest_reps = Range(volume.reps.low, volume.reps.low)
    if ramp:
        for percentage in ramp.ramp_percentages or ():
            weekly = max(1, plan.planned_weekly_sets * percentage // 100)
            yield make_week(plan, "ramp", ramp, lowest_reps, ramp.week_text, weekly=weekly)
    if gate:
        for _ in range(ceil((gate.sessions or 0) / plan.days)):
            yield make_week(plan, "gate", gate, lowest_reps, gate.week_text)
    rule = plan.rule("reps-then-load", "reps-then-tempo")
    if rule is None or plan.rule("hold") or not plan.prescription.placement.counted:
        yield from maintenance_weeks(plan)
    else:
        yield from progression_weeks(plan, rule)


def maintenance_weeks(plan: PlanInput) -> Iterator[Week]:
    rule = plan.rule("hold") or plan.rule("gate") or plan.rule("ramp")
    text = rule.week_text if rule and rule.method == "hold" else "Same sets and reps, in good form."
    while True:
        yield make_week(plan, "hold", rule, plan.volume.reps, text)


def progression_weeks(plan: PlanInput, rule: FrozenProgression) -> Iterator[Week]:
    progression = DoubleProgression(
        reps=plan.volume.reps,
        rule=rule,
        equipment=plan.equipment,
        unit=plan.unit,
        days=plan.days,
        keep_load=plan.keep_load,
        time_budget=plan.time_budget,
        prescribed_lowering=plan.prescription.tempo.lower,
    )
    state = ProgressionState("start", plan.volume.reps.low, plan.load)
    while True:
        yield make_week(plan, state.phase, rule, Range(state.reps, state.reps), state.text(rule), state=state)
        state = next_week(state, progression)


def make_week(
    plan: PlanInput,
    phase: str,
    rule: FrozenProgression | None,
    reps: Range,
    text: str,
    *,
    weekly: int | None = None,
    state: ProgressionState | None = None,
) -> Week:
    sets = tuple(count for count in distribute_sets(weekly or plan.planned_weekly_sets, plan.days) if count)
    extra_lowering = state.extra_lowering if state else 0
    return Week(
        number=0,
        phase=phase,
        sets=sets,
        reps=reps,
        rir=plan.prescription.rir,
        load=(state and state.load) or plan.load,
        tempo=plan.prescription.tempo.slower(extra_lowering),
        minutes=plan.time_budget.minutes_for(max(sets), reps.top, extra_lowering),
        minutes_needed=state.minutes_needed if state else None,
        text=text,
        rule=rule.slug if rule else "",
    )


def is_deload_week(rule: FrozenProgression, number: int) -> bool:
    return bool(rule.interval_weeks and rule.interval_weeks.high and number % rule.interval_weeks.high == 0)


def deload_week(plan: PlanInput, rule: FrozenProgression, number: int, last: Week) -> Week:
    """Return a week with fewer sets and more reps in reserve. Days, reps and load stay those of the last week."""
    weekly = max(len(last.sets), last.weekly_sets * (rule.percent or 100) // 100)
    extra_rir = rule.extra_rir or 0
    rir = Range(last.rir.low + extra_rir, last.rir.high + extra_rir if last.rir.high is not None else None)
    sets = distribute_sets(weekly, len(last.sets))
    minutes = plan.time_budget.minutes_for(max(sets), last.reps.top, last.tempo.lower - plan.prescription.tempo.lower)
    deload = last._replace(number=number, phase="deload", sets=sets, rir=rir, minutes=minutes, minutes_needed=None)
    return deload._replace(text=rule.week_text, rule=rule.slug, extra_sets=0)


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
    extra_lowering = last.tempo.lower - plan.prescription.tempo.lower
    sets_per_session = plan.time_budget.max_sets(
        plan.volume.sets.low, plan.max_sets, plan.volume.reps.high or last.reps.low, extra_lowering
    )
    return max(0, min(weekly, plan.volume.cap, sets_per_session * plan.days) - last.weekly_sets)
