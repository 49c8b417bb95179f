"""The pages of the guide."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from guide.models import Section
from guide.notation import Tempo
from guide.pages import table_of_contents
from guide.pages.default_routine import default_routine
from guide.pages.variation_filter import filter_variations
from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenQuestion, FrozenSection
from guide.read_model.pictures import Animation
from guide.views.base import page, render_page, store_only_if
from guide.views.redirects import missing_page

DOSE = ("sets", "reps", "rir", "rest")  # the numbers on the front page
MAX_RELATED = 10  # other questions of the same topic that a question links to


@page
def home(request: HttpRequest, guide: Guide) -> HttpResponse:
    first = next(iter(guide.variations), None)
    routine = default_routine(first, guide) if first else None
    context = {
        "first": first,
        "by_equipment": guide.variations_by_equipment().values(),
        "default_routine": routine,
        "dose": [number for number in routine.numbers if number.name in DOSE] if routine else [],
        "chapters": sections_by_chapter(guide),
        "key_sections": key_sections(guide),
    }
    return render_page(request, "guide/home.html", guide, context)


def key_sections(guide: Guide) -> list[FrozenSection]:
    """Return the first section of each chapter, and those that go step by step."""
    first = [lines[0].slug for _, lines in sections_by_chapter(guide) if lines]
    return [section for section in guide.sections if section.numbered or section.slug in first]


def sections_by_chapter(guide: Guide) -> list[tuple[Section.Chapter, list[FrozenSection]]]:
    """Return the chapters in their order. Sections without a chapter are in the last one."""
    last = Section.Chapter.UNDERSTAND
    return [
        (chapter, [row for row in guide.sections if (row.chapter or last) == chapter]) for chapter in Section.Chapter
    ]


@page
def full_guide(request: HttpRequest, guide: Guide) -> HttpResponse:
    context = {"topics": questions_by_topic(guide), "contents": table_of_contents.full_guide_toc(guide)}
    return render_page(request, "guide/full_guide.html", guide, context)


@page
def section(request: HttpRequest, guide: Guide, slug: str) -> HttpResponse:
    found = guide.find("sections", slug)
    if not found:
        return missing_page(request, guide, "section", slug)
    index = guide.sections.index(found)
    context = {
        "section": found,
        "contents": table_of_contents.section_toc(found, guide),
        "previous": guide.sections[index - 1] if index else None,
        "next": guide.sections[index + 1] if index + 1 < len(guide.sections) else None,
    }
    return render_page(request, "guide/section.html", guide, context)


@page(parameters=("equipment",))
def variations(request: HttpRequest, guide: Guide) -> HttpResponse:
    found = filter_variations(request.GET.getlist("equipment"), guide)
    store_only_if(request, request.META["QUERY_STRING"] == found.query.lstrip("?"))
    return render_page(request, "guide/variations.html", guide, {"filter": found})


@page(parameters=("tempo",))
def variation(request: HttpRequest, guide: Guide, slug: str) -> HttpResponse:
    found = guide.find("variations", slug)
    if not found:
        return missing_page(request, guide, "variation", slug)
    tempos = {urlencode({"tempo": str(row.tempo)}) for row in guide.prescriptions}
    store_only_if(request, request.META["QUERY_STRING"] in {"", *tempos})
    related = {name: guide.find("variations", getattr(found, name)) for name in ("easier", "harder", "instead")}
    context = {
        "variation": found,
        "motion": animation_in_tempo(found.motion, request.GET.get("tempo", "")),
        "related": related,
        "default_routine": default_routine(found, guide),
        "contents": table_of_contents.variation_toc(found),
    }
    return render_page(request, "guide/variation.html", guide, context)


def animation_in_tempo(motion: Animation | None, tempo: str) -> Animation | None:
    """Return the animation in the tempo of the address, if it has a valid one."""
    try:
        return motion and replace(motion, tempo=Tempo.parse(tempo))
    except ValueError:
        return motion


@page
def questions(request: HttpRequest, guide: Guide) -> HttpResponse:
    topics = questions_by_topic(guide)
    context = {"topics": topics, "contents": table_of_contents.questions_toc(topics)}
    return render_page(request, "guide/questions.html", guide, context)


@page
def question(request: HttpRequest, guide: Guide, slug: str) -> HttpResponse:
    found = guide.find("questions", slug)
    if not found:
        return missing_page(request, guide, "question", slug)
    topic = [other for other in guide.questions if other.topic == found.topic]
    first = max(0, min(topic.index(found) - MAX_RELATED // 2, len(topic) - MAX_RELATED - 1))
    others = [other for other in topic[first : first + MAX_RELATED + 1] if other is not found]
    return render_page(request, "guide/question.html", guide, {"question": found, "others": others})


@page
def sources(request: HttpRequest, guide: Guide) -> HttpResponse:
    return render_page(request, "guide/sources.html", guide, {})


@page
def changes(request: HttpRequest, guide: Guide) -> HttpResponse:
    return render_page(request, "guide/changes.html", guide, {})


@page
def routine_log(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The training log, which the browser keeps and fills in."""
    titles = {variation.slug: variation.title for variation in guide.variations}
    return render_page(request, "guide/routine_log.html", guide, {"titles": titles})


@page
def about(request: HttpRequest, guide: Guide) -> HttpResponse:
    return render_page(request, "guide/about.html", guide, {"contents": table_of_contents.text_toc(guide.cover.about)})


def questions_by_topic(guide: Guide) -> list[tuple[str, list[FrozenQuestion]]]:
    """Return the questions by topic; topics are in the order of their first questions."""
    order = list(dict.fromkeys(question.topic for question in guide.questions))
    ordered = sorted(guide.questions, key=lambda question: order.index(question.topic))
    return [(topic, list(found)) for topic, found in groupby(ordered, key=lambda question: question.topic)]
