"""Tables of contents of long pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify

from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenSection, FrozenVariation
from guide.text.markdown import Heading

MIN_ENTRIES = 3  # a page with fewer has no table of contents
VARIATION_ANCHORS = {
    "setup": "Set-up",
    "steps": "Step by step",
    "cues": "Cues",
    "mistakes": "Mistakes to watch",
    "loading": "How to load it",
    "suits": "Who it suits",
    "ladder": "Easier, harder, instead",
}


def text_toc(text: Any) -> tuple[Heading, ...]:
    return toc_if_long_enough(heading_entries(text))


def section_toc(section: FrozenSection, guide: Guide) -> tuple[Heading, ...]:
    return toc_if_long_enough([*heading_entries(section.body), *listed_entries(section.list_below, guide)])


def heading_entries(text: Any) -> list[Heading]:
    """Return the headings of rendered prose; a plain string has none."""
    return list(getattr(text, "headings", ()))


def listed_entries(list_below: str, guide: Guide) -> list[Heading]:
    """Return the entries for the list below a section's own text."""
    if list_below == "prescriptions":
        return [Heading("prescriptions", "The prescriptions"), Heading("progressions", "How to progress")]
    if list_below == "muscles":
        return [Heading(f"muscle-{muscle.slug}", muscle.name) for muscle in guide.muscles]
    if list_below in ("mistakes", "audiences"):
        return [Heading(f"{list_below[:-1]}-{item.slug}", item.title) for item in getattr(guide, list_below)]
    return []


def variation_toc(variation: FrozenVariation) -> tuple[Heading, ...]:
    entries = [Heading(f"variation-{variation.slug}-{anchor}", title) for anchor, title in VARIATION_ANCHORS.items()]
    return (*entries, Heading("prescriptions", "All prescriptions"))


def questions_toc(topics: Sequence[tuple[str, Any]]) -> tuple[Heading, ...]:
    return toc_if_long_enough([Heading(f"topic-{slugify(topic)}", topic) for topic, _ in topics])


def full_guide_toc(guide: Guide) -> tuple[Heading, ...]:
    sections = [Heading(f"section-{section.slug}", section.title) for section in guide.sections]
    return toc_if_long_enough([*sections, Heading("questions", "Questions and answers"), Heading("sources", "Sources")])


def toc_if_long_enough(entries: list[Heading]) -> tuple[Heading, ...]:
    return tuple(entries) if len(entries) >= MIN_ENTRIES else ()
