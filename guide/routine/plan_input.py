"""What the weekly plan and the next session are made from: a prescription fitted to one trainee."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from guide.notation import Rung, Tempo, Weight
from guide.routine.loads import LoadSteps
from guide.routine.progression import Step
from guide.routine.rulebook import FrozenEquipment, FrozenPrescription, FrozenProgression
from guide.routine.session_time import TimeBudget
from guide.routine.strength import MAX_WAITED_REPS, Goal, reps_carried, single_lift
from guide.routine.trainee import MAX_RUNGS
from guide.routine.volume import TrainingVolume

NO_EXTRA = Tempo(0, 0, 0)
MAX_CLIMB_WEEKS = 6
FEWEST_BRIDGE_REPS = 5
HEAVIEST = "This is as heavy as it gets here. Keep it up. Go on once you have more minutes or a heavier load."
KEEP = "Stay at these reps, done the same way. Do more only after a professional's yes."
HARDEST = "This is as hard as it gets here. Keep it up. {} would take you further."


@dataclass(frozen=True)
class PlanInput:
    prescription: FrozenPrescription
    volume: TrainingVolume
    equipment: FrozenEquipment
    rules: tuple[FrozenProgression, ...]
    time_budget: TimeBudget
    keep_load: bool = False  # a limit rules out heavier loads
    load: Weight | None = None  # to start with
    first_reps: int | None = None  # None for the fewest of the range
    former_load: Weight | None = None  # used before
    loads: LoadSteps | None = None
    harder: str = ""  # the title of the next harder variation that suits the trainee

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

    @property
    def progression(self) -> FrozenProgression | None:
        """The rule by which reps and load rise; None if they stay."""
        if self.rule("hold") or not self.prescription.placement.counted:
            return None
        return self.rule("reps-then-load", "reps-then-tempo")

    @cached_property
    def ladder(self) -> tuple[Rung, ...]:
        """Harder ways without a heavier load, as far as the trainee's minutes allow them."""
        rule = self.progression
        if rule is None or self.keep_load:
            return ()
        if rule.step and self.loads is None:
            return (Rung(NO_EXTRA, rule.step_up(self.load)),) * MAX_RUNGS
        rungs = tuple(rung for rung in self.equipment.ladder or rule_ladder(self, rule) if self.has_time_for(rung))
        # After more resistance, the ladder begins again.
        return rungs if rule.step or self.equipment.ladder else rungs * (MAX_RUNGS // max(1, len(rungs)))

    def has_time_for(self, rung: Rung) -> bool:
        max_reps = self.time_budget.max_reps(rung.extra.seconds)
        return max_reps is None or max_reps >= self.volume.reps.top or not rung.extra.seconds

    def max_reps(self, extra_seconds: int = 0) -> int:
        """Return the most reps by the rule of progression and the trainee's minutes, at least the top of the range."""
        rule, by_minutes = self.progression, self.time_budget.max_reps(extra_seconds)
        by_rule = (rule.most_reps if rule else None) or self.volume.reps.top
        return max(self.volume.reps.top, by_rule if by_minutes is None else min(by_rule, by_minutes))

    @cached_property
    def goal(self) -> Goal:
        rule, reps = self.progression, self.volume.reps
        return Goal(
            reps=reps,
            rir=self.prescription.rir,
            days=self.days,
            sessions=(rule.sessions if rule else None) or 1,
            max_reps=self.max_reps(),
            rung_max_reps=tuple(self.max_reps(rung.extra.seconds) for rung in self.ladder),
            loads=self.loads,
            rungs=len(self.ladder),
            # A wide range is climbed in the same time as a usual one.
            reps_per_week=max(
                (rule.reps_per_week if rule else None) or 1, ceil((reps.top - reps.low) / MAX_CLIMB_WEEKS)
            ),
            percent=(rule.step.high if rule and rule.step else None) or 10,
            returning=self.rule("ramp") is not None,
            keep_load=self.keep_load,
        )

    def tempo(self, rung: int) -> Tempo:
        return self.prescription.tempo.plus(self.ladder[rung - 1].extra if rung else NO_EXTRA)


def rule_ladder(plan: PlanInput, rule: FrozenProgression) -> tuple[Rung, ...]:
    """Lower more slowly, step by step; then, without weights, take more resistance."""
    room = (rule.max_lowering or 0) - plan.prescription.tempo.lower
    slower = range(rule.tempo_step, room + 1, rule.tempo_step) if rule.tempo_step else ()
    rungs = tuple(Rung(Tempo(0, 0, seconds), rule.slower_text) for seconds in slower)
    return rungs if rule.step else (*rungs, Rung(NO_EXTRA, rule.step_text))


def step_text(plan: PlanInput, rule: FrozenProgression, step: Step) -> str:
    """Say what changes, and what ends it if nothing does."""
    next_load = f"{step.waits_for} {plan.loads.unit}" if step.waits_for and plan.loads else ""
    lines = {
        "start": rule.start_text if step.reps == plan.volume.reps.low else "Start with this load and these reps.",
        "climb": rule.week_text if plan.goal.reps_per_week == 1 else "Same load, 1-2 more reps in each set.",
        "heavier": rule.step_text,
        "back": "Back up to a load that you have used before.",
        "jump": "That was far too light for you, so this is a bigger step.",
        "harder": plan.ladder[step.rung - 1].text if step.rung else rule.step_text,
        "bridge": f"{next_load} is too big a step as yet: {bridge_text(plan, step, next_load, plate=True)}",
        "wait": wait_text(plan, step, next_load),
        "ceiling": HEAVIEST if plan.loads else hardest_text(plan),
        "extend": extend_text(plan, rule, step, next_load),
    }
    fixed = plan.goal.reps.low == plan.goal.top  # by few minutes
    stay = KEEP if plan.keep_load else (rule.full_text if fixed else "") or rule.stay_text
    return lines.get(step.change) or stay


def hardest_text(plan: PlanInput) -> str:
    """Say what would go on where the ladder ends: more minutes if they cut it, a harder variation, equipment."""
    further = f"the {plan.harder}" if plan.harder else "more equipment"
    further = further if all(map(plan.has_time_for, plan.equipment.ladder or ())) else f"more minutes or {further}"
    return HARDEST.format(further[0].upper() + further[1:])


def wait_text(plan: PlanInput, step: Step, next_load: str) -> str:
    """Say what ends the wait for the next load."""
    spare = step.reps_needed - step.reps
    if step.waits_for and plan.loads and plan.loads.at_or_below(step.waits_for.amount) != step.waits_for.amount:
        next_load += " (with a small plate)"
    if spare > MAX_WAITED_REPS:
        return f"{next_load} is too big a step as yet: {bridge_text(plan, step, next_load)}"
    return f"Stay at this load. Take {next_load} once {spare} clean reps are left after {step.reps}."


def bridge_text(plan: PlanInput, step: Step, next_load: str, *, plate: bool = False) -> str:
    """Say how to bridge the gap to the next load: with a small plate, or set by set if it can be lifted a few times."""
    how = "stay at this load and lower more slowly. Once that is easy, use equipment with smaller steps."
    if step.load and step.waits_for and plan.loads:
        strength = single_lift(plan.loads.total_load(step.load), step.reps + plan.goal.max_rir)
        if reps_carried(strength, plan.loads.total_load(step.waits_for)) - plan.goal.max_rir >= FEWEST_BRIDGE_REPS:
            how = f"take {next_load} for the first set only, and for 1 set more each week."
    return f"add a small plate. Without one, {how}" if plate else how


def extend_text(plan: PlanInput, rule: FrozenProgression, step: Step, next_load: str) -> str:
    """Say why reps go beyond the range, and at which number the next load fits."""
    enough = max(step.reps, step.reps_needed - plan.goal.max_rir)
    is_first = step.reps <= plan.goal.top + 1
    text = (rule.large_step_text if next_load else rule.heaviest_text) if is_first else rule.week_text
    if next_load and enough <= plan.goal.max_reps:
        return f"{text} {next_load} fits at {enough}."
    if not next_load or not is_first or not (step.load and plan.loads):
        return text or rule.week_text
    how = bridge_text(plan, step._replace(reps=plan.goal.max_reps), next_load, plate=not plan.loads.limb)
    return f"{text} {next_load} is too big a step even then: {how}"
