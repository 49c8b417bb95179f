"""Formats for other programs: JSON, Markdown, the Atom feed, the sitemap and robots.txt."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from guide.builder.json_api import answer_as_dict
from guide.builder.misspelt_parameters import PARAMETERS
from guide.pages.markdown_export import page_as_markdown
from guide.pages.site_map import find_page, moved_pages, site_pages
from guide.read_model.guide import Guide
from guide.views.base import modified_dates, page, site_url
from guide.views.routine import NO_ANSWERS, read_request

JSON = {"ensure_ascii": False, "indent": 1}


@page
def guide_json(request: HttpRequest, guide: Guide) -> HttpResponse:
    edition = guide.edition
    live_at = edition.live_at.isoformat() if edition.live_at else None
    data = {"edition": edition.number, "digest": edition.digest, "live_at": live_at, "guide": dict(guide.snapshot)}
    return JsonResponse(data, json_dumps_params=JSON)


@page(parameters=PARAMETERS)
def routine_json(request: HttpRequest, guide: Guide) -> HttpResponse:
    """Return the answer, or status 400 with the errors by field."""
    read = read_request(request, guide)
    if not read.form.is_bound:
        return JsonResponse({"errors": {"__all__": [NO_ANSWERS]}}, status=400)
    if read.answer is None or read.has_errors:
        return JsonResponse({"errors": read.errors}, status=400, json_dumps_params=JSON)
    return JsonResponse(answer_as_dict(read.answer, guide, read.next_session), json_dumps_params=JSON)


@page
def sitemap(request: HttpRequest, guide: Guide) -> HttpResponse:
    """Every page with the date of its last change, except the whole guide on one page, which repeats the others."""
    dates = modified_dates(guide)
    pages = [
        (site_url(request) + each.url, dates.get((each.name, each.slug)))
        for each in site_pages(guide)
        if each.name != "whole"
    ]
    return render(request, "guide/sitemap.xml", {"pages": pages}, content_type="application/xml")


@page
def feed(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The major changes as an Atom feed. Its ids come from the first edition's time, so no host changes them."""
    history = guide.edition.history
    first = uuid5(NAMESPACE_URL, history[-1].live_at.isoformat() if history else "")
    site = site_url(request)
    context = {
        "guide": guide,
        "cover": guide.cover,
        "entries": [(uuid5(first, str(change.number)).urn, change) for change in history if change.major],
        "id": first.urn,
        "page": site + guide.url("changes"),
        "self_url": site + guide.url("feed"),
    }
    return render(request, "guide/changes.atom", context, content_type="application/atom+xml")


@page
def markdown_page(request: HttpRequest, guide: Guide, name: str, slug: str = "") -> HttpResponse:
    """A page as Markdown. The canonical address is that of the HTML page."""
    found = find_page(guide, name, slug)
    if found is None:
        moved = moved_pages(guide).get((name, slug))
        if moved is None:
            raise Http404(f"no {name} {slug}")
        return redirect(guide.url(f"markdown-{name}", moved.slug), permanent=True)
    site = site_url(request)
    text = page_as_markdown(guide, found, site, request)
    headers = {"Link": f'<{site}{found.url}>; rel="canonical"'}
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)


@page
def robots(request: HttpRequest, guide: Guide) -> HttpResponse:
    # Addresses with queries are not disallowed: their pages have a canonical link without the query.
    lines = ["User-agent: *", "Disallow: /preview/"]
    sitemap_url = site_url(request) + guide.url("sitemap")
    return HttpResponse("\n".join([*lines, "", f"Sitemap: {sitemap_url}", ""]), content_type="text/plain")
