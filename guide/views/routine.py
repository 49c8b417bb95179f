"""The routine builder's page and what can be kept of it: the answers are the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.vary import vary_on_headers

from guide.builder.answer import Answer, NextSessionAnswer, answer_next_session, build_answer
from guide.builder.follow_up_forms import (
    CalendarForm,
    LastSessionForm,
    empty_calendar_form,
    empty_last_session_form,
    with_current_names,
)
from guide.builder.form import RoutineForm
from guide.builder.form_fields import QueryForm
from guide.builder.ical import to_ical
from guide.builder.plain_text import answer_as_markdown, answer_as_text, plain_line, with_absolute_links
from guide.builder.query_string import trainee_query
from guide.builder.unknown_parameters import PARAMETERS, unknown_parameters
from guide.http.fragment_cache import render_cached
from guide.read_model.guide import Guide
from guide.routine import Routine, RulebookGap, build
from guide.views.base import HTMX_HEADERS, page, render_page, site_url, wants_fragment


@dataclass
class RoutineRequest:
    """What one address asks for: the forms it fills in, and the answer where there is one."""

    form: RoutineForm
    answer: Answer | None = None
    last_form: LastSessionForm | None = None
    calendar_form: CalendarForm | None = None
    next_session: NextSessionAnswer | None = None

    @property
    def bound_forms(self) -> list[QueryForm]:
        return [form for form in (self.form, self.last_form, self.calendar_form) if form is not None and form.is_bound]

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.bound_forms)

    @property
    def errors(self) -> dict[str, list[str]]:
        found = (item for form in self.bound_forms for item in form.errors.items())
        return {name: [str(message) for message in messages] for name, messages in found}


def read_request(request: HttpRequest, guide: Guide, *, calendar: bool = False) -> RoutineRequest:
    """Read the address; the forms below the answer are read only where there is an answer."""
    query = with_current_names(request.GET)
    read = RoutineRequest(routine_form(query, guide))
    if not read.form.is_bound or not read.form.is_valid():
        return read
    try:
        routine = build(read.form.trainee(), guide.rulebook)
    except RulebookGap as gap:
        read.form.add_error(None, f"The guide has no answer for this: {gap}. Please change one of your answers.")
        return read
    read.answer = build_answer(routine, guide)
    read.last_form = last_session_form(query, routine, guide)
    days = routine.days.low
    read.calendar_form = CalendarForm(query, guide=guide, days=days) if calendar else empty_calendar_form(guide, days)
    if read.last_form.is_bound and read.last_form.is_valid():
        read.next_session = answer_next_session(read.last_form.last_session(), routine, guide)
    return read


def routine_form(given: Any, guide: Guide) -> RoutineForm:
    form = RoutineForm(given if has_answer_for(given, RoutineForm) else None, guide=guide)
    if form.is_bound:
        for name, fault in unknown_parameters(given):
            form.add_error(name if name in form.fields else None, fault)
    return form


def last_session_form(given: Any, routine: Routine, guide: Guide) -> LastSessionForm:
    weighted = routine.variation.equipment.weighted
    if not has_answer_for(given, LastSessionForm):
        return empty_last_session_form(guide, weighted)
    return LastSessionForm(given, guide=guide, weighted=weighted, unit=routine.trainee.unit)


def has_answer_for(given: Any, form: type[QueryForm]) -> bool:
    """Whether the address holds an answer to one of the form's questions."""
    return any(name in form.base_fields for name in given)


@vary_on_headers(*HTMX_HEADERS)
@page(parameters=PARAMETERS)
def routine(request: HttpRequest, guide: Guide) -> HttpResponse:
    template = "guide/_routine.html" if wants_fragment(request) else "guide/routine.html"
    return render_page(request, template, guide, routine_context(request, guide, read_request(request, guide)))


