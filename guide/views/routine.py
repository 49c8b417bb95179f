"""The routine builder's page and what can be kept of it: the answers are the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.vary import vary_on_headers

from guide.builder.answer import Answer, Next, answer_of, next_of
from guide.builder.follow_up_forms import (
    CalendarForm,
    LastSessionForm,
    blank_calendar,
    blank_last_session,
    with_current_names,
)
from guide.builder.form import RoutineForm
from guide.builder.form_fields import AddressForm
from guide.builder.ical import as_calendar
from guide.builder.plain_text import as_markdown, as_text, leaving, plain
from guide.builder.query_string import query_of
from guide.builder.unknown_parameters import PARAMETERS, unknown
from guide.http.fragment_cache import drawn
from guide.read_model.guide import Guide
from guide.routine import NoAnswer, Routine, build
from guide.views.base import HTMX_HEADERS, page, show, site_of, wants_fragment


@dataclass
class Asked:
    """What one address asks for: the forms it fills in, and the answer where there is one."""

    form: RoutineForm
    answer: Answer | None = None
    last: LastSessionForm | None = None
    calendar: CalendarForm | None = None
    coming: Next | None = None

    @property
    def forms(self) -> list[AddressForm]:
        return [form for form in (self.form, self.last, self.calendar) if form is not None and form.is_bound]

    @property
    def faulty(self) -> bool:
        return any(form.errors for form in self.forms)

    @property
    def errors(self) -> dict[str, list[str]]:
        return {name: list(messages) for form in self.forms for name, messages in form.errors.items()}


def ask(request: HttpRequest, guide: Guide, *, calendar: bool = False) -> Asked:
    """Read the address; the forms below the answer are read only where there is an answer."""
    given = with_current_names(request.GET)
    asked = Asked(form_of(given, guide))
    if not asked.form.is_bound or not asked.form.is_valid():
        return asked
    try:
        routine = build(asked.form.trainee(), guide.rulebook)
    except NoAnswer as gap:
        asked.form.add_error(None, f"The guide has no answer for this: {gap}. Please change one of your answers.")
        return asked
    asked.answer = answer_of(routine, guide)
    asked.last = last_session(given, routine, guide)
    days = routine.days.low
    asked.calendar = CalendarForm(given, guide=guide, days=days) if calendar else blank_calendar(guide, days)
    if asked.last.is_bound and asked.last.is_valid():
        asked.coming = next_of(asked.last.session(), routine, guide)
    return asked


def form_of(given: Any, guide: Guide) -> RoutineForm:
    form = RoutineForm(given if mentions(given, RoutineForm) else None, guide=guide)
    if form.is_bound:
        for name, fault in unknown(given):
            form.add_error(name if name in form.fields else None, fault)
    return form


def last_session(given: Any, routine: Routine, guide: Guide) -> LastSessionForm:
    weighted = routine.variation.equipment.weighted
    if not mentions(given, LastSessionForm):
        return blank_last_session(guide, weighted)
    return LastSessionForm(given, guide=guide, weighted=weighted, unit=routine.trainee.unit)


def mentions(given: Any, form: type[AddressForm]) -> bool:
    """Whether the address holds an answer to one of the form's questions."""
    return any(name in form.base_fields for name in given)


@vary_on_headers(*HTMX_HEADERS)
@page(parameters=PARAMETERS)
def routine(request: HttpRequest, guide: Guide) -> HttpResponse:
    template = "guide/_routine.html" if wants_fragment(request) else "guide/routine.html"
    return show(request, template, guide, context(request, guide, ask(request, guide)))


