"""The routine builder's page: the answers are the address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.vary import vary_on_headers

from guide.answer import numbers
from guide.forms import RoutineForm
from guide.reading import Guide
from guide.routine import NoAnswer, build
from guide.views.page import HTMX_HEADERS, page, show, wants_fragment


@vary_on_headers(*HTMX_HEADERS)
@page(parameters=tuple(RoutineForm.base_fields))
def routine(request: HttpRequest, guide: Guide) -> HttpResponse:
    form = RoutineForm(request.GET if answered(request) else None, guide=guide)
    template = "guide/_routine.html" if wants_fragment(request) else "guide/routine.html"
    return show(request, template, guide, {"form": form} | answer(form, guide))


def answered(request: HttpRequest) -> bool:
    """Whether the address holds any answer; foreign parameters do not make a form."""
    return any(name in RoutineForm.base_fields for name in request.GET)


def answer(form: RoutineForm, guide: Guide) -> dict[str, Any]:
    """The routine for a form, or nothing where it cannot be given."""
    if not form.is_bound or not form.is_valid():
        return {}
    try:
        routine = build(form.trainee(), guide.rulebook)
    except NoAnswer as gap:
        form.add_error(None, f"The guide has no answer for this: {gap}. Please change one of your answers.")
        return {}
    variation = guide.find("variations", routine.variation.slug)
    shown = {"routine": routine, "variation": variation, "numbers": numbers(routine, guide)}
    return shown | {"motion": variation.motion and variation.motion.at(routine.prescription.tempo)}
