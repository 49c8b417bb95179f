"""Checks of the captions of pictures, which screen readers read out."""

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
