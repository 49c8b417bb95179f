"""Health checks: whether the database answers, and whether readers can be answered."""

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
    """200 with the number of the current edition while the database answers."""
    try:
        number = Edition.objects.live().values_list("number", flat=True).first()
    except Error:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ok", "edition": number})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 while readers can be answered, which a process with a guide in memory can without its database."""
    try:
        guide = current_guide(request.META.get(CURRENT_EDITION))
    except Error:
        guide = None
    if guide is None:
        return JsonResponse({"status": "there is no guide to show"}, status=503)
    return JsonResponse({"status": "ready", "edition": guide.edition.number})
