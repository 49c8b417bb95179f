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

from guide.routine.build import rules_of
from guide.routine.contraindications import limits_of
from guide.routine.rulebook import Doable, Equipment, Prescription, Progression, Rulebook
from guide.routine.selection import choose_aim, choose_placement, choose_variation, find_prescription
from guide.routine.session_time import Room, fit_minutes, pace_of
from guide.routine.trainee import WEEKS, NoAnswer, Trainee
from guide.routine.volume import Dose, fit
from guide.routine.weekly_plan import Course, weeks_of

DAYS = (None, 1, 2, 3, 4, 5, 6, 7)
MINUTES = (None, 1, 5, 8, 10, 12, 15, 20, 30)


@dataclass(frozen=True)
class Finding:
    """What is wrong, with the row to mend. `sort` is "gap", "contradiction" or "unused"."""

    sort: str
    kind: str
    slug: str
    message: str


@dataclass(frozen=True)
class Coverage:
    combinations: int
    findings: tuple[Finding, ...]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.sort != "unused")


Way = tuple[str, frozenset[str]]
"""A prescription, and a set of limits that leads to it. Slugs stand for rows: they are quick to compare."""
Pair = tuple[str, str]
"""A prescription and a variation."""
Left = tuple[tuple[int, int], ...]
"""How many reps and sets there is room for, at each tempo from the prescribed one on."""


def check(rulebook: Rulebook) -> Coverage:
    """Every combination of answers, and each finding once."""
    found: dict[Finding, None] = dict.fromkeys(without_variation(rulebook))
    ways = sorted_out(ways_to_rows(rulebook), found)
    pairs = sorted_out(pairs_of(ways, rulebook), found)
    rows = {row.slug: row for row in rulebook.prescriptions}
    variations = {variation.slug: variation for variation in rulebook.variations}
    # Without a load, numbers differ by whether the kit has weights and how long its change of sides takes, by no more.
    cases: dict[tuple[str, bool], dict[int | None, Equipment]] = defaultdict(dict)
    for row, variation in sorted(pairs):
        kit = variations[variation].equipment
        cases[row, kit.weighted].setdefault(kit.side_switch_seconds, kit)
    for (row, _), kits in cases.items():
        found |= dict.fromkeys(wrong_numbers(rows[row], tuple(kits.values()), rulebook))
    found |= dict.fromkeys(unused({row for row, _ in ways}, {variation for _, variation in pairs}, rulebook))
    return Coverage(how_many(rulebook), tuple(found))


def sorted_out(results: Iterator[Any], found: dict[Finding, None]) -> set[Any]:
    """The results that are no findings; the findings are added to those found."""
    good = set()
    for result in results:
        if isinstance(result, Finding):
            found[result] = None
        else:
            good.add(result)
    return good


def how_many(rulebook: Rulebook) -> int:
    """How many ways there are to fill in the form, but for the free numbers of minutes and load."""
    subsets = 2 ** len(rulebook.limits) * (2 ** len(rulebook.equipment) - 1)
    choices = len(rulebook.aims) * len(rulebook.experience) * (len(rulebook.placements) + 1)
    return subsets * choices * len(DAYS) * len(WEEKS) * len(MINUTES)


def subsets(slugs: list[str], least: int = 0) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(slugs, size) for size in range(least, len(slugs) + 1))


def without_variation(rulebook: Rulebook) -> Iterator[Finding]:
    used = {variation.equipment.slug for variation in rulebook.variations}
    for kit in rulebook.equipment:
        if kit.slug not in used:
            yield Finding("gap", "equipment", kit.slug, "no variation uses it.")


def ways_to_rows(rulebook: Rulebook) -> Iterator[Way | Finding]:
    """Each prescription with each set of limits that leads to it."""
    kit = frozenset(kit.slug for kit in rulebook.equipment)
    for limited in subsets([limit.slug for limit in rulebook.limits]):
        for aim in rulebook.aims:
            for experience in rulebook.experience:
                for placement in ("", *(placement.slug for placement in rulebook.placements)):
                    trainee = Trainee(aim.slug, experience.slug, kit, placement, limits=frozenset(limited))
                    yield row_or_gap(trainee, rulebook)


def row_or_gap(trainee: Trainee, rulebook: Rulebook) -> Way | Finding:
    limits = limits_of(trainee, rulebook)
    aim, _ = choose_aim(trainee, limits, rulebook)
    try:
        placement, _ = choose_placement(trainee, aim, limits)
        return find_prescription(aim, trainee.experience, placement, rulebook).slug, trainee.limits
    except NoAnswer as gap:
        return Finding("gap", "aims", aim.slug, f"{gap}.")


def pairs_of(ways: set[Way], rulebook: Rulebook) -> Iterator[Pair | Finding]:
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
            if isinstance(variations, Finding):
                yield variations
            else:
                for variation in variations:
                    reached[variation.slug] |= found
    yield from ((row, slug) for slug, found in reached.items() for row in found)


