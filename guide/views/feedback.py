"""“Is this right?”: the one form that stores something. Never cached, and no part of any page that is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from guide.http import failed_writes
from guide.http.client_ip import address_of
from guide.models import Report
from guide.pages.feedback_form import ReportForm, too_many
from guide.pages.site_map import page_at
from guide.read_model.guide import Guide, current
from guide.views.base import show, wants_fragment

NOT_STORED = (
    "This could not be stored: the database takes no writing just now. Your words are still here. "
    "Please try again in an hour. If it stays so, tell us the number {}."
)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The form, and what became of it.

    There is no CSRF token, since that needs a cookie and readers get none. What it would guard against,
    a form on another site that a reader is lured to send, is told by the origin that every browser names.
    """
    guide = current()
    if guide is None:
        return render(request, "guide/unpublished.html", status=503)
    if request.resolver_match.namespace == "preview" or kind not in Report.Kind or not page_at(guide, kind, slug):
        raise Http404(f"no {kind} {slug}")
    if request.method != "POST":
        state = "thanks" if "sent" in request.GET else "open"
        given = {name: request.GET.get(name, "") for name in ("anchor", "edition")}
        return answer(request, guide, state, ReportForm(initial=given))
    if not from_this_site(request):
        return answer(request, guide, "elsewhere", ReportForm(), status=403)
    return take(request, guide, ReportForm(request.POST))


def take(request: HttpRequest, guide: Guide, form: ReportForm) -> HttpResponse:
    """Store a good report. A program that fell into the trap is thanked, and learns nothing."""
    if not form.fell_into_the_trap():
        if not form.is_valid():
            return answer(request, guide, "open", form)
        if too_many(address_of(request)):
            return answer(request, guide, "enough", form, status=429)
        try:
            form.keep(**request.resolver_match.kwargs, current=guide.stamp.number)
        except failed_writes.CANNOT_STORE as error:
            form.add_error(None, NOT_STORED.format(failed_writes.report(request, error)))
            return answer(request, guide, "open", form, status=503)
    if wants_fragment(request):
        return answer(request, guide, "thanks", form)
    return redirect(f"{request.path}?sent=1")


def answer(request: HttpRequest, guide: Guide, state: str, form: ReportForm, status: int = 200) -> HttpResponse:
    fragment = wants_fragment(request)
    context: dict[str, Any] = {"form": form, "state": state, "fragment": fragment, "about": told_about(request, guide)}
    response = show(request, "guide/_feedback_form.html" if fragment else "guide/feedback.html", guide, context)
    # htmx shows only what comes with status 200.
    response.status_code = 200 if fragment else status
    return response


def told_about(request: HttpRequest, guide: Guide) -> Any:
    kwargs = request.resolver_match.kwargs
    return page_at(guide, kwargs["kind"], kwargs["slug"])


def from_this_site(request: HttpRequest) -> bool:
    """Browsers name the origin of every form that is sent; a program that names none acts for nobody else."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return urlsplit(origin).netloc == request.get_host()
