"""The whole routine for one trainee."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from guide.notation import Prose, Rules, Span
from guide.routine.contraindications import Changed, Removed, changed_by
from guide.routine.loads import StartLoad, start_load
from guide.routine.rulebook import Doable, Equipment, Limit, Prescription, Progression, Rulebook
from guide.routine.selection import Choice, Chosen, choose
from guide.routine.session_time import Minutes, Pace, Room, fit_minutes, pace_of
from guide.routine.trainee import Trainee
from guide.routine.volume import Dose, fit
from guide.routine.weekly_plan import Course, Week, weeks_of


@dataclass(frozen=True)
class Routine:
    trainee: Trainee
    chosen: Chosen
    dose: Dose
    pace: Pace
    minutes_without_weeks: Minutes
    progressions: tuple[Progression, ...]
    notes: tuple[str, ...]
    changed: tuple[Changed, ...]
    start: StartLoad | None
    course: Course

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """Planned when they are first read: many routines are built only for their numbers."""
        return weeks_of(self.course, self.trainee.weeks)

    @cached_property
    def minutes(self) -> Minutes:
        """Of its sessions, also of those that get longer from week to week."""
        return self.minutes_without_weeks.with_weeks(week.minutes for week in self.weeks)

    @property
    def room(self) -> Room:
        return self.course.room

    @property
    def prescription(self) -> Prescription:
        return self.chosen.row

    @property
    def placement_reason(self) -> str:
        return self.chosen.placement_reason

    @property
    def variation(self) -> Doable:
        return self.chosen.choice.variation

    @property
    def variation_reason(self) -> str:
        return self.chosen.choice.reason

    @property
    def removed(self) -> tuple[Removed, ...]:
        return self.chosen.choice.removed

    @property
    def instead(self) -> tuple[Doable, ...]:
        """Equal variations from the same equipment."""
        return tuple(other for other in self.chosen.choice.possible if other != self.variation)

    @property
    def limits(self) -> tuple[Limit, ...]:
        return self.chosen.limits

    @property
    def week(self) -> Prose:
        """Where it stands in the session: in the words of what must be avoided, or else of the placement."""
        words = next((limit.week for limit in self.limits if limit.week), None)
        return words or self.prescription.placement.week

    @property
    def easy(self) -> tuple[Span | None, Prose]:
        """The easy sets before the first one that counts, and what to know of them."""
        placement = self.prescription.placement
        return placement.easy_sets, placement.easy_text

    @property
    def careful(self) -> Limit | None:
        """The limit that took the trainee to more careful prescriptions than those of the aim."""
        return self.chosen.careful

    @property
    def hard_last_set(self) -> bool:
        """Whether the last set may go closer to the limit: only where the row says so and the kit is steady."""
        stable = self.variation.equipment.stable
        return self.prescription.last_set_rir is not None and stable and not self.limits

    @property
    def sets(self) -> Span:
        return self.dose.sets

    @property
    def reps(self) -> Span:
        return self.dose.reps

    @property
    def rest(self) -> Span:
        return self.dose.rest

    @property
    def days(self) -> Span:
        return self.dose.days

    @property
    def weekly_sets(self) -> Span:
        return self.dose.weekly

    @property
    def easy_going(self) -> bool:
        """Whether nothing harder is sought: something must be avoided, or the sets are not training."""
        return self.hold or not self.prescription.placement.counted

    @property
    def hold(self) -> bool:
        """Whether the load stays as it is while something must be avoided."""
        return any(limit.keep_load for limit in self.limits)


def build(trainee: Trainee, rulebook: Rulebook) -> Routine:
    """The routine for a trainee. Raises NoAnswer where the rulebook has a gap."""
    chosen = choose(trainee, rulebook)
    row, variation = chosen.row, chosen.choice.variation
    fitted, about_days, about_sets = fit(row, trainee.days)
    pace = pace_of(row, variation.equipment, sided=rulebook.sided)
    dose, minutes = fit_minutes(fitted, trainee.minutes, row, pace)
    notes = about_days + (about_sets if dose.sets == fitted.sets else ())
    start = start_load(trainee, row.load, variation, rulebook.equipment)
    course = course_of(trainee, chosen, Room(pace, dose, trainee.minutes), start, rulebook)
    return Routine(
        trainee=trainee,
        chosen=chosen,
        dose=dose,
        pace=pace,
        minutes_without_weeks=minutes,
        progressions=course.rules,
        notes=all_notes(trainee, row, chosen.choice) + notes,
        changed=changed_by(chosen.limits, variation),
        start=start,
        course=course,
    )


def all_notes(trainee: Trainee, row: Prescription, choice: Choice) -> tuple[str, ...]:
    """What must be managed first, and what became of a variation that was picked."""
    notes = (row.entry_test,) if row.entry_test else ()
    if trainee.variation and trainee.variation != choice.variation.slug:
        notes += ("The variation you picked does not go with your other answers, so this is another one.",)
    return notes


def course_of(trainee: Trainee, chosen: Chosen, room: Room, start: StartLoad | None, rulebook: Rulebook) -> Course:
    row, variation = chosen.row, chosen.choice.variation
    return Course(
        row=row,
        dose=room.dose,
        kit=variation.equipment,
        rules=rules_of(row, variation.equipment, rulebook),
        load=start.weight if start else None,
        unit=trainee.unit,
        room=room,
        hold=any(limit.keep_load for limit in chosen.limits),
    )


def choose_progressions(rules: Rules, equipment: Equipment, rulebook: Rulebook) -> tuple[Progression, ...]:
    """The rules to follow; where a row offers two, the first is for weights, the second for the rest."""
    by_slug = {row.slug: row for row in rulebook.progressions}
    chosen = (by_slug[slug] for slug in rules.choose(weighted=equipment.weighted) if slug in by_slug)
    return tuple(chosen) if equipment.weighted else tuple(without_load(rule, rulebook) for rule in chosen)


def without_load(rule: Progression, rulebook: Rulebook) -> Progression:
    """The same rule for kit that has no load to raise."""
    if rule.method != "reps-then-load":
        return rule
    return next((other for other in rulebook.progressions if other.method == "reps-then-tempo"), rule)


def rules_of(row: Prescription, equipment: Equipment, rulebook: Rulebook) -> tuple[Progression, ...]:
    """The rules of a row, and behind them what each leads to once it is done. Sets that stay easy lead nowhere."""
    found = list(choose_progressions(row.progression, equipment, rulebook))
    for rule in found if row.placement.counted else ():
        following = choose_progressions(rule.followed_by, equipment, rulebook) if rule.followed_by else ()
        found += [other for other in following if other not in found]
    return tuple(found)
