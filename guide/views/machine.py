"""What machines read: the guide and the builder's answer as data, health, robots, sitemap."""

from __future__ import annotations

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guide.answer import as_data
from guide.forms import RoutineForm
from guide.models import Edition
from guide.reading import Guide, current
from guide.routine import NoAnswer, build
from guide.views.page import page, site_of

JSON = {"ensure_ascii": False, "indent": 1}


@page
def guide_json(request: HttpRequest, guide: Guide) -> HttpResponse:
    stamp = guide.stamp
    live_at = stamp.live_at.isoformat() if stamp.live_at else None
    head = {"edition": stamp.number, "digest": stamp.digest, "live_at": live_at}
    return JsonResponse(head | {"guide": dict(guide.snapshot)}, json_dumps_params=JSON)


@page(parameters=tuple(RoutineForm.base_fields))
def routine_json(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The answer, or status 400 with the errors by field."""
    form = RoutineForm(request.GET, guide=guide)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400, json_dumps_params=JSON)
    try:
        routine = build(form.trainee(), guide.rulebook)
    except NoAnswer as gap:
        return JsonResponse({"errors": {"__all__": [str(gap)]}}, status=404, json_dumps_params=JSON)
    return JsonResponse(as_data(routine, guide), json_dumps_params=JSON)


@page
def sitemap(request: HttpRequest, guide: Guide) -> HttpResponse:
    pages = [guide.url(name) for name in ("home", "variations", "questions", "routine", "sources", "changes", "about")]
    pages += [guide.url("section", section.slug) for section in guide.sections]
    pages += [guide.url("variation", variation.slug) for variation in guide.variations]
    context = {"addresses": [site_of(request) + url for url in pages], "updated": guide.stamp.updated}
    return render(request, "guide/sitemap.xml", context, content_type="application/xml")


@page
def robots(request: HttpRequest, guide: Guide) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /preview/", "Disallow: /routine/?", "Disallow: /find/?"]
    sitemap_url = site_of(request) + guide.url("sitemap")
    return HttpResponse("\n".join([*lines, "", f"Sitemap: {sitemap_url}", ""]), content_type="text/plain")


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
        guide = current()
    except Error:
        guide = None
    if guide is None:
        return JsonResponse({"status": "there is no guide to show"}, status=503)
    return JsonResponse({"status": "ready", "edition": guide.stamp.number})
