"""Check that every combination of answers leads to a routine, with numbers within the evidence ranges and the caps.

Combinations with the same outcome are checked once: first the prescriptions that answers lead to, then the variations,
then the numbers of each prescription with each kind of equipment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, product
from typing import Any

from guide.notation import Range, Rung
from guide.routine.build import progressions_for
from guide.routine.contraindications import selected_limits
from guide.routine.plan_input import PlanInput
from guide.routine.rulebook import FrozenEquipment, FrozenPrescription, FrozenProgression, Rulebook, VariationLike
from guide.routine.selection import find_prescription, select_aim, select_placement, select_variation
from guide.routine.session_time import TimeBudget, fit_time, set_timing
from guide.routine.strength import Goal
from guide.routine.trainee import WEEK_COUNTS, RulebookGap, Trainee
from guide.routine.volume import TrainingVolume, fit_volume
from guide.routine.weekly_plan import plan_weeks

DAYS = (None, 1, 2, 3, 4, 5, 6, 7)
MINUTES = (None, 1, 5, 8, 10, 12, 15, 20, 30)


@dataclass(frozen=True)
class CoverageIssue:
    """A fault of the rulebook, and the row to correct."""

    category: str  # "gap", "contradiction" or "unused"
    kind: str
    slug: str
    message: str


@dataclass(frozen=True)
class Coverage:
    combinations: int
    issues: tuple[CoverageIssue, ...]

    @property
    def blocking(self) -> tuple[CoverageIssue, ...]:
        return tuple(issue for issue in self.issues if issue.category != "unused")


# Slugs stand for rows because they are fast to compare.
PrescriptionWithLimits = tuple[str, frozenset[str]]
PrescriptionWithVariation = tuple[str, str]
Ladder = tuple[Rung, ...]


def check_coverage(rulebook: Rulebook) -> Coverage:
    issues: dict[CoverageIssue, None] = dict.fromkeys(equipment_without_variation(rulebook))
    with_limits = split_issues(reachable_prescriptions(rulebook), issues)
    with_variations = split_issues(reachable_variations(with_limits, rulebook), issues)
    rows = {row.slug: row for row in rulebook.prescriptions}
    variations = {variation.slug: variation for variation in rulebook.variations}
    # Without a load, equipment affects the numbers only by having weights, by the time to change sides and its ladder.
    cases: dict[tuple[str, bool], dict[tuple[int | None, Any], FrozenEquipment]] = defaultdict(dict)
    for row, variation in sorted(with_variations):
        equipment = variations[variation].equipment
        cases[row, equipment.weighted].setdefault((equipment.side_switch_seconds, equipment.ladder), equipment)
    for (row, _), equipment_kinds in cases.items():
        issues |= dict.fromkeys(number_issues(rows[row], tuple(equipment_kinds.values()), rulebook))
    used_rows, used_variations = {row for row, _ in with_limits}, {variation for _, variation in with_variations}
    issues |= dict.fromkeys(unused_rows(used_rows, used_variations, rulebook))
    return Coverage(count_combinations(rulebook), tuple(issues))


def split_issues(results: Iterator[Any], issues: dict[CoverageIssue, None]) -> set[Any]:
    """Add the issues among the results to `issues`, and return the other results."""
    others = set()
    for result in results:
        if isinstance(result, CoverageIssue):
            issues[result] = None
        else:
            others.add(result)
    return others


def count_combinations(rulebook: Rulebook) -> int:
    """Count the ways to fill in the form, without the load and with the minutes in MINUTES."""
    subsets: int = 2 ** len(rulebook.limits) * (2 ** len(rulebook.equipment) - 1)
    choices = len(rulebook.aims) * len(rulebook.experience) * (len(rulebook.placements) + 1)
    return subsets * choices * len(DAYS) * len(WEEK_COUNTS) * len(MINUTES)


def equipment_without_variation(rulebook: Rulebook) -> Iterator[CoverageIssue]:
    used = {variation.equipment.slug for variation in rulebook.variations}
    for equipment in rulebook.equipment:
        if equipment.slug not in used:
            yield CoverageIssue("gap", "equipment", equipment.slug, "no variation uses it.")


def reachable_prescriptions(rulebook: Rulebook) -> Iterator[PrescriptionWithLimits | CoverageIssue]:
    """Yield each prescription with each set of limits that leads to it, and an issue for each gap."""
    equipment = frozenset(equipment.slug for equipment in rulebook.equipment)
    slugs = [limit.slug for limit in rulebook.limits]
    for limits in chain.from_iterable(combinations(slugs, size) for size in range(len(slugs) + 1)):
        for aim in rulebook.aims:
            for experience in rulebook.experience:
                for placement in ("", *(placement.slug for placement in rulebook.placements)):
                    trainee = Trainee(aim.slug, experience.slug, equipment, placement, limits=frozenset(limits))
                    yield prescription_or_gap(trainee, rulebook)


def prescription_or_gap(trainee: Trainee, rulebook: Rulebook) -> PrescriptionWithLimits | CoverageIssue:
    limits = selected_limits(trainee, rulebook)
    aim, _ = select_aim(trainee, limits, rulebook)
    try:
        placement, _ = select_placement(trainee, aim, limits)
        return find_prescription(aim, trainee.experience, placement, rulebook).slug, trainee.limits
    except RulebookGap as gap:
        return CoverageIssue("gap", "aims", aim.slug, f"{gap}.")


def reachable_variations(
    with_limits: set[PrescriptionWithLimits], rulebook: Rulebook
) -> Iterator[PrescriptionWithVariation | CoverageIssue]:
    """Yield each prescription with each variation that a trainee can get or choose, and an issue for each dead end.

    Each kind of equipment on its own and all of them together are enough: other combinations add no variation.
    """
    kinds = sorted({variation.equipment.slug for variation in rulebook.variations})
    equipment_sets = dict.fromkeys([*(frozenset({kind}) for kind in kinds), frozenset(kinds)])
    rows: dict[frozenset[str], set[str]] = defaultdict(set)
    for row, limits in with_limits:
        rows[limits].add(row)
    reached: dict[str, set[str]] = defaultdict(set)
    for limits, slugs in rows.items():
        for equipment in equipment_sets if kinds else ():
            variations = available_variations(equipment, limits, rulebook)
            if isinstance(variations, CoverageIssue):
                yield variations
            else:
                for variation in variations:
                    reached[variation.slug] |= slugs
    yield from ((row, variation) for variation, slugs in reached.items() for row in slugs)


def available_variations(
    equipment: frozenset[str], limits: frozenset[str], rulebook: Rulebook
) -> tuple[VariationLike, ...] | CoverageIssue:
    trainee = Trainee("", "", equipment, limits=limits)
    row = max(rulebook.prescriptions, key=lambda row: len(row.load.kit))  # for most kinds of equipment
    try:
        selection = select_variation(trainee, row, selected_limits(trainee, rulebook), rulebook)
    except RulebookGap:
        slug = next(limit.slug for limit in rulebook.limits if limit.slug in limits)
        names = " and ".join(sorted(limits))
        return CoverageIssue("contradiction", "limits", slug, f"no variation is left after {names}.")
    return (selection.variation, *selection.candidates)


def number_issues(
    row: FrozenPrescription, equipment_kinds: tuple[FrozenEquipment, ...], rulebook: Rulebook
) -> tuple[CoverageIssue, ...]:
    """Find numbers outside the evidence ranges or above the caps, for all days and minutes.

    The equipment must be either all weighted or all without weights.
    """
    rules = progressions_for(row, equipment_kinds[0], rulebook)
    return _number_issues(row, equipment_kinds, rules, rulebook.sided)


# Cached because most prescriptions stay the same from one check to the next.
@lru_cache(maxsize=1024)
def _number_issues(
    row: FrozenPrescription,
    equipment_kinds: tuple[FrozenEquipment, ...],
    rules: tuple[FrozenProgression, ...],
    sided: bool,
) -> tuple[CoverageIssue, ...]:
    plans: dict[tuple[TrainingVolume, Goal, Ladder], PlanInput] = {}
    timings = [(equipment, set_timing(row, equipment, sided=sided)) for equipment in equipment_kinds]
    full_volumes = dict.fromkeys(fit_volume(row, days)[0] for days in DAYS)
    for (equipment, timing), full_volume, minutes in product(timings, full_volumes, MINUTES):
        volume, _, fitted = fit_time(full_volume, minutes, row, timing)
        plan = PlanInput(row, volume, equipment, rules, TimeBudget(fitted, volume, minutes))
        plans[volume, plan.goal, plan.ladder] = plan
    return tuple(issue for plan in plans.values() for issue in plan_issues(plan))


def plan_issues(plan: PlanInput) -> Iterator[CoverageIssue]:
    row, volume = plan.prescription, plan.volume
    placement = row.placement

    def wrong(message: str) -> CoverageIssue:
        return CoverageIssue("contradiction", "prescriptions", row.slug, message)

    # Few minutes may leave fewer sets than the range, but never more.
    if placement.sets and Range(placement.sets.low, volume.sets.top) not in placement.sets:
        yield wrong(f"{volume.sets} sets are outside {placement.sets}, the range for {placement.slug}.")
    if placement.reps and volume.reps not in placement.reps:
        yield wrong(f"{volume.reps} reps are outside {placement.reps}, the range for {placement.slug}.")
    if volume.sets.low * volume.days.low > volume.cap:
        yield wrong(f"{volume.sets.low} sets on {volume.days.low} days exceed the cap of {volume.cap}.")
    for week in plan_weeks(plan, max(WEEK_COUNTS)):
        if week.weekly_sets + week.extra_sets > volume.cap:
            yield wrong(f"{week.weekly_sets + week.extra_sets} sets in a week exceed the cap of {volume.cap}.")
        if placement.reps and week.reps not in placement.reps:
            yield wrong(f"{week.reps} reps in a week are outside {placement.reps}, the range for {placement.slug}.")
        if placement.sets and max(week.sets) not in range((placement.sets.high or max(week.sets)) + 1):
            yield wrong(
                f"{max(week.sets)} sets in a session are outside {placement.sets}, the range for {placement.slug}."
            )


def unused_rows(rows: set[str], variations: set[str], rulebook: Rulebook) -> Iterator[CoverageIssue]:
    for row in rulebook.prescriptions:
        if row.slug not in rows:
            yield CoverageIssue("unused", "prescriptions", row.slug, "no answers lead to it.")
    for variation in rulebook.variations:
        if variation.slug not in variations:
            yield CoverageIssue("unused", "variations", variation.slug, "no answers lead to it.")
    reached = [row for row in rulebook.prescriptions if row.slug in rows]
    first = {next((p.slug for p in rulebook.preferences if p.matches(row)), "") for row in reached}
    for preference in rulebook.preferences:
        if preference.slug not in first:
            yield CoverageIssue("unused", "preferences", preference.slug, "another one always comes first.")
    named = {code for row in reached for code in row.progression.codes}
    named |= {code for rule in rulebook.progressions for code in (rule.followed_by.codes if rule.followed_by else ())}
    for rule in rulebook.progressions:
        if rule.slug not in named:
            yield CoverageIssue("unused", "progressions", rule.slug, "no prescription names it.")
