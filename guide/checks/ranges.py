"""Checks of numbers: ranges that contradict each other, and whether the routine builder has an answer for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from guide.checks.finding import Finding, Severity, error, warning
from guide.checks.text_fields import texts_in, written
from guide.models.base import Part
from guide.models.edition import digest_of
from guide.models.snapshot import KINDS, Key, Plain, Snapshot
from guide.notation import Span, Weight
from guide.read_model.guide import Guide, Stamp
from guide.routine import Coverage, check
from guide.routine.rulebook import Rulebook

COACHING = (
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
KNOWN = {"slug", "title", "position", "equipment"}
SCHEME = re.compile(r"(\d+(?:-\d+)?) sets? of (\d+(?:-\d+)?) (?:\w+ )?reps?\b")
walked: dict[str, Coverage] = {}
"""The last walk over all combinations, by the digest of the rows that it was made from."""


def coverage_of(snapshot: Snapshot) -> Coverage:
    """Whether the routine builder has an answer for everybody. Walked once for the same coaching rows."""
    rows = {kind: [deciding(kind, row) for row in snapshot.get(kind, [])] for kind in COACHING}
    digest = digest_of(rows | {"cover": [{"sides": row.get("sides")} for row in snapshot["cover"]]})
    if digest not in walked:
        walked.clear()
        walked[digest] = check(rulebook_of(snapshot, rows, digest))
    return walked[digest]


def deciding(kind: str, row: Plain) -> Plain:
    """A row without its prose, which decides nothing and takes longer to render than all else to build. Of variations,
    since there may be many, what the builder knows."""
    if kind == "variations":
        return {name: row[name] for name in KNOWN} | {"body": ""}
    bare = row | blank_prose(KINDS[kind])
    for name, child in KINDS[kind].child_models().items():
        blank = blank_prose(child)
        bare[name] = [line | blank for line in row.get(name, [])] if blank else row.get(name, [])
    return bare


@cache
def blank_prose(part: type[Part]) -> Plain:
    return {name: "" for name, is_prose in written(part) if is_prose}


def rulebook_of(snapshot: Snapshot, rows: Snapshot, digest: str) -> Rulebook:
    """Built from the coaching rows alone."""
    others: Snapshot = {kind: [] for kind in snapshot} | {"cover": snapshot["cover"]}
    return Guide(others | rows, Stamp(0, digest)).rulebook


def gaps(snapshot: Snapshot) -> Iterator[Finding]:
    coverage = coverage_of(snapshot)
    for found in coverage.findings:
        severity = Severity.WARNING if found.sort == "unused" else Severity.GAP
        yield Finding(severity, Key(found.kind, found.slug), "", found.message)


def contradicting_ranges(snapshot: Snapshot) -> Iterator[Finding]:
    """What the rows let pass one by one: a text that says other numbers, steps and last sets that do not fit."""
    for row in snapshot.get("placements", []):
        yield from schemes_in(row)
    for row in snapshot.get("equipment", []):
        yield from steps_of(row)
    for row in snapshot.get("prescriptions", []):
        last = row.get("last_set_rir")
        if last and Span.parse(last).low > Span.parse(row["rir"]).low:
            message = f"the last set keeps {last} reps in reserve, more than the {row['rir']} of the sets before."
            yield warning(Key("prescriptions", row["slug"]), "last_set_rir", message)


def schemes_in(row: Plain) -> Iterator[Finding]:
    """Sets and reps in a placement's own words that leave its own ranges."""
    for text in texts_in("placements", row):
        for sets, reps in SCHEME.findall(text.text):
            for name, said in (("sets", sets), ("reps", reps)):
                if row.get(name) and Span.parse(said) not in Span.parse(row[name]):
                    yield error(text.key, text.path, f"says {said} {name}, but the range here is {row[name]}.")


def steps_of(row: Plain) -> Iterator[Finding]:
    for unit in ("kg", "lb"):
        step, most = row.get(f"step_{unit}"), row.get(f"max_start_{unit}")
        if step and most and Weight.parse(step) > Weight.parse(most):
            yield error(
                Key("equipment", row["slug"]),
                f"step_{unit}",
                f"{step} {unit} is more than the highest start load, {most}.",
            )
