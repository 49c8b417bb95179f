"""What is on a long page, in order: the anchors that its contents lead to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from guide.read_model.guide import Guide
from guide.read_model.parts import Section, Variation

FEWEST = 3
"""A page with fewer parts than this is short enough without a list of them."""
VARIATION = {
    "setup": "Set-up",
    "steps": "Step by step",
    "cues": "Cues",
    "mistakes": "Mistakes to watch",
    "loading": "How to load it",
    "suits": "Who it suits",
    "ladder": "Easier, harder, instead",
}


@dataclass(frozen=True)
class Part:
    anchor: str
    title: str


def of_text(text: Any) -> tuple[Part, ...]:
    return worth_it(of_prose(text))


def of_section(section: Section, guide: Guide) -> tuple[Part, ...]:
    return worth_it([*of_prose(section.body), *of_shown(section.list_below, guide)])


def of_prose(text: Any) -> list[Part]:
    """Its headings; text that was never rendered has none."""
    return [Part(heading.anchor, heading.title) for heading in getattr(text, "headings", ())]


def of_shown(shows: str, guide: Guide) -> list[Part]:
    """The parts that a section shows under its own text."""
    if shows == "prescriptions":
        return [Part("prescriptions", "The prescriptions"), Part("progressions", "How to progress")]
    if shows == "muscles":
        return [Part(f"muscle-{muscle.slug}", muscle.name) for muscle in guide.muscles]
    if shows in ("mistakes", "audiences"):
        return [Part(f"{shows[:-1]}-{part.slug}", part.title) for part in getattr(guide, shows)]
    return []


def of_variation(variation: Variation) -> tuple[Part, ...]:
    parts = [Part(f"variation-{variation.slug}-{anchor}", title) for anchor, title in VARIATION.items()]
    return (*parts, Part("prescriptions", "All prescriptions"))


def of_questions(topics: Sequence[tuple[str, Any]]) -> tuple[Part, ...]:
    return worth_it([Part(f"topic-{slugify(topic)}", topic) for topic, _ in topics])


def of_whole(guide: Guide) -> tuple[Part, ...]:
    sections = [Part(f"section-{section.slug}", section.title) for section in guide.sections]
    return worth_it([*sections, Part("questions", "Questions and answers"), Part("sources", "Sources")])


def worth_it(parts: list[Part]) -> tuple[Part, ...]:
    return tuple(parts) if len(parts) >= FEWEST else ()
