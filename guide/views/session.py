"""The routine in the gym: the card to print, and the session that counts, times and remembers in the browser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from guide.builder.answer import Answer
from guide.builder.answer_parts import CARD_NUMBERS
from guide.builder.json_api import answer_as_dict
from guide.builder.misspelt_parameters import PARAMETERS
from guide.builder.plain_text import plain_line, with_absolute_links
from guide.builder.session import answer_after_stop
from guide.notation import Tempo
from guide.read_model.guide import Guide
from guide.views.base import page, render_page
from guide.views.routine import RoutineRequest, builder_url, read_request, routine_context, routine_url, session_query

DATA = ("edition", "variation", "weeks", "cues", "next", "session")  # what the session needs of /routine.json
SEEKABLE = Tempo(1, 0, 1)  # of this animation, the page shows the moment that it wants


@page(parameters=PARAMETERS)
def routine_card(request: HttpRequest, guide: Guide) -> HttpResponse:
    """A gym card on one printed page, with boxes to fill in."""
    read = read_request(request, guide)
    if read.answer is None:
        return render_page(request, "guide/routine.html", guide, routine_context(request, guide, read))
    context = card_context(request, guide, read, read.answer)
    return render_page(request, "guide/gym_card_print.html", guide, context)


def card_context(request: HttpRequest, guide: Guide, read: RoutineRequest, answer: Answer) -> dict[str, Any]:
    address, routine = routine_url(request, guide, answer), answer.routine
    instructions = (routine.warm_up_sets[1], *(change.effect.text for change in routine.changes))
    return routine_context(request, guide, read) | {
        "card_numbers": [number for number in answer.numbers if number.name in CARD_NUMBERS],
        "safety_notices": [
            with_absolute_links(plain_line(limit.safety_notice), address) for limit in routine.safety_notices
        ],
        "instructions": [with_absolute_links(plain_line(text), address) for text in instructions if text],
        "canonical": builder_url(request, guide),
    }


@page(parameters=PARAMETERS)
def routine_session(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The session that the answers lead to. Where they lead to none, the builder says why."""
    read = read_request(request, guide)
    is_rest = read.next_session is not None and not read.next_session.reps
    if read.answer is None or read.has_errors or is_rest:
        return render_page(request, "guide/routine.html", guide, routine_context(request, guide, read))
    context = card_context(request, guide, read, read.answer) | session_context(read, read.answer, guide)
    context["links"] |= {"routine": f"{guide.url('routine')}?{session_query(request, read)}"}
    return render_page(request, "guide/session.html", guide, context)


def session_context(read: RoutineRequest, answer: Answer, guide: Guide) -> dict[str, Any]:
    data, motion = answer_as_dict(answer, guide, read.next_session), answer.variation.motion
    return {
        "session": {name: data[name] for name in DATA} | {"address": read.address},
        "motion": replace(motion, tempo=SEEKABLE) if motion else None,
        "after_pain": answer_after_stop("pain", answer, guide),
        "after_slip": answer_after_stop("slipped", answer, guide),
    }
