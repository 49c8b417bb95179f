"""Checks of numbers: ranges that contradict each other, and whether the routine builder has an answer for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from guide.checks.finding import Finding, Severity, error_finding, warning_finding
from guide.checks.text_fields import item_texts, text_fields
from guide.models.base import SnapshotModel
from guide.models.edition import snapshot_digest
from guide.models.snapshot import KINDS, ItemData, ItemKey, Snapshot
from guide.notation import Range, Weight
from guide.read_model.guide import EditionInfo, Guide
from guide.routine import Coverage, check_coverage
from guide.routine.rulebook import Rulebook

COACHING_KINDS = (
    "equipment",
    "experience",
    "placements",
    "aims",
    "loads",
    "progressions",
    "variations",
    "limits",
    "preferences",
    "prescriptions",
)
"""The kinds that the routine builder works from."""
VARIATION_FIELDS = {"slug", "title", "position", "equipment"}
SETS_AND_REPS = re.compile(r"(\d+(?:-\d+)?) sets? of (\d+(?:-\d+)?) (?:\w+ )?reps?\b")
COVERAGE_CACHE: dict[str, Coverage] = {}
"""The last walk over all combinations, by the digest of the rows that it was made from."""


def cached_coverage(snapshot: Snapshot) -> Coverage:
    """Whether the routine builder has an answer for everybody. Walked once for the same coaching rows."""
    rows = {kind: [without_texts(kind, row) for row in snapshot.get(kind, [])] for kind in COACHING_KINDS}
    digest = snapshot_digest(rows | {"cover": [{"sides": row.get("sides")} for row in snapshot["cover"]]})
    if digest not in COVERAGE_CACHE:
        COVERAGE_CACHE.clear()
        COVERAGE_CACHE[digest] = check_coverage(build_rulebook(snapshot, rows, digest))
    return COVERAGE_CACHE[digest]


def without_texts(kind: str, row: ItemData) -> ItemData:
    """A row without its prose, which decides nothing and takes longer to render than all else to build. Of variations,
    since there may be many, what the builder knows."""
    if kind == "variations":
        return {name: row[name] for name in VARIATION_FIELDS} | {"body": ""}
    bare = row | blank_texts(KINDS[kind])
    for name, child in KINDS[kind].child_models().items():
        blank = blank_texts(child)
        bare[name] = [line | blank for line in row.get(name, [])] if blank else row.get(name, [])
    return bare


@cache
def blank_texts(part: type[SnapshotModel]) -> ItemData:
    return {name: "" for name, is_prose in text_fields(part) if is_prose}


def build_rulebook(snapshot: Snapshot, rows: Snapshot, digest: str) -> Rulebook:
    """Built from the coaching rows alone."""
    others: Snapshot = {kind: [] for kind in snapshot} | {"cover": snapshot["cover"]}
    return Guide(others | rows, EditionInfo(0, digest)).rulebook


def coverage_findings(snapshot: Snapshot) -> Iterator[Finding]:
    coverage = cached_coverage(snapshot)
    for found in coverage.issues:
        severity = Severity.WARNING if found.category == "unused" else Severity.GAP
        yield Finding(severity, ItemKey(found.kind, found.slug), "", found.message)


def contradicting_ranges(snapshot: Snapshot) -> Iterator[Finding]:
    """What the rows let pass one by one: a text that says other numbers, steps and last sets that do not fit."""
    for row in snapshot.get("placements", []):
        yield from scheme_findings(row)
    for row in snapshot.get("equipment", []):
        yield from step_findings(row)
    for row in snapshot.get("prescriptions", []):
        last = row.get("last_set_rir")
        if last and Range.parse(last).low > Range.parse(row["rir"]).low:
            message = f"the last set keeps {last} reps in reserve, more than the {row['rir']} of the sets before."
            yield warning_finding(ItemKey("prescriptions", row["slug"]), "last_set_rir", message)


def scheme_findings(row: ItemData) -> Iterator[Finding]:
    """Sets and reps in a placement's own words that leave its own ranges."""
    for text in item_texts("placements", row):
        for sets, reps in SETS_AND_REPS.findall(text.text):
            for name, said in (("sets", sets), ("reps", reps)):
                if row.get(name) and Range.parse(said) not in Range.parse(row[name]):
                    yield error_finding(text.key, text.path, f"says {said} {name}, but the range here is {row[name]}.")


def step_findings(row: ItemData) -> Iterator[Finding]:
    for unit in ("kg", "lb"):
        step, most = row.get(f"step_{unit}"), row.get(f"max_start_{unit}")
        if step and most and Weight.parse(step) > Weight.parse(most):
            yield error_finding(
                ItemKey("equipment", row["slug"]),
                f"step_{unit}",
                f"{step} {unit} is more than the highest start load, {most}.",
            )
