"""The pages for reading."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse

from guide.reading import Guide
from guide.views.page import page, show


@page
def home(request: HttpRequest, guide: Guide) -> HttpResponse:
    return show(request, "guide/home.html", guide, {})


@page
def whole(request: HttpRequest, guide: Guide) -> HttpResponse:
    return show(request, "guide/whole.html", guide, {"topics": by_topic(guide)})


@page
def section(request: HttpRequest, guide: Guide, slug: str) -> HttpResponse:
    found = guide.find("sections", slug) or not_found("section", slug)
    index = guide.sections.index(found)
    context = {
        "section": found,
        "previous": guide.sections[index - 1] if index else None,
        "next": guide.sections[index + 1] if index + 1 < len(guide.sections) else None,
    }
    return show(request, "guide/section.html", guide, context)


@page
def variations(request: HttpRequest, guide: Guide) -> HttpResponse:
    return show(request, "guide/variations.html", guide, {})


@page
def variation(request: HttpRequest, guide: Guide, slug: str) -> HttpResponse:
    found = guide.find("variations", slug) or not_found("variation", slug)
    near = {name: guide.find("variations", getattr(found, name)) for name in ("easier", "harder", "instead")}
    return show(request, "guide/variation.html", guide, {"variation": found, "near": near})


@page
def questions(request: HttpRequest, guide: Guide) -> HttpResponse:
    return show(request, "guide/questions.html", guide, {"topics": by_topic(guide)})


@page
def sources(request: HttpRequest, guide: Guide) -> HttpResponse:
    return show(request, "guide/sources.html", guide, {})


@page
def changes(request: HttpRequest, guide: Guide) -> HttpResponse:
    return show(request, "guide/changes.html", guide, {})


@page
def about(request: HttpRequest, guide: Guide) -> HttpResponse:
    return show(request, "guide/about.html", guide, {})


def by_topic(guide: Guide) -> list[tuple[str, list[object]]]:
    """Questions under their topics, each topic where its first question stands."""
    order = list(dict.fromkeys(question.topic for question in guide.questions))
    ordered = sorted(guide.questions, key=lambda question: order.index(question.topic))
    return [(topic, list(found)) for topic, found in groupby(ordered, key=lambda question: question.topic)]


def not_found(kind: str, slug: str) -> object:
    raise Http404(f"no {kind} {slug}")
