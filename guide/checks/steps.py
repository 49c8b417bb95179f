"""Checks of the steps of a variation."""

from __future__ import annotations

from collections.abc import Iterator

from guide.checks.finding import Finding, warning_finding
from guide.models.snapshot import ItemKey, Snapshot


def variations_without_effort(snapshot: Snapshot) -> Iterator[Finding]:
    """Find variations without a step in a phase of effort, if the guide has such a phase."""
    names = {phase["slug"]: phase["name"] for phase in snapshot.get("phases", []) if phase["effort"]}
    for row in snapshot.get("variations", []) if names else ():
        if names.keys().isdisjoint(step["phase"] for step in row["steps"]):
            wanted = " or ".join(f"“{name}”" for name in names.values())
            yield warning_finding(
                ItemKey("variations", row["slug"]), "steps", f"no step is in the phase of effort, {wanted}."
            )
