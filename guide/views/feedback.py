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
from guide.http.client_ip import client_ip
from guide.models import Report
from guide.pages.feedback_form import ReportForm, is_rate_limited
from guide.pages.site_map import find_page
from guide.read_model.guide import Guide, current_guide
from guide.views.base import is_preview, render_page, wants_fragment

NOT_SAVED = (
    "This could not be stored: the database takes no writing just now. Your words are still here. "
    "Please try again in an hour. If it stays so, tell us the number {}."
)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The form, and what became of it.

    There is no CSRF token, since that needs a cookie and readers get none. What it would guard against,
    a form on another site that a reader is lured to send, is told by the origin that every browser names.
    """
    guide = current_guide()
    if guide is None:
        return render(request, "guide/unpublished.html", status=503)
    if is_preview(request) or kind not in Report.Kind or not find_page(guide, kind, slug):
        raise Http404(f"no {kind} {slug}")
    if request.method != "POST":
        state = "thanks" if "sent" in request.GET else "open"
        given = {name: request.GET.get(name, "") for name in ("anchor", "edition")}
        return render_feedback(request, guide, state, ReportForm(initial=given))
    if not is_same_origin(request):
        return render_feedback(request, guide, "elsewhere", ReportForm(), status=403)
    return save_feedback(request, guide, ReportForm(request.POST))


def save_feedback(request: HttpRequest, guide: Guide, form: ReportForm) -> HttpResponse:
    """Store a good report. A program that fell into the trap is thanked, and learns nothing."""
    if not form.is_honeypot_filled():
        if not form.is_valid():
            return render_feedback(request, guide, "open", form)
        if is_rate_limited(client_ip(request)):
            return render_feedback(request, guide, "enough", form, status=429)
        try:
            form.save_report(**url_arguments(request), current=guide.edition.number)
        except failed_writes.WRITE_ERRORS as error:
            form.add_error(None, NOT_SAVED.format(failed_writes.log_failed_write(request, error)))
            return render_feedback(request, guide, "open", form, status=503)
    if wants_fragment(request):
        return render_feedback(request, guide, "thanks", form)
    return redirect(f"{request.path}?sent=1")


def render_feedback(
    request: HttpRequest, guide: Guide, state: str, form: ReportForm, status: int = 200
) -> HttpResponse:
    fragment = wants_fragment(request)
    context: dict[str, Any] = {
        "form": form,
        "state": state,
        "fragment": fragment,
        "about": reported_page(request, guide),
    }
    response = render_page(request, "guide/_feedback_form.html" if fragment else "guide/feedback.html", guide, context)
    # htmx shows only what comes with status 200.
    response.status_code = 200 if fragment else status
    return response


def reported_page(request: HttpRequest, guide: Guide) -> Any:
    arguments = url_arguments(request)
    return find_page(guide, arguments["kind"], arguments["slug"])


def url_arguments(request: HttpRequest) -> dict[str, str]:
    """Kind and slug of the page that the report is about."""
    return request.resolver_match.kwargs if request.resolver_match else {}


def is_same_origin(request: HttpRequest) -> bool:
    """Browsers name the origin of every form that is sent; a program that names none acts for nobody else."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return urlsplit(origin).netloc == request.get_host()
