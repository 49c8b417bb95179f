"""The routine builder: its page, and the answer as text, Markdown and calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from guide.builder.answer import Answer, NextSessionAnswer, answer_next_session, build_answer
from guide.builder.answer_parts import (
    LARGE_NUMBERS,
    cues_html,
    figure_html,
    live_parts,
    routine_links,
    tempo_html,
)
from guide.builder.follow_up_forms import (
    CARRIED,
    RESULTS,
    CalendarForm,
    LastSessionForm,
    carried_pairs,
    empty_calendar_form,
    empty_last_session_form,
)
from guide.builder.form import RoutineForm
from guide.builder.form_fields import QueryForm
from guide.builder.misspelt_parameters import PARAMETERS, misspelt_parameter_errors
from guide.builder.plain_text import answer_as_markdown, answer_as_text
from guide.builder.query_string import QueryPairs, answered_query, trainee_query
from guide.read_model.guide import Guide
from guide.routine import Routine, RulebookGap, build
from guide.views.base import HTMX_HEADERS, page, render_page, site_url, store_only_if, wants_fragment

NO_ANSWERS = "The address has no answers."


@dataclass
class RoutineRequest:
    """The forms filled in from one address, and the answer if they are valid."""

    form: RoutineForm
    answer: Answer | None = None
    last_form: LastSessionForm | None = None
    calendar_form: CalendarForm | None = None
    next_session: NextSessionAnswer | None = None
    carried: QueryPairs = ()  # the history, for the form of the next session

    @property
    def address(self) -> str:
        """The query of the routine, with the history of its sessions."""
        return urlencode([*(self.answer.pairs if self.answer else ()), *self.carried])

    @property
    def bound_forms(self) -> list[QueryForm]:
        return [form for form in (self.form, self.last_form, self.calendar_form) if form is not None and form.is_bound]

    @property
    def has_errors(self) -> bool:
        return any(form.errors for form in self.bound_forms)

    def is_clean(self, query: QueryDict) -> bool:
        """Whether there is no error, and no parameter that the page does not use."""
        return not self.has_errors and set(query) <= {name for form in self.bound_forms for name in form.fields}

    @property
    def errors(self) -> dict[str, list[str]]:
        found = (item for form in self.bound_forms for item in form.errors.items())
        return {name: [str(message) for message in messages] for name, messages in found}


def read_request(request: HttpRequest, guide: Guide, *, calendar: bool = False) -> RoutineRequest:
    """Fill in the forms from the address and build the answer. The forms below the answer are missing without one."""
    query = request.GET
    read = answer_query(query, guide, calendar=calendar)
    store_only_if(request, read.is_clean(query))
    return read


def answer_query(query: QueryDict, guide: Guide, *, calendar: bool) -> RoutineRequest:
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
    read.carried = tuple((name, str(query[name])) for name in CARRIED if query.get(name))
    if read.last_form.is_bound and read.last_form.is_valid():
        read.next_session = answer_next_session(read.last_form.last_session(), routine, guide)
        read.carried = carried_pairs(read.next_session.target)
        # For the session after that one.
        weighted, week = routine.variation.equipment.weighted, read.last_form.cleaned_data["plan_week"]
        read.last_form = empty_last_session_form(guide, weighted, bool(read.carried), week)
    return read


def routine_form(query: QueryDict, guide: Guide) -> RoutineForm:
    form = RoutineForm(query if has_answer_for(query, RoutineForm) else None, guide=guide)
    if form.is_bound:
        for name, message in misspelt_parameter_errors(query):
            form.add_error(name if name in form.fields else None, message)
    return form


def last_session_form(query: QueryDict, routine: Routine, guide: Guide) -> LastSessionForm:
    weighted, has_history = routine.variation.equipment.weighted, bool(query.get("history"))
    if not any(name in query for name in RESULTS):
        return empty_last_session_form(guide, weighted, has_history)
    unit = routine.trainee.unit
    return LastSessionForm(query, guide=guide, weighted=weighted, has_history=has_history, unit=unit)


def has_answer_for(query: QueryDict, form: type[QueryForm]) -> bool:
    """Return whether the query answers at least one question of the form."""
    return any(name in form.base_fields for name in query)


@vary_on_headers(*HTMX_HEADERS)
@page(parameters=PARAMETERS)
def routine(request: HttpRequest, guide: Guide) -> HttpResponse:
    read = read_request(request, guide)
    template = "guide/_routine.html" if wants_fragment(request) else "guide/routine.html"
    response = render_page(request, template, guide, routine_context(request, guide, read))
    if wants_fragment(request) and read.answer and not read.has_errors:
        push_url(response, f"{request.path}?{answered_query(request.GET)}")
    return response


@vary_on_headers(*HTMX_HEADERS)
@page(parameters=PARAMETERS)
def routine_edit(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The form, filled in with the answers in the address."""
    template = "guide/_routine.html" if wants_fragment(request) else "guide/routine.html"
    query = request.GET
    read = RoutineRequest(routine_form(query, guide))
    store_only_if(request, read.is_clean(query))
    context = routine_context(request, guide, read) | {"canonical": builder_url(request, guide), "editing": True}
    if wants_fragment(request):  # it replaces the questions beside an answer
        context["live_parts"] = live_parts(read.form, every_question=True)
    return render_page(request, template, guide, context)


