"""The pages for reading."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse

from guide.notation import Tempo
from guide.pages import table_of_contents
from guide.pages.default_routine import usual
from guide.pages.variation_filter import choose, ladder
from guide.read_model.guide import Guide
from guide.read_model.pictures import Moving
from guide.views.base import page, show

MOST_BESIDE = 10
"""Other questions of its topic that a question leads on to: those that stand next to it."""


@page
def home(request: HttpRequest, guide: Guide) -> HttpResponse:
    return show(request, "guide/home.html", guide, {})


@page
def whole(request: HttpRequest, guide: Guide) -> HttpResponse:
    context = {"topics": by_topic(guide), "contents": table_of_contents.of_whole(guide)}
    return show(request, "guide/full_guide.html", guide, context)


@page
def section(request: HttpRequest, guide: Guide, slug: str) -> HttpResponse:
    found = guide.find("sections", slug) or not_found("section", slug)
    index = guide.sections.index(found)
    context = {
        "section": found,
        "contents": table_of_contents.of_section(found, guide),
        "previous": guide.sections[index - 1] if index else None,
        "next": guide.sections[index + 1] if index + 1 < len(guide.sections) else None,
    }
    return show(request, "guide/section.html", guide, context)


@page(parameters=("equipment",))
def variations(request: HttpRequest, guide: Guide) -> HttpResponse:
    choice = choose(request.GET.getlist("equipment"), guide)
    return show(request, "guide/variations.html", guide, {"choice": choice, "ladder": ladder(guide.variations)})


@page(parameters=("tempo",))
def variation(request: HttpRequest, guide: Guide, slug: str) -> HttpResponse:
    found = guide.find("variations", slug) or not_found("variation", slug)
    near = {name: guide.find("variations", getattr(found, name)) for name in ("easier", "harder", "instead")}
    context = {
        "variation": found,
        "motion": in_tempo(found.motion, request.GET.get("tempo", "")),
        "near": near,
        "usual": usual(found, guide),
        "contents": table_of_contents.of_variation(found),
        "place": guide.variations.index(found) + 1,
    }
    return show(request, "guide/variation.html", guide, context)


def in_tempo(motion: Moving | None, tempo: str) -> Moving | None:
    """The moving picture in the tempo of an address, if it names one."""
    try:
        return motion and motion.at(Tempo.parse(tempo))
    except ValueError:
        return motion


@page
def questions(request: HttpRequest, guide: Guide) -> HttpResponse:
    topics = by_topic(guide)
    return show(
        request, "guide/questions.html", guide, {"topics": topics, "contents": table_of_contents.of_questions(topics)}
    )


@page
def question(request: HttpRequest, guide: Guide, slug: str) -> HttpResponse:
    found = guide.find("questions", slug) or not_found("question", slug)
    topic = [other for other in guide.questions if other.topic == found.topic]
    first = max(0, min(topic.index(found) - MOST_BESIDE // 2, len(topic) - MOST_BESIDE - 1))
    others = [other for other in topic[first : first + MOST_BESIDE + 1] if other is not found]
    return show(request, "guide/question.html", guide, {"question": found, "others": others})


@page
def sources(request: HttpRequest, guide: Guide) -> HttpResponse:
    return show(request, "guide/sources.html", guide, {})


@page
def changes(request: HttpRequest, guide: Guide) -> HttpResponse:
    return show(request, "guide/changes.html", guide, {})


@page
def about(request: HttpRequest, guide: Guide) -> HttpResponse:
    return show(request, "guide/about.html", guide, {"contents": table_of_contents.of_text(guide.cover.about)})


def by_topic(guide: Guide) -> list[tuple[str, list[object]]]:
    """Questions under their topics, each topic where its first question stands."""
    order = list(dict.fromkeys(question.topic for question in guide.questions))
    ordered = sorted(guide.questions, key=lambda question: order.index(question.topic))
    return [(topic, list(found)) for topic, found in groupby(ordered, key=lambda question: question.topic)]


def not_found(kind: str, slug: str) -> object:
    raise Http404(f"no {kind} {slug}")
