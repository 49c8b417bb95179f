"""What a number rests on, as HTML. It is the same for everybody with the same prescription, so it is drawn once."""

from __future__ import annotations

from django.template.loader import render_to_string

from guide.answer.words import Number
from guide.reading import Guide
from guide.rulebook import Prescription

DRAWN: dict[tuple[str, ...], str] = {}
MOST_DRAWN = 2000


def reasons(numbers: tuple[Number, ...], row: Prescription, guide: Guide) -> tuple[tuple[Number, str], ...]:
    """Each number with its reasons."""
    return tuple((number, drawn(number, row, guide)) for number in numbers)


def drawn(number: Number, row: Prescription, guide: Guide) -> str:
    sources = guide.url("sources")
    key = (guide.stamp.digest, sources, row.slug, number.name)
    if key not in DRAWN:
        if len(DRAWN) >= MOST_DRAWN:
            DRAWN.clear()
        DRAWN[key] = render_to_string("guide/_because.html", {"number": number, "sources": sources})
    return DRAWN[key]
