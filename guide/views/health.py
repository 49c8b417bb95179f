"""Health checks for load balancers and monitoring."""

from __future__ import annotations

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guide.http.page_cache import CURRENT_EDITION
from guide.models import Edition
from guide.read_model.guide import current_guide


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Return 200 with the number of the current edition while the database responds, else 503."""
    try:
        number = Edition.objects.live().values_list("number", flat=True).first()
    except Error:
        return JsonResponse({"status": "the database does not respond"}, status=503)
    return JsonResponse({"status": "ok", "edition": number})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Return 200 while pages can be shown, else 503. With a guide in memory, no database is needed for that."""
    try:
        guide = current_guide(request.META.get(CURRENT_EDITION))
    except Error:
        guide = None
    if guide is None:
        return JsonResponse({"status": "there is no guide to show"}, status=503)
    return JsonResponse({"status": "ready", "edition": guide.edition.number})
