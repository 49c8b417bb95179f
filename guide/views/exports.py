"""What machines read: data, Markdown, the feed of changes, sitemap, robots, health."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from guide.builder.json_api import as_data
from guide.builder.unknown_parameters import PARAMETERS
from guide.editions.item_dates import item_dates
from guide.pages.markdown_export import as_markdown
from guide.pages.site_map import dates, page_at, pages
from guide.read_model.guide import Guide
from guide.views.base import page, site_of
from guide.views.routine import ask

JSON = {"ensure_ascii": False, "indent": 1}


@page
def guide_json(request: HttpRequest, guide: Guide) -> HttpResponse:
    stamp = guide.stamp
    live_at = stamp.live_at.isoformat() if stamp.live_at else None
    head = {"edition": stamp.number, "digest": stamp.digest, "live_at": live_at}
    return JsonResponse(head | {"guide": dict(guide.snapshot)}, json_dumps_params=JSON)


@page(parameters=PARAMETERS)
def routine_json(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The answer, or status 400 with the errors by field."""
    asked = ask(request, guide)
    if not asked.form.is_bound:
        return JsonResponse({"errors": {"__all__": ["The address holds no answers."]}}, status=400)
    if asked.answer is None or asked.faulty:
        return JsonResponse({"errors": asked.errors}, status=400, json_dumps_params=JSON)
    return JsonResponse(as_data(asked.answer, guide, asked.coming), json_dumps_params=JSON)


@page
def sitemap(request: HttpRequest, guide: Guide) -> HttpResponse:
    """Every page but the whole guide on one, each with the day on which it last changed for readers."""
    stamp = guide.stamp
    changed = dates(guide, item_dates(stamp.number, stamp.digest, stamp.live_at)) if stamp.number else {}
    listed = [
        (site_of(request) + each.url, changed.get((each.name, each.slug)))
        for each in pages(guide)
        if each.name != "whole"
    ]
    return render(request, "guide/sitemap.xml", {"listed": listed}, content_type="application/xml")


@page
def feed(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The major changes as an Atom feed. Its ids are tag URIs: they stay when addresses change."""
    history = guide.stamp.history
    began = f"{history[-1].live_at:%Y-%m-%d}" if history else "2000-01-01"
    site = site_of(request)
    context = {
        "guide": guide,
        "cover": guide.cover,
        "entries": [change for change in history if change.major],
        "tag": f"tag:{urlsplit(site).hostname},{began}:changes",
        "page": site + guide.url("changes"),
        "here": site + guide.url("feed"),
    }
    return render(request, "guide/changes.atom", context, content_type="application/atom+xml")


@page
def notes(request: HttpRequest, guide: Guide, name: str, slug: str = "") -> HttpResponse:
    """A page as Markdown. Its one address for search engines is the page."""
    found = page_at(guide, name, slug)
    if found is None:
        raise Http404(f"no {name} {slug}")
    site = site_of(request)
    text = as_markdown(guide, found, site)
    headers = {"Link": f'<{site}{found.url}>; rel="canonical"'}
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)


@page
def robots(request: HttpRequest, guide: Guide) -> HttpResponse:
    # Answers and queries may be read: each names its page without them as the one to list.
    lines = ["User-agent: *", "Disallow: /preview/"]
    sitemap_url = site_of(request) + guide.url("sitemap")
    return HttpResponse("\n".join([*lines, "", f"Sitemap: {sitemap_url}", ""]), content_type="text/plain")
