"""What a number rests on, as HTML. It is the same for everybody with the same prescription, so it is drawn once."""

from __future__ import annotations

from guide.builder.numbers import RoutineNumber
from guide.http.fragment_cache import render_cached
from guide.read_model.guide import Guide
from guide.routine.rulebook import FrozenPrescription


def numbers_with_sources(
    numbers: tuple[RoutineNumber, ...], row: FrozenPrescription, guide: Guide
) -> tuple[tuple[RoutineNumber, str], ...]:
    """Each number with its reasons."""
    return tuple((number, render_number_sources(number, row, guide)) for number in numbers)


def render_number_sources(number: RoutineNumber, row: FrozenPrescription, guide: Guide) -> str:
    context = {"number": number, "sources": guide.url("sources")}
    return render_cached(guide.fragments, "guide/_number_sources.html", (row.slug, number.name), lambda: context)
