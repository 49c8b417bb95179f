"""The sources of a routine's numbers as HTML, rendered once for each prescription."""

from __future__ import annotations

from guide.builder.numbers import RoutineNumber
from guide.http.fragment_cache import render_cached
from guide.read_model.guide import Guide
from guide.routine.rulebook import FrozenPrescription


def render_number_sources(number: RoutineNumber, row: FrozenPrescription, guide: Guide) -> str:
    context = {"number": number, "sources_url": guide.url("sources")}
    return render_cached(guide.fragments, "guide/_number_sources.html", (row.slug, number.name), lambda: context)