@vary_on_headers(*HTMX_HEADERS)
@page(parameters=PARAMETERS)
def change(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The questions with the answers that an address holds."""
    template = "guide/_routine.html" if wants_fragment(request) else "guide/routine.html"
    asked = Asked(form_of(with_current_names(request.GET), guide))
    return show(request, template, guide, context(request, guide, asked) | {"canonical": of_builder(request, guide)})


def of_builder(request: HttpRequest, guide: Guide) -> str:
    return f"{site_of(request)}{guide.url('routine')}"


def context(request: HttpRequest, guide: Guide, asked: Asked) -> dict[str, Any]:
    answer = asked.answer
    here, calendar = guide.url("routine"), guide.url("routine-calendar")
    shared = {"asked": asked, "form": asked.form, "answer": answer, "here": here, "calendar": calendar}
    if answer is None:
        return shared
    own = {"routine": answer.routine, "variation": answer.variation, "numbers": answer.numbers}
    own |= {"figures": figures(answer, guide), "watch": watch(answer, guide), "ways": ways(answer, guide)}
    return shared | own | {"link": address_of(request, guide, answer)}


def figures(answer: Answer, guide: Guide) -> str:
    key = (answer.variation.slug,)
    return drawn(guide.fragments, "guide/_figures.html", key, lambda: {"pictures": answer.variation.pictures})


def watch(answer: Answer, guide: Guide) -> str:
    page, likely = guide.url("variation", answer.variation.slug), answer.likely
    key = (answer.variation.slug, likely.mistake.slug if likely else "")
    return drawn(guide.fragments, "guide/_form_cues.html", key, lambda: watched(answer) | {"page": page})


def watched(answer: Answer) -> dict[str, Any]:
    variation, likely = answer.variation, answer.likely
    fault = likely.mistake.drawn_as(variation.pictures) if likely else ()
    return {"answer": answer, "variation": variation, "fault": fault}


def ways(answer: Answer, guide: Guide) -> dict[str, str]:
    """Where the same answer is in other forms, and where its neighbours are."""
    near = {"easier": answer.easier, "harder": answer.harder}
    found = {
        name: guide.url("variation", rung.variation.slug) for name, rung in near.items() if rung and rung.variation
    }
    forms = ("card", "text", "markdown", "json", "edit")
    found["moving"] = f"{guide.url('variation', answer.variation.slug)}?tempo={answer.routine.prescription.tempo}#move"
    return found | {name: f"{guide.url(f'routine-{name}')}?{answer.query}" for name in forms}


@page(parameters=PARAMETERS)
def card(request: HttpRequest, guide: Guide) -> HttpResponse:
    """One page to print, with boxes to fill in."""
    asked = ask(request, guide)
    if asked.answer is None:
        return show(request, "guide/routine.html", guide, context(request, guide, asked))
    sessions = range(1, 1 + max(len(row.sessions) for row in asked.answer.weeks))
    address = address_of(request, guide, asked.answer)
    cards = [
        leaving(plain(limit.safety_notice), address) for limit in asked.answer.routine.limits if limit.safety_notice
    ]
    own = {"sessions": sessions, "cards": cards, "canonical": of_builder(request, guide)}
    return show(request, "guide/gym_card_print.html", guide, context(request, guide, asked) | own)


@page(parameters=PARAMETERS)
def text(request: HttpRequest, guide: Guide) -> HttpResponse:
    return written(request, guide, as_text, "text/plain")


@page(parameters=PARAMETERS)
def markdown(request: HttpRequest, guide: Guide) -> HttpResponse:
    return written(request, guide, as_markdown, "text/markdown")


def written(request: HttpRequest, guide: Guide, write: Any, content_type: str) -> HttpResponse:
    asked = ask(request, guide)
    kind = f"{content_type}; charset=utf-8"
    if asked.answer is None or asked.faulty:
        lines = [f"{name}: {message}" for name, messages in asked.errors.items() for message in messages]
        body = "\n".join(["There is a problem", "", *(lines or ["The address holds no answers."]), ""])
        return HttpResponse(body, status=400, content_type=kind)
    return HttpResponse(
        write(asked.answer, guide, address_of(request, guide, asked.answer), asked.coming), content_type=kind
    )


@page(parameters=PARAMETERS)
def calendar(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The sessions as a file; faults come back as the page with its forms."""
    asked = ask(request, guide, calendar=True)
    if asked.answer is None or asked.calendar is None or not asked.calendar.is_valid():
        response = show(request, "guide/routine.html", guide, context(request, guide, asked))
        response.status_code = 400
        return response
    wishes = asked.calendar.cleaned_data
    address = address_of(request, guide, asked.answer)
    body = as_calendar(asked.answer, guide, address, wishes["on"], wishes["start"], wishes["at"])
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="routine.ics"'
    return response


def address_of(request: HttpRequest, guide: Guide, answer: Answer) -> str:
    """The address of the routine's page, with its answers and nothing else."""
    return f"{of_builder(request, guide)}?{query_of(answer.routine.trainee)}"
