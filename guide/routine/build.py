"""Build a trainee's routine from the rulebook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from guide.notation import ProgressionCodes, Range, SafeHtml
from guide.routine.contraindications import Adaptation, ExcludedVariation, adaptations_for, with_safety_notices
from guide.routine.loads import StartLoad, load_steps, start_load
from guide.routine.plan_input import PlanInput
from guide.routine.progression import Step, first_step
from guide.routine.rulebook import (
    FrozenEquipment,
    FrozenLimit,
    FrozenPrescription,
    FrozenProgression,
    Rulebook,
    VariationLike,
)
from guide.routine.selection import Selection, select
from guide.routine.session_time import SessionTime, SetTiming, TimeBudget, fit_time, set_timing
from guide.routine.trainee import LoggedSet, Trainee
from guide.routine.volume import TrainingVolume, fit_volume, spread_over_days
from guide.routine.weekly_plan import Week, plan_weeks


@dataclass(frozen=True)
class Routine:
    trainee: Trainee
    selection: Selection
    volume: TrainingVolume
    set_timing: SetTiming
    base_minutes: SessionTime  # at the prescribed reps and tempo
    progressions: tuple[FrozenProgression, ...]
    notes: tuple[str, ...]
    adaptations: tuple[Adaptation, ...]
    start_load: StartLoad | None
    plan: PlanInput

    # Planned on first use, since the check of all combinations builds many routines and needs only their numbers.
    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        return plan_weeks(self.plan, self.trainee.weeks)

    @cached_property
    def minutes(self) -> SessionTime:
        """Duration of a session, over all weeks of the plan."""
        return self.base_minutes.extended_to(week.minutes for week in self.weeks)

    @property
    def prescription(self) -> FrozenPrescription:
        return self.selection.prescription

    @property
    def placement_reason(self) -> str:
        return self.selection.placement_reason

    @property
    def variation(self) -> VariationLike:
        return self.selection.variation_selection.variation

    @property
    def variation_reason(self) -> str:
        return self.selection.variation_selection.reason

    @property
    def excluded(self) -> tuple[ExcludedVariation, ...]:
        return self.selection.variation_selection.excluded

    @property
    def alternative_variations(self) -> tuple[VariationLike, ...]:
        """Other variations that fit the trainee's equipment and limits."""
        return tuple(other for other in self.selection.variation_selection.candidates if other != self.variation)

    @property
    def changes(self) -> tuple[Adaptation, ...]:
        """The adaptations that change how the variation is done."""
        return tuple(adaptation for adaptation in self.adaptations if not adaptation.effect.unchanged)

    @property
    def limits(self) -> tuple[FrozenLimit, ...]:
        return self.selection.limits

    @property
    def safety_notices(self) -> tuple[FrozenLimit, ...]:
        return with_safety_notices(self.limits)

    @property
    def week(self) -> SafeHtml:
        """When to do the exercise in the session: the text of a limit if it has one, otherwise of the placement."""
        return next((limit.week for limit in self.limits if limit.week), self.prescription.placement.week)

    @property
    def warm_up_sets(self) -> tuple[Range | None, SafeHtml]:
        """The number of warm-up sets and the text about them."""
        placement = self.prescription.placement
        was_cut = placement.easy_sets and not self.set_timing.max_warm_up_sets
        return (None, SafeHtml("")) if was_cut else (placement.easy_sets, placement.easy_text)

    @property
    def stricter_limit(self) -> FrozenLimit | None:
        """The limit whose more cautious aim replaced the trainee's own; None if none did."""
        return self.selection.stricter_limit

    @property
    def hard_last_set(self) -> bool:
        """Whether the last set may have fewer reps in reserve: only with stable equipment and nothing to avoid."""
        stable = self.variation.equipment.stable
        return self.prescription.last_set_rir is not None and stable and not self.limits

    @property
    def sets(self) -> Range:
        return self.volume.sets

    @property
    def reps(self) -> Range:
        return self.volume.reps

    @property
    def rest(self) -> Range:
        return self.volume.rest

    @property
    def days(self) -> Range:
        return self.volume.days

    @property
    def weekly_sets(self) -> Range:
        return self.volume.weekly_sets

    @property
    def is_maintenance(self) -> bool:
        """Whether the routine never gets harder: because of a limit, or because it consists of warm-up sets."""
        return self.keep_load or not self.prescription.placement.counted

    @property
    def keep_load(self) -> bool:
        return self.plan.keep_load


