"""Proof that every combination of answers has a routine within the facts and the rows.

Answers that lead to the same work are walked once: subsets of limits by what they do, equipment by
what it leaves, and the numbers once for each prescription, variation and dose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, product
from typing import Any

from guide.routine.build import progressions_for
from guide.routine.contraindications import selected_limits
from guide.routine.rulebook import FrozenEquipment, FrozenPrescription, FrozenProgression, Rulebook, VariationLike
from guide.routine.selection import find_prescription, select_aim, select_placement, select_variation
from guide.routine.session_time import TimeBudget, fit_time, set_timing
from guide.routine.trainee import WEEK_COUNTS, RulebookGap, Trainee
from guide.routine.volume import TrainingVolume, fit_volume
from guide.routine.weekly_plan import PlanInput, plan_weeks

DAYS = (None, 1, 2, 3, 4, 5, 6, 7)
MINUTES = (None, 1, 5, 8, 10, 12, 15, 20, 30)


@dataclass(frozen=True)
class CoverageIssue:
    """What is wrong, with the row to mend. `category` is "gap", "contradiction" or "unused"."""

    category: str
    kind: str
    slug: str
    message: str


@dataclass(frozen=True)
class Coverage:
    combinations: int
    issues: tuple[CoverageIssue, ...]

    @property
    def blocking(self) -> tuple[CoverageIssue, ...]:
        return tuple(finding for finding in self.issues if finding.category != "unused")


RowWithLimits = tuple[str, frozenset[str]]
"""A prescription, and a set of limits that leads to it. Slugs stand for rows: they are quick to compare."""
RowAndVariation = tuple[str, str]
"""A prescription and a variation."""
TimeLeft = tuple[tuple[int, int], ...]
"""How many reps and sets there is room for, at each tempo from the prescribed one on."""


def check_coverage(rulebook: Rulebook) -> Coverage:
    """Every combination of answers, and each finding once."""
    found: dict[CoverageIssue, None] = dict.fromkeys(equipment_without_variation(rulebook))
    ways = split_issues(reachable_rows(rulebook), found)
    pairs = split_issues(reachable_pairs(ways, rulebook), found)
    rows = {row.slug: row for row in rulebook.prescriptions}
    variations = {variation.slug: variation for variation in rulebook.variations}
    # Without a load, numbers differ by whether the kit has weights and how long its change of sides takes, by no more.
    cases: dict[tuple[str, bool], dict[int | None, FrozenEquipment]] = defaultdict(dict)
    for row, variation in sorted(pairs):
        kit = variations[variation].equipment
        cases[row, kit.weighted].setdefault(kit.side_switch_seconds, kit)
    for (row, _), kits in cases.items():
        found |= dict.fromkeys(number_issues(rows[row], tuple(kits.values()), rulebook))
    found |= dict.fromkeys(unused_rows({row for row, _ in ways}, {variation for _, variation in pairs}, rulebook))
    return Coverage(count_combinations(rulebook), tuple(found))


def split_issues(results: Iterator[Any], found: dict[CoverageIssue, None]) -> set[Any]:
    """The results that are no findings; the findings are added to those found."""
    good = set()
    for result in results:
        if isinstance(result, CoverageIssue):
            found[result] = None
        else:
            good.add(result)
    return good


def count_combinations(rulebook: Rulebook) -> int:
    """How many ways there are to fill in the form, but for the free numbers of minutes and load."""
    subsets: int = 2 ** len(rulebook.limits) * (2 ** len(rulebook.equipment) - 1)
    choices = len(rulebook.aims) * len(rulebook.experience) * (len(rulebook.placements) + 1)
    return subsets * choices * len(DAYS) * len(WEEK_COUNTS) * len(MINUTES)


def subsets(slugs: list[str], least: int = 0) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(slugs, size) for size in range(least, len(slugs) + 1))


def equipment_without_variation(rulebook: Rulebook) -> Iterator[CoverageIssue]:
    used = {variation.equipment.slug for variation in rulebook.variations}
    for kit in rulebook.equipment:
        if kit.slug not in used:
            yield CoverageIssue("gap", "equipment", kit.slug, "no variation uses it.")


def reachable_rows(rulebook: Rulebook) -> Iterator[RowWithLimits | CoverageIssue]:
    """Each prescription with each set of limits that leads to it."""
    kit = frozenset(kit.slug for kit in rulebook.equipment)
    for limited in subsets([limit.slug for limit in rulebook.limits]):
        for aim in rulebook.aims:
            for experience in rulebook.experience:
                for placement in ("", *(placement.slug for placement in rulebook.placements)):
                    trainee = Trainee(aim.slug, experience.slug, kit, placement, limits=frozenset(limited))
                    yield row_or_gap(trainee, rulebook)


def row_or_gap(trainee: Trainee, rulebook: Rulebook) -> RowWithLimits | CoverageIssue:
    limits = selected_limits(trainee, rulebook)
    aim, _ = select_aim(trainee, limits, rulebook)
    try:
        placement, _ = select_placement(trainee, aim, limits)
        return find_prescription(aim, trainee.experience, placement, rulebook).slug, trainee.limits
    except RulebookGap as gap:
        return CoverageIssue("gap", "aims", aim.slug, f"{gap}.")


def reachable_pairs(ways: set[RowWithLimits], rulebook: Rulebook) -> Iterator[RowAndVariation | CoverageIssue]:
    """Each prescription with each variation that some equipment and limits lead to, by any tap.

    Several kinds of equipment leave what each of them leaves, so they are looked at one by one and all together.
    """
    each = sorted({variation.equipment.slug for variation in rulebook.variations})
    kits = dict.fromkeys([*(frozenset({kit}) for kit in each), frozenset(each)])
    rows: dict[frozenset[str], set[str]] = defaultdict(set)
    for row, limited in ways:
        rows[limited].add(row)
    reached: dict[str, set[str]] = defaultdict(set)
    for limited, found in rows.items():
        for kit in kits if each else ():
            variations = variations_left(kit, limited, rulebook)
            if isinstance(variations, CoverageIssue):
                yield variations
            else:
                for variation in variations:
                    reached[variation.slug] |= found
    yield from ((row, slug) for slug, found in reached.items() for row in found)


def variations_left(
    kit: frozenset[str], limited: frozenset[str], rulebook: Rulebook
) -> tuple[VariationLike, ...] | CoverageIssue:
    trainee = Trainee("", "", kit, limits=limited)
    try:
        choice = select_variation(trainee, rulebook.prescriptions[0], selected_limits(trainee, rulebook), rulebook)
    except RulebookGap:
        slug = next(limit.slug for limit in rulebook.limits if limit.slug in limited)
        together = " and ".join(sorted(limited))
        return CoverageIssue("contradiction", "limits", slug, f"no variation is left after {together}.")
    return (choice.variation, *choice.candidates)


def number_issues(
    row: FrozenPrescription, kits: tuple[FrozenEquipment, ...], rulebook: Rulebook
) -> tuple[CoverageIssue, ...]:
    """Whatever leaves the facts' ranges or the caps, over all days and minutes, with kits that all have weights or
    have none."""
    return _number_issues(row, kits, progressions_for(row, kits[0], rulebook), rulebook.sided)


@lru_cache(maxsize=1024)
def _number_issues(
    row: FrozenPrescription, kits: tuple[FrozenEquipment, ...], rules: tuple[FrozenProgression, ...], sided: bool
) -> tuple[CoverageIssue, ...]:
    """Kept: most rows stay as they are."""
    courses: dict[tuple[TrainingVolume, TimeLeft], PlanInput] = {}
    paces = [(kit, set_timing(row, kit, sided=sided)) for kit in kits]
    for (kit, pace), whole, minutes in product(
        paces, dict.fromkeys(fit_volume(row, days)[0] for days in DAYS), MINUTES
    ):
        dose, _ = fit_time(whole, minutes, row, pace)
        course = PlanInput(row, dose, kit, rules, None, "", TimeBudget(pace, dose, minutes), keep_load=False)
        courses[dose, time_left(course)] = course
    return tuple(finding for course in courses.values() for finding in plan_issues(course))


def time_left(course: PlanInput) -> TimeLeft:
    """All that minutes can do to the weeks: the room for reps and sets, at each tempo and as far as the rules go."""
    room, dose = course.time_budget, course.volume
    top = dose.reps.high or dose.reps.low
    most = max([top, *(rule.most_reps or 0 for rule in course.rules)])
    slowest = max([0, *((rule.max_lowering or 0) - course.prescription.tempo.lower for rule in course.rules)])

    def left(slower: int) -> tuple[int, int]:
        reps, sets = room.max_reps(slower), room.max_sets(dose.sets.low, course.max_sets, top, slower)
        # Where the range has no room, it makes no difference how little there is.
        return most if reps is None else min(max(reps, top - 1), most), sets

    return tuple(map(left, range(slowest + 1)))


def plan_issues(course: PlanInput) -> Iterator[CoverageIssue]:
    row, dose = course.prescription, course.volume
    facts = row.placement

    def wrong(message: str) -> CoverageIssue:
        return CoverageIssue("contradiction", "prescriptions", row.slug, message)

    if facts.sets and dose.sets not in facts.sets:
        yield wrong(f"{dose.sets} sets leave {facts.sets}, the range for {facts.slug}.")
    if facts.reps and dose.reps not in facts.reps:
        yield wrong(f"{dose.reps} reps leave {facts.reps}, the range for {facts.slug}.")
    if dose.sets.low * dose.days.low > dose.cap:
        yield wrong(f"{dose.sets.low} sets on {dose.days.low} days pass the cap of {dose.cap}.")
    for week in plan_weeks(course, max(WEEK_COUNTS)):
        if week.weekly_sets + week.extra_sets > dose.cap:
            yield wrong(f"{week.weekly_sets + week.extra_sets} sets in a week pass the cap of {dose.cap}.")
        if facts.reps and week.reps not in facts.reps:
            yield wrong(f"{week.reps} reps in a week leave {facts.reps}, the range for {facts.slug}.")
        if facts.sets and max(week.sets) not in range((facts.sets.high or max(week.sets)) + 1):
            yield wrong(f"{max(week.sets)} sets in a session leave {facts.sets}, the range for {facts.slug}.")


def unused_rows(rows: set[str], variations: set[str], rulebook: Rulebook) -> Iterator[CoverageIssue]:
    """Rows that no combination of answers reaches."""
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
