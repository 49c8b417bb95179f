"""Find: the query is the address, and nothing of it is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.vary import vary_on_headers

from guide.read_model.guide import Guide
from guide.search.index import index_of
from guide.views.base import HTMX_HEADERS, page, show, wants_fragment
from guide.views.pages import by_topic

POPULAR = 3
"""How many questions of a topic help a reader who found nothing; editors put the most asked first."""


@vary_on_headers(*HTMX_HEADERS)
@page(parameters=("q",), private=True)
def find(request: HttpRequest, guide: Guide) -> HttpResponse:
    findings = index_of(guide).find(request.GET.get("q", ""))
    context = {"findings": findings, "fragment": wants_fragment(request)}
    if not findings.best:
        context["topics"] = [(topic, found[:POPULAR]) for topic, found in by_topic(guide)]
    template = "guide/_search_results.html" if wants_fragment(request) else "guide/search.html"
    return show(request, template, guide, context)