@vary_on_headers(*HTMX_HEADERS)
@page(parameters=PARAMETERS)
def edit_answers(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The questions with the answers that an address holds."""
    template = "guide/_routine.html" if wants_fragment(request) else "guide/routine.html"
    read = RoutineRequest(routine_form(with_current_names(request.GET), guide))
    return render_page(
        request, template, guide, routine_context(request, guide, read) | {"canonical": builder_url(request, guide)}
    )


def builder_url(request: HttpRequest, guide: Guide) -> str:
    return f"{site_url(request)}{guide.url('routine')}"


def routine_context(request: HttpRequest, guide: Guide, read: RoutineRequest) -> dict[str, Any]:
    answer = read.answer
    here, calendar = guide.url("routine"), guide.url("routine-calendar")
    shared = {"answers": read, "form": read.form, "answer": answer, "here": here, "calendar": calendar}
    if answer is None:
        return shared
    details = {"routine": answer.routine, "variation": answer.variation, "numbers": answer.numbers}
    details |= {
        "figures": figures_html(answer, guide),
        "cues": cues_html(answer, guide),
        "links": routine_links(answer, guide),
    }
    return shared | details | {"link": routine_url(request, guide, answer)}


def figures_html(answer: Answer, guide: Guide) -> str:
    key = (answer.variation.slug,)
    return render_cached(guide.fragments, "guide/_figures.html", key, lambda: {"pictures": answer.variation.pictures})


def cues_html(answer: Answer, guide: Guide) -> str:
    page, likely = guide.url("variation", answer.variation.slug), answer.common_mistake
    key = (answer.variation.slug, likely.mistake.slug if likely else "")
    return render_cached(guide.fragments, "guide/_form_cues.html", key, lambda: cues_context(answer) | {"page": page})


def cues_context(answer: Answer) -> dict[str, Any]:
    variation, likely = answer.variation, answer.common_mistake
    fault = likely.mistake.pictures_in_stance(variation.pictures) if likely else ()
    return {"answer": answer, "variation": variation, "fault": fault}


def routine_links(answer: Answer, guide: Guide) -> dict[str, str]:
    """Where the same answer is in other forms, and where its neighbours are."""
    near = {"easier": answer.easier, "harder": answer.harder}
    found = {
        name: guide.url("variation", rung.variation.slug) for name, rung in near.items() if rung and rung.variation
    }
    forms = ("card", "text", "markdown", "json", "edit")
    found["moving"] = f"{guide.url('variation', answer.variation.slug)}?tempo={answer.routine.prescription.tempo}#move"
    return found | {name: f"{guide.url(f'routine-{name}')}?{answer.query}" for name in forms}


@page(parameters=PARAMETERS)
def printable_card(request: HttpRequest, guide: Guide) -> HttpResponse:
    """One page to print, with boxes to fill in."""
    read = read_request(request, guide)
    if read.answer is None:
        return render_page(request, "guide/routine.html", guide, routine_context(request, guide, read))
    sessions = range(1, 1 + max(len(row.sessions) for row in read.answer.weeks))
    address = routine_url(request, guide, read.answer)
    cards = [
        with_absolute_links(plain_line(limit.safety_notice), address)
        for limit in read.answer.routine.limits
        if limit.safety_notice
    ]
    own = {"sessions": sessions, "cards": cards, "canonical": builder_url(request, guide)}
    return render_page(request, "guide/gym_card_print.html", guide, routine_context(request, guide, read) | own)


@page(parameters=PARAMETERS)
def routine_text(request: HttpRequest, guide: Guide) -> HttpResponse:
    return text_response(request, guide, answer_as_text, "text/plain")


@page(parameters=PARAMETERS)
def routine_markdown(request: HttpRequest, guide: Guide) -> HttpResponse:
    return text_response(request, guide, answer_as_markdown, "text/markdown")


def text_response(request: HttpRequest, guide: Guide, write: Any, content_type: str) -> HttpResponse:
    read = read_request(request, guide)
    kind = f"{content_type}; charset=utf-8"
    if read.answer is None or read.has_errors:
        lines = [f"{name}: {message}" for name, messages in read.errors.items() for message in messages]
        body = "\n".join(["There is a problem", "", *(lines or ["The address holds no answers."]), ""])
        return HttpResponse(body, status=400, content_type=kind)
    return HttpResponse(
        write(read.answer, guide, routine_url(request, guide, read.answer), read.next_session), content_type=kind
    )


@page(parameters=PARAMETERS)
def routine_calendar(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The sessions as a file; faults come back as the page with its forms."""
    read = read_request(request, guide, calendar=True)
    if read.answer is None or read.calendar_form is None or not read.calendar_form.is_valid():
        response = render_page(request, "guide/routine.html", guide, routine_context(request, guide, read))
        response.status_code = 400
        return response
    choices = read.calendar_form.cleaned_data
    address = routine_url(request, guide, read.answer)
    body = to_ical(read.answer, guide, address, choices["on"], choices["start"], choices["at"])
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="routine.ics"'
    return response


def routine_url(request: HttpRequest, guide: Guide, answer: Answer) -> str:
    """The address of the routine's page, with its answers and nothing else."""
    return f"{builder_url(request, guide)}?{trainee_query(answer.routine.trainee)}"
