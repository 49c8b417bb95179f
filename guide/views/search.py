"""Find: the query is the address, and nothing of it is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.vary import vary_on_headers

from guide.read_model.guide import Guide
from guide.search.index import index_for
from guide.views.base import HTMX_HEADERS, page, render_page, wants_fragment
from guide.views.pages import questions_by_topic

POPULAR_PER_TOPIC = 3
"""How many questions of a topic help a reader who found nothing; editors put the most asked first."""


@vary_on_headers(*HTMX_HEADERS)
@page(parameters=("q",), private=True)
def search(request: HttpRequest, guide: Guide) -> HttpResponse:
    findings = index_for(guide).search(request.GET.get("q", ""))
    context = {"results": findings, "fragment": wants_fragment(request)}
    if not findings.best:
        context["topics"] = [(topic, found[:POPULAR_PER_TOPIC]) for topic, found in questions_by_topic(guide)]
    template = "guide/_search_results.html" if wants_fragment(request) else "guide/search.html"
    return render_page(request, template, guide, context)
