"""What a number rests on, as HTML. It is the same for everybody with the same prescription, so it is drawn once."""

from __future__ import annotations

from guide.builder.numbers import Number
from guide.http.fragment_cache import drawn
from guide.read_model.guide import Guide
from guide.routine.rulebook import Prescription


def reasons(numbers: tuple[Number, ...], row: Prescription, guide: Guide) -> tuple[tuple[Number, str], ...]:
    """Each number with its reasons."""
    return tuple((number, reason(number, row, guide)) for number in numbers)


def reason(number: Number, row: Prescription, guide: Guide) -> str:
    context = {"number": number, "sources": guide.url("sources")}
    return drawn(guide.fragments, "guide/_number_sources.html", (row.slug, number.name), lambda: context)
