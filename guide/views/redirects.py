"""Redirects from the addresses of earlier versions, and from those that items had before."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from guide.pages.site_map import moved_pages
from guide.read_model.guide import Guide
from guide.views.base import CACHE_CONTROL, render_page


@csrf_exempt  # nothing is stored here; the page itself checks the form
def redirect_permanently(request: HttpRequest, name: str, **kwargs: Any) -> HttpResponse:
    """Redirect with the same query: 301, or 308 for a form, so that browsers send its data again."""
    address = reverse(f"guide:{name}", kwargs=kwargs)
    query = request.META.get("QUERY_STRING", "")
    is_form = request.method == "POST"
    response = redirect(f"{address}?{query}" if query else address, permanent=True, preserve_request=is_form)
    response["Cache-Control"] = "no-store"  # the query may hold a reader's own words
    return response


def missing_page(request: HttpRequest, guide: Guide, name: str, slug: str) -> HttpResponse:
    """Redirect to where the page is now, or say that it was removed. Raises Http404 if there never was such a page."""
    if page := moved_pages(guide).get((name, slug)):
        query = request.META.get("QUERY_STRING", "")
        response: HttpResponse = redirect(f"{page.url}?{query}" if query else page.url, permanent=True)
    elif f"{name}:{slug}" in guide.cover.gone_addresses:
        response = render_page(request, "guide/gone.html", guide, {})
        response.status_code = 410
    else:
        raise Http404(f"no {name} {slug}")
    # Browsers would keep it for ever, and an editor may change it.
    response["Cache-Control"] = CACHE_CONTROL
    return response