def build(trainee: Trainee, rulebook: Rulebook) -> Routine:
    """Build the routine. Raises RulebookGap if the rulebook has no row for these answers."""
    selection = select(trainee, rulebook)
    prescription, variation = selection.prescription, selection.variation_selection.variation
    full_volume, day_notes, set_notes = fit_volume(prescription, trainee.days, trainee.other_sets)
    timing = set_timing(prescription, variation.equipment, sided=rulebook.sided)
    volume, minutes, timing = fit_time(full_volume, trainee.minutes, prescription, timing)
    volume, spread_notes = spread_over_days(volume, full_volume, prescription, trainee.days)
    volume_notes = day_notes + (set_notes if volume.sets == full_volume.sets else ())
    start = start_load(trainee, prescription.load, variation, rulebook.equipment)
    plan = make_plan_input(trainee, selection, TimeBudget(timing, volume, trainee.minutes), start, rulebook)
    if start and start.weight and not plan.keep_load:
        start, plan = start_from_reps_done(trainee, start, plan)
    return Routine(
        trainee=trainee,
        selection=selection,
        volume=volume,
        set_timing=timing,
        base_minutes=minutes,
        progressions=plan.rules,
        notes=selection_notes(trainee, prescription, variation) + volume_notes + spread_notes,
        adaptations=adaptations_for(selection.limits, variation),
        start_load=start,
        plan=plan,
    )


def start_from_reps_done(trainee: Trainee, start: StartLoad, plan: PlanInput) -> tuple[StartLoad, PlanInput]:
    """Choose the first load and reps from the reps that the trainee does now, if they are known."""
    if trainee.reps is None or trainee.reps_left is None:
        return start, plan
    step = careful_first_step(trainee, plan)
    note = first_step_note(step, trainee)
    return replace(start, weight=step.load, note=note), replace(plan, load=step.load, first_reps=step.reps)


def careful_first_step(trainee: Trainee, plan: PlanInput) -> Step:
    """Return the load and reps to start with, from those done now.

    With something to avoid, and before steady form, they are no heavier than the share of a careful start.
    """
    is_careful = bool(trainee.limits) or plan.rule("ramp", "gate") is not None
    step = first_step(LoggedSet(trainee.reps or 0, trainee.reps_left or 0, trainee.load), plan.goal)
    if is_careful and step.load and plan.load and trainee.load and trainee.load > plan.load < step.load:
        return Step("start", plan.volume.reps.low, plan.load)
    return step


def first_step_note(step: Step, trainee: Trainee) -> str:
    done = f"You do {trainee.reps} reps with {trainee.load} {trainee.unit} and have {trainee.reps_left} left"
    if trainee.load and step.load and step.change == "start" and step.load < trainee.load:
        return f"{done}. A careful start takes less: {step.reps} reps with this."
    change = {"jump": "too light for this routine", "lighter": "too heavy for this routine"}.get(step.change)
    return f"{done}. That is {change}, so start with this." if change else f"{done}. Start with {step.reps} reps."


def selection_notes(trainee: Trainee, prescription: FrozenPrescription, variation: VariationLike) -> tuple[str, ...]:
    notes: tuple[str, ...] = (prescription.entry_test,) if prescription.entry_test else ()
    if trainee.variation and trainee.variation != variation.slug:
        notes += ("The variation you picked does not go with your other answers, so this is another one.",)
    return notes


def make_plan_input(
    trainee: Trainee, selection: Selection, time_budget: TimeBudget, start: StartLoad | None, rulebook: Rulebook
) -> PlanInput:
    prescription, variation = selection.prescription, selection.variation_selection.variation
    equipment, others = variation.equipment, selection.variation_selection.candidates
    load = start.weight if start else None
    return PlanInput(
        prescription=prescription,
        volume=time_budget.volume,
        equipment=equipment,
        rules=progressions_for(prescription, equipment, rulebook),
        time_budget=time_budget,
        keep_load=any(limit.keep_load for limit in selection.limits),
        load=load,
        former_load=trainee.load if load else None,
        loads=load_steps(equipment, trainee, trainee.load) if load and trainee.load else None,
        harder=next((row.title.lower() for row in others if row.slug == variation.harder), ""),
    )


def select_progressions(
    codes: ProgressionCodes, equipment: FrozenEquipment, rulebook: Rulebook
) -> tuple[FrozenProgression, ...]:
    by_slug = {rule.slug: rule for rule in rulebook.progressions}
    rules = (by_slug[slug] for slug in codes.for_equipment(weighted=equipment.weighted) if slug in by_slug)
    return tuple(rules) if equipment.weighted else tuple(replace_load_with_tempo(rule, rulebook) for rule in rules)


def replace_load_with_tempo(rule: FrozenProgression, rulebook: Rulebook) -> FrozenProgression:
    """Return the progression by tempo instead of a progression by load."""
    if rule.method != "reps-then-load":
        return rule
    return next((other for other in rulebook.progressions if other.method == "reps-then-tempo"), rule)


def progressions_for(
    prescription: FrozenPrescription, equipment: FrozenEquipment, rulebook: Rulebook
) -> tuple[FrozenProgression, ...]:
    """Return the progressions of a prescription, then those that follow them. Nothing follows for warm-up sets."""
    rules = list(select_progressions(prescription.progression, equipment, rulebook))
    if prescription.placement.counted:
        # The list grows during the loop, so the loop also reaches the rules that it adds.
        for rule in rules:
            following = select_progressions(rule.followed_by, equipment, rulebook) if rule.followed_by else ()
            rules += [other for other in following if other not in rules]
    return tuple(rules)
