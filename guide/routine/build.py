"""The whole routine for one trainee."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from guide.notation import ProgressionCodes, Range, SafeHtml
from guide.routine.contraindications import Adaptation, ExcludedVariation, adaptations_for
from guide.routine.loads import StartLoad, start_load
from guide.routine.rulebook import (
    FrozenEquipment,
    FrozenLimit,
    FrozenPrescription,
    FrozenProgression,
    Rulebook,
    VariationLike,
)
from guide.routine.selection import Selection, VariationSelection, select
from guide.routine.session_time import SessionTime, SetTiming, TimeBudget, fit_time, set_timing
from guide.routine.trainee import Trainee
from guide.routine.volume import TrainingVolume, fit_volume
from guide.routine.weekly_plan import PlanInput, Week, plan_weeks


@dataclass(frozen=True)
class Routine:
    trainee: Trainee
    selection: Selection
    volume: TrainingVolume
    set_timing: SetTiming
    minutes_without_weeks: SessionTime
    progressions: tuple[FrozenProgression, ...]
    notes: tuple[str, ...]
    adaptations: tuple[Adaptation, ...]
    start_load: StartLoad | None
    course: PlanInput

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """Planned when they are first read: many routines are built only for their numbers."""
        return plan_weeks(self.course, self.trainee.weeks)

    @cached_property
    def minutes(self) -> SessionTime:
        """Of its sessions, also of those that get longer from week to week."""
        return self.minutes_without_weeks.with_weeks(week.minutes for week in self.weeks)

    @property
    def time_budget(self) -> TimeBudget:
        return self.course.time_budget

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
    def equal_variations(self) -> tuple[VariationLike, ...]:
        """Equal variations from the same equipment."""
        return tuple(other for other in self.selection.variation_selection.candidates if other != self.variation)

    @property
    def limits(self) -> tuple[FrozenLimit, ...]:
        return self.selection.limits

    @property
    def week(self) -> SafeHtml:
        """Where it stands in the session: in the words of what must be avoided, or else of the placement."""
        words = next((limit.week for limit in self.limits if limit.week), None)
        return words or self.prescription.placement.week

    @property
    def warm_up_sets(self) -> tuple[Range | None, SafeHtml]:
        """The easy sets before the first one that counts, and what to know of them."""
        placement = self.prescription.placement
        return placement.easy_sets, placement.easy_text

    @property
    def stricter_limit(self) -> FrozenLimit | None:
        """The limit that took the trainee to more careful prescriptions than those of the aim."""
        return self.selection.stricter_limit

    @property
    def hard_last_set(self) -> bool:
        """Whether the last set may go closer to the limit: only where the row says so and the kit is steady."""
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
        """Whether nothing harder is sought: something must be avoided, or the sets are not training."""
        return self.keep_load or not self.prescription.placement.counted

    @property
    def keep_load(self) -> bool:
        """Whether the load stays as it is while something must be avoided."""
        return any(limit.keep_load for limit in self.limits)


def build(trainee: Trainee, rulebook: Rulebook) -> Routine:
    """The routine for a trainee. Raises RulebookGap where the rulebook has a gap."""
    chosen = select(trainee, rulebook)
    row, variation = chosen.prescription, chosen.variation_selection.variation
    fitted, about_days, about_sets = fit_volume(row, trainee.days)
    pace = set_timing(row, variation.equipment, sided=rulebook.sided)
    dose, minutes = fit_time(fitted, trainee.minutes, row, pace)
    notes = about_days + (about_sets if dose.sets == fitted.sets else ())
    start = start_load(trainee, row.load, variation, rulebook.equipment)
    course = plan_input(trainee, chosen, TimeBudget(pace, dose, trainee.minutes), start, rulebook)
    return Routine(
        trainee=trainee,
        selection=chosen,
        volume=dose,
        set_timing=pace,
        minutes_without_weeks=minutes,
        progressions=course.rules,
        notes=routine_notes(trainee, row, chosen.variation_selection) + notes,
        adaptations=adaptations_for(chosen.limits, variation),
        start_load=start,
        course=course,
    )


def routine_notes(trainee: Trainee, row: FrozenPrescription, choice: VariationSelection) -> tuple[str, ...]:
    """What must be managed first, and what became of a variation that was picked."""
    notes: tuple[str, ...] = (row.entry_test,) if row.entry_test else ()
    if trainee.variation and trainee.variation != choice.variation.slug:
        notes += ("The variation you picked does not go with your other answers, so this is another one.",)
    return notes


def plan_input(
    trainee: Trainee, chosen: Selection, room: TimeBudget, start: StartLoad | None, rulebook: Rulebook
) -> PlanInput:
    row, variation = chosen.prescription, chosen.variation_selection.variation
    return PlanInput(
        prescription=row,
        volume=room.volume,
        equipment=variation.equipment,
        rules=progressions_for(row, variation.equipment, rulebook),
        load=start.weight if start else None,
        unit=trainee.unit,
        time_budget=room,
        keep_load=any(limit.keep_load for limit in chosen.limits),
    )


def select_progressions(
    rules: ProgressionCodes, equipment: FrozenEquipment, rulebook: Rulebook
) -> tuple[FrozenProgression, ...]:
    """The rules to follow; where a row offers two, the first is for weights, the second for the rest."""
    by_slug = {row.slug: row for row in rulebook.progressions}
    chosen = (by_slug[slug] for slug in rules.for_equipment(weighted=equipment.weighted) if slug in by_slug)
    return tuple(chosen) if equipment.weighted else tuple(without_load(rule, rulebook) for rule in chosen)


def without_load(rule: FrozenProgression, rulebook: Rulebook) -> FrozenProgression:
    """The same rule for kit that has no load to raise."""
    if rule.method != "reps-then-load":
        return rule
    return next((other for other in rulebook.progressions if other.method == "reps-then-tempo"), rule)


def progressions_for(
    row: FrozenPrescription, equipment: FrozenEquipment, rulebook: Rulebook
) -> tuple[FrozenProgression, ...]:
    """The rules of a row, and behind them what each leads to once it is done. Sets that stay easy lead nowhere."""
    found = list(select_progressions(row.progression, equipment, rulebook))
    for rule in found if row.placement.counted else ():
        following = select_progressions(rule.followed_by, equipment, rulebook) if rule.followed_by else ()
        found += [other for other in following if other not in found]
    return tuple(found)
