"""Checks of numbers: ranges that contradict each other, and answers for the routine builder that cannot be built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.cache import cache

from guide.checks.finding import Finding, Severity, error_finding, warning_finding
from guide.checks.text_fields import Text, item_texts
from guide.models.edition import snapshot_digest
from guide.models.snapshot import ItemData, ItemKey, Snapshot
from guide.notation import Range, Weight
from guide.read_model.guide import EditionInfo, Guide
from guide.routine import Coverage, check_coverage
from guide.text.row_numbers import NAME

# The kinds that the routine builder works from.
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
# All that the builder reads of variations, which may be many and have long texts.
VARIATION_FIELDS = ("slug", "title", "position", "equipment")
_RANGE = r"(\d+)(?:\s*(?:[-‐-―−]|to)\s*(\d+))?"  # with any kind of hyphen or dash
SETS_AND_REPS = re.compile(rf"{_RANGE}\s+sets?\s+of\s+{_RANGE}\s+(?:\w+\s+)?reps?\b", re.IGNORECASE)


def cached_coverage(snapshot: Snapshot) -> Coverage:
    """Return whether the routine builder has an answer for every trainee. Cached by the coaching rows."""
    rows = {kind: snapshot.get(kind, []) for kind in COACHING_KINDS}
    rows["variations"] = [{name: row[name] for name in VARIATION_FIELDS} | {"body": ""} for row in rows["variations"]]
    digest = snapshot_digest(rows | {"cover": [{"sides": row.get("sides")} for row in snapshot["cover"]]})
    coverage = cache.get(f"coverage-{digest}")
    if coverage is None:
        others: Snapshot = {kind: [] for kind in snapshot} | {"cover": snapshot["cover"]}
        coverage = check_coverage(Guide(others | rows, EditionInfo(0, "")).rulebook)
        cache.set(f"coverage-{digest}", coverage, timeout=None)
    return coverage


def coverage_findings(snapshot: Snapshot) -> Iterator[Finding]:
    for issue in cached_coverage(snapshot).issues:
        severity = Severity.WARNING if issue.category == "unused" else Severity.GAP
        yield Finding(severity, ItemKey(issue.kind, issue.slug), "", issue.message)


def missing_limit_effects(snapshot: Snapshot) -> Iterator[Finding]:
    """Find limits that say nothing of a variation: nobody has looked at whether it suits these trainees."""
    for limit in snapshot.get("limits", []):
        described = {effect["variation"] for effect in limit["variations"]}
        for variation in snapshot["variations"]:
            if variation["slug"] not in described:
                message = f"says nothing of “{variation['title']}”. Do so on the page “Limits and variations”."
                yield error_finding(ItemKey("limits", limit["slug"]), "variations", message)


def unknown_numbers(texts: list[Text]) -> Iterator[Finding]:
    """Find `{placement:accessory.reps}` where there is no such row, or where the row has no such number."""
    for text in texts:
        for name in NAME.finditer(text.text):
            yield error_finding(text.key, text.path, f"there is no number {name[0]}. Name a row and one of its keys.")


def contradicting_ranges(snapshot: Snapshot) -> Iterator[Finding]:
    """Find numbers that are valid on their own but contradict each other."""
    for row in snapshot.get("placements", []):
        yield from placement_text_findings(row)
    for row in snapshot.get("equipment", []):
        yield from load_step_findings(row)
    for row in snapshot.get("prescriptions", []):
        last = row.get("last_set_rir")
        if last and Range.parse(last).low > Range.parse(row["rir"]).low:
            message = f"the last set keeps {last} reps in reserve, more than the {row['rir']} of the sets before."
            yield warning_finding(ItemKey("prescriptions", row["slug"]), "last_set_rir", message)


def placement_text_findings(row: ItemData) -> Iterator[Finding]:
    """Find sets and reps in a placement's texts that are outside its own ranges."""
    texts = [(text, block.text) for text in item_texts("placements", row) for block in text.blocks]
    for text, words in texts:
        for first_sets, last_sets, first_reps, last_reps in SETS_AND_REPS.findall(words):
            for name, first, last in (("sets", first_sets, last_sets), ("reps", first_reps, last_reps)):
                value = f"{first}-{last}" if last else first
                if row.get(name) and Range.parse(value) not in Range.parse(row[name]):
                    yield error_finding(text.key, text.path, f"says {value} {name}, but the range here is {row[name]}.")


def load_step_findings(row: ItemData) -> Iterator[Finding]:
    for unit in ("kg", "lb"):
        step, max_start = row.get(f"step_{unit}"), row.get(f"max_start_{unit}")
        if step and max_start and Weight.parse(step) > Weight.parse(max_start):
            yield error_finding(
                ItemKey("equipment", row["slug"]),
                f"step_{unit}",
                f"{step} {unit} is more than the highest start load, {max_start}.",
            )