def builder_url(request: HttpRequest, guide: Guide) -> str:
    return f"{site_url(request)}{guide.url('routine')}"


def routine_context(request: HttpRequest, guide: Guide, read: RoutineRequest) -> dict[str, Any]:
    answer = read.answer
    addresses = {
        "here": guide.url("routine"),
        "edit": guide.url("routine-edit"),
        "calendar": guide.url("routine-calendar"),
    }
    shared = {"answers": read, "form": read.form, "answer": answer} | addresses
    if answer is None:
        return shared
    details: dict[str, Any] = {"routine": answer.routine, "variation": answer.variation, "numbers": answer.numbers}
    details |= {
        "dose": [number for number in answer.numbers if number.name in LARGE_NUMBERS],
        "facts": [number for number in answer.numbers if number.name not in LARGE_NUMBERS],
        "live_parts": live_parts(read.form, every_question=False),
        "optional_pairs": [pair for pair in answer.pairs if pair[0] in read.form.optional_fields],
        "figure": figure_html(answer, guide),
        "tempo": tempo_html(answer, guide),
        "cues": cues_html(answer, guide),
        "links": routine_links(answer, guide) | session_link(request, guide, read),
    }
    # Without `page`, whose metadata would describe the empty builder.
    return shared | details | {"link": routine_url(request, guide, answer), "page": None}


def session_link(request: HttpRequest, guide: Guide, read: RoutineRequest) -> dict[str, str]:
    """Return the address of the session. After pain there is none."""
    if read.next_session and not read.next_session.reps:
        return {}
    return {"session": f"{guide.url('routine-session')}?{session_query(request, read)}"}


def session_query(request: HttpRequest, read: RoutineRequest) -> str:
    """Return the answers, with the last session if it is told: then the next one follows from it."""
    return answered_query(request.GET) if read.next_session else read.address


@page(parameters=PARAMETERS)
def routine_text(request: HttpRequest, guide: Guide) -> HttpResponse:
    return text_response(request, guide, answer_as_text, "text/plain")


@page(parameters=PARAMETERS)
def routine_markdown(request: HttpRequest, guide: Guide) -> HttpResponse:
    return text_response(request, guide, answer_as_markdown, "text/markdown")


def text_response(request: HttpRequest, guide: Guide, write: Any, content_type: str) -> HttpResponse:
    read = read_request(request, guide)
    content_type = f"{content_type}; charset=utf-8"
    if read.answer is None or read.has_errors:
        lines = [f"{name}: {message}" for name, messages in read.errors.items() for message in messages]
        body = "\n".join(["There is a problem", "", *(lines or [NO_ANSWERS]), ""])
        return HttpResponse(body, status=400, content_type=content_type)
    body = write(read.answer, guide, routine_url(request, guide, read.answer), read.next_session)
    return HttpResponse(body, content_type=content_type)


@page(parameters=PARAMETERS)
def routine_calendar(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The sessions as a calendar file, or the page with its errors and status 400."""
    from guide.builder.ical import CalendarTimes, to_ical  # 7 MB of memory, which most processes never need

    read = read_request(request, guide, calendar=True)
    if read.answer is None or read.calendar_form is None or not read.calendar_form.is_valid():
        response = render_page(request, "guide/routine.html", guide, routine_context(request, guide, read))
        response.status_code = 400
        return response
    times = CalendarTimes(**read.calendar_form.cleaned_data)
    body = to_ical(read.answer, guide, routine_url(request, guide, read.answer), times)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="routine.ics"'
    return response


def routine_url(request: HttpRequest, guide: Guide, answer: Answer) -> str:
    """Return the canonical address of the routine: its answers and no other parameters."""
    return f"{builder_url(request, guide)}?{trainee_query(answer.routine.trainee)}"