def variations_left(kit: frozenset[str], limited: frozenset[str], rulebook: Rulebook) -> tuple[Doable, ...] | Finding:
    trainee = Trainee("", "", kit, limits=limited)
    try:
        choice = choose_variation(trainee, rulebook.prescriptions[0], limits_of(trainee, rulebook), rulebook)
    except NoAnswer:
        slug = next(limit.slug for limit in rulebook.limits if limit.slug in limited)
        together = " and ".join(sorted(limited))
        return Finding("contradiction", "limits", slug, f"no variation is left after {together}.")
    return (choice.variation, *choice.possible)


def wrong_numbers(row: Prescription, kits: tuple[Equipment, ...], rulebook: Rulebook) -> tuple[Finding, ...]:
    """Whatever leaves the facts' ranges or the caps, over all days and minutes, with kits that all have weights or
    have none."""
    return _wrong_numbers(row, kits, rules_of(row, kits[0], rulebook), rulebook.sided)


@lru_cache(maxsize=1024)
def _wrong_numbers(
    row: Prescription, kits: tuple[Equipment, ...], rules: tuple[Progression, ...], sided: bool
) -> tuple[Finding, ...]:
    """Kept: most rows stay as they are."""
    courses: dict[tuple[Dose, Left], Course] = {}
    paces = [(kit, pace_of(row, kit, sided=sided)) for kit in kits]
    for (kit, pace), whole, minutes in product(paces, dict.fromkeys(fit(row, days)[0] for days in DAYS), MINUTES):
        dose, _ = fit_minutes(whole, minutes, row, pace)
        course = Course(row, dose, kit, rules, None, "", Room(pace, dose, minutes), hold=False)
        courses[dose, left_by_minutes(course)] = course
    return tuple(finding for course in courses.values() for finding in wrong_in(course))


def left_by_minutes(course: Course) -> Left:
    """All that minutes can do to the weeks: the room for reps and sets, at each tempo and as far as the rules go."""
    room, dose = course.room, course.dose
    top = dose.reps.high or dose.reps.low
    most = max([top, *(rule.most_reps or 0 for rule in course.rules)])
    slowest = max([0, *((rule.max_lowering or 0) - course.row.tempo.lower for rule in course.rules)])

    def left(slower: int) -> tuple[int, int]:
        reps, sets = room.reps(slower), room.sets(dose.sets.low, course.most_sets, top, slower)
        # Where the range has no room, it makes no difference how little there is.
        return most if reps is None else min(max(reps, top - 1), most), sets

    return tuple(map(left, range(slowest + 1)))


def wrong_in(course: Course) -> Iterator[Finding]:
    row, dose = course.row, course.dose
    facts = row.placement

    def wrong(message: str) -> Finding:
        return Finding("contradiction", "prescriptions", row.slug, message)

    if facts.sets and dose.sets not in facts.sets:
        yield wrong(f"{dose.sets} sets leave {facts.sets}, the range for {facts.slug}.")
    if facts.reps and dose.reps not in facts.reps:
        yield wrong(f"{dose.reps} reps leave {facts.reps}, the range for {facts.slug}.")
    if dose.sets.low * dose.days.low > dose.cap:
        yield wrong(f"{dose.sets.low} sets on {dose.days.low} days pass the cap of {dose.cap}.")
    for week in weeks_of(course, max(WEEKS)):
        if week.weekly + week.extra > dose.cap:
            yield wrong(f"{week.weekly + week.extra} sets in a week pass the cap of {dose.cap}.")
        if facts.reps and week.reps not in facts.reps:
            yield wrong(f"{week.reps} reps in a week leave {facts.reps}, the range for {facts.slug}.")
        if facts.sets and max(week.sets) not in range((facts.sets.high or max(week.sets)) + 1):
            yield wrong(f"{max(week.sets)} sets in a session leave {facts.sets}, the range for {facts.slug}.")


def unused(rows: set[str], variations: set[str], rulebook: Rulebook) -> Iterator[Finding]:
    """Rows that no combination of answers reaches."""
    for row in rulebook.prescriptions:
        if row.slug not in rows:
            yield Finding("unused", "prescriptions", row.slug, "no answers lead to it.")
    for variation in rulebook.variations:
        if variation.slug not in variations:
            yield Finding("unused", "variations", variation.slug, "no answers lead to it.")
    reached = [row for row in rulebook.prescriptions if row.slug in rows]
    first = {next((p.slug for p in rulebook.preferences if p.matches(row)), "") for row in reached}
    for preference in rulebook.preferences:
        if preference.slug not in first:
            yield Finding("unused", "preferences", preference.slug, "another one always comes first.")
    named = {code for row in reached for code in row.progression.codes}
    named |= {code for rule in rulebook.progressions for code in (rule.followed_by.codes if rule.followed_by else ())}
    for rule in rulebook.progressions:
        if rule.slug not in named:
            yield Finding("unused", "progressions", rule.slug, "no prescription names it.")
