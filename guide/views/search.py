"""The search page. The query is in the address and is stored nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.vary import vary_on_headers

from guide.read_model.guide import Guide
from guide.search.index import index_for
from guide.views.base import HTMX_HEADERS, page, render_page, wants_fragment
from guide.views.pages import questions_by_topic

SUGGESTED_PER_TOPIC = 3  # questions shown if nothing is found; editors put the most frequent ones first


@vary_on_headers(*HTMX_HEADERS)
@page(parameters=("q",), private=True)
def search(request: HttpRequest, guide: Guide) -> HttpResponse:
    results = index_for(guide).search(request.GET.get("q", ""))
    context = {"results": results, "fragment": wants_fragment(request)}
    if not results.best:
        context["topics"] = [(topic, questions[:SUGGESTED_PER_TOPIC]) for topic, questions in questions_by_topic(guide)]
    template = "guide/_search_results.html" if wants_fragment(request) else "guide/search.html"
    return render_page(request, template, guide, context)
