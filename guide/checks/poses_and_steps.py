"""Checks of the lines of items: captions of poses, which screen readers read out, and steps of variations."""

from __future__ import annotations

from collections.abc import Iterator

from guide.checks.finding import Finding, error_finding, warning_finding
from guide.models.snapshot import KINDS, ItemKey, Snapshot


def missing_captions(snapshot: Snapshot) -> Iterator[Finding]:
    for kind, model in KINDS.items():
        for row in snapshot.get(kind, []) if "poses" in model.children else ():
            key, captions = ItemKey(kind, row["slug"]), [pose.get("caption", "") for pose in row.get("poses", [])]
            for number, caption in enumerate(captions, 1):
                if not caption.strip():
                    yield error_finding(
                        key,
                        f"poses[{number}].caption",
                        "the picture has no caption. Describe it for people who cannot see it.",
                    )
                elif caption in captions[: number - 1]:
                    message = "two pictures have the same caption. Say how they differ."
                    yield warning_finding(key, f"poses[{number}].caption", message)


def variations_without_effort(snapshot: Snapshot) -> Iterator[Finding]:
    """Find variations without a step in a phase of effort, if the guide has such a phase."""
    names = {phase["slug"]: phase["name"] for phase in snapshot.get("phases", []) if phase["effort"]}
    for row in snapshot.get("variations", []) if names else ():
        if names.keys().isdisjoint(step["phase"] for step in row["steps"]):
            wanted = " or ".join(f"“{name}”" for name in names.values())
            yield warning_finding(
                ItemKey("variations", row["slug"]), "steps", f"no step is in the phase of effort, {wanted}."
            )
