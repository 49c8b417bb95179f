"""Redirects from the addresses of earlier versions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt  # nothing is stored here; the page itself checks the form
def redirect_permanently(request: HttpRequest, name: str, **kwargs: Any) -> HttpResponse:
    """Redirect with the same query: 301, or 308 for a form, so that browsers send its data again."""
    address = reverse(f"guide:{name}", kwargs=kwargs)
    query = request.META.get("QUERY_STRING", "")
    is_form = request.method == "POST"
    response = redirect(f"{address}?{query}" if query else address, permanent=True, preserve_request=is_form)
    response["Cache-Control"] = "no-store"  # the query may hold a reader's own words
    return response
