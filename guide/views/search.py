"""The search page. The query is in the address and is stored nowhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.vary import vary_on_headers

from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenVariation
from guide.search.documents import SearchDocument
from guide.search.index import SearchResults, index_for
from guide.views.base import HTMX_HEADERS, page, render_page, wants_fragment
from guide.views.pages import questions_by_topic

SUGGESTED_PER_TOPIC = 3  # questions shown if nothing is found; editors put the most frequent ones first
CARE_COUNT = 3  # the care line is shown if one of so many first hits is what the stop signs link to


@vary_on_headers(*HTMX_HEADERS)
@page(parameters=("q",), private=True)
def search(request: HttpRequest, guide: Guide) -> HttpResponse:
    results = index_for(guide).search(request.GET.get("q", ""))
    context = {"results": results, "fragment": wants_fragment(request), "care": needs_care(results, guide)}
    if results.best:
        context |= pictures_of(results.best.document, guide)
    if not results.hits:
        context["topics"] = [(topic, questions[:SUGGESTED_PER_TOPIC]) for topic, questions in questions_by_topic(guide)]
    template = "guide/_search_results.html" if wants_fragment(request) else "guide/search.html"
    return render_page(request, template, guide, context)


def needs_care(results: SearchResults, guide: Guide) -> bool:
    """Whether readers ask about something like pain: the page on safety is among the first hits."""
    pages = (hit.document.address.partition("#")[0] for hit in results.hits[:CARE_COUNT])
    return any(f'href="{page}"' in guide.cover.stop_signs for page in pages)


def pictures_of(document: SearchDocument, guide: Guide) -> dict[str, Any]:
    """Return the pictures of a variation or mistake, or of the first variation that an answer links to."""
    kind, _, slug = document.item.partition("-")
    if kind in {"variation", "mistake"}:
        found = guide.find(f"{kind}s", slug)
        return {"pictures": found.pictures if kind == "variation" else found.default_pictures}
    question = guide.find("questions", slug) if kind == "question" else None
    linked = first_linked_variation(question.body, guide) if question else None
    return {"see": linked, "pictures": linked.pictures} if linked else {}


def first_linked_variation(html: str, guide: Guide) -> FrozenVariation | None:
    places = ((html.find(f'href="{guide.url("variation", row.slug)}"'), row) for row in guide.variations)
    found = [(place, row) for place, row in places if place >= 0]
    return min(found, key=lambda each: each[0])[1] if found else None
