"""What is on a long page, in order: the anchors that its contents lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenSection, FrozenVariation

MIN_ENTRIES = 3
"""A page with fewer parts than this is short enough without a list of them."""
VARIATION_ANCHORS = {
    "setup": "Set-up",
    "steps": "Step by step",
    "cues": "Cues",
    "mistakes": "Mistakes to watch",
    "loading": "How to load it",
    "suits": "Who it suits",
    "ladder": "Easier, harder, instead",
}


@dataclass(frozen=True)
class TocEntry:
    anchor: str
    title: str


def text_toc(text: Any) -> tuple[TocEntry, ...]:
    return toc_if_long_enough(heading_entries(text))


def section_toc(section: FrozenSection, guide: Guide) -> tuple[TocEntry, ...]:
    return toc_if_long_enough([*heading_entries(section.body), *listed_entries(section.list_below, guide)])


def heading_entries(text: Any) -> list[TocEntry]:
    """Its headings; text that was never rendered has none."""
    return [TocEntry(heading.anchor, heading.title) for heading in getattr(text, "headings", ())]


def listed_entries(shows: str, guide: Guide) -> list[TocEntry]:
    """The parts that a section shows under its own text."""
    if shows == "prescriptions":
        return [TocEntry("prescriptions", "The prescriptions"), TocEntry("progressions", "How to progress")]
    if shows == "muscles":
        return [TocEntry(f"muscle-{muscle.slug}", muscle.name) for muscle in guide.muscles]
    if shows in ("mistakes", "audiences"):
        return [TocEntry(f"{shows[:-1]}-{part.slug}", part.title) for part in getattr(guide, shows)]
    return []


def variation_toc(variation: FrozenVariation) -> tuple[TocEntry, ...]:
    parts = [TocEntry(f"variation-{variation.slug}-{anchor}", title) for anchor, title in VARIATION_ANCHORS.items()]
    return (*parts, TocEntry("prescriptions", "All prescriptions"))


def questions_toc(topics: Sequence[tuple[str, Any]]) -> tuple[TocEntry, ...]:
    return toc_if_long_enough([TocEntry(f"topic-{slugify(topic)}", topic) for topic, _ in topics])


def full_guide_toc(guide: Guide) -> tuple[TocEntry, ...]:
    sections = [TocEntry(f"section-{section.slug}", section.title) for section in guide.sections]
    return toc_if_long_enough(
        [*sections, TocEntry("questions", "Questions and answers"), TocEntry("sources", "Sources")]
    )


def toc_if_long_enough(parts: list[TocEntry]) -> tuple[TocEntry, ...]:
    return tuple(parts) if len(parts) >= MIN_ENTRIES else ()
