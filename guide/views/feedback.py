"""The feedback form, the only form for readers that stores something. Its pages are never cached."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from guide.http import failed_writes
from guide.http.client_ip import client_networks
from guide.models import Report
from guide.pages.feedback_form import ReportForm, is_rate_limited
from guide.pages.site_map import Page, find_page
from guide.read_model.guide import Guide, current_guide
from guide.views.base import is_preview, render_page, wants_fragment

NOT_SAVED = (
    "Nothing was saved: the server cannot store anything at the moment. Your text is still here. "
    "Please try again in an hour. If it fails again, tell us the error number {}."
)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    # Readers get no cookies, so there is no CSRF token: `is_same_origin` protects from forms on other sites instead.
    guide = current_guide()
    if guide is None:
        return render(request, "guide/unpublished.html", status=503)
    about = None if is_preview(request) or kind not in Report.Kind else find_page(guide, kind, slug)
    if about is None:
        raise Http404(f"no {kind} {slug}")
    if request.method != "POST":
        state = "thanks" if "sent" in request.GET else "open"
        initial = {name: request.GET.get(name, "") for name in ("anchor", "edition")}
        return render_feedback(request, guide, about, state, ReportForm(initial=initial))
    if not is_same_origin(request):
        return render_feedback(request, guide, about, "other_origin", ReportForm(), status=403)
    return save_feedback(request, guide, about, ReportForm(request.POST))


def save_feedback(request: HttpRequest, guide: Guide, about: Page, form: ReportForm) -> HttpResponse:
    """Store a valid report. If the honeypot is filled, thank the program as well, but store nothing."""
    if not form.is_honeypot_filled():
        if not form.is_valid():
            return render_feedback(request, guide, about, "open", form)
        try:
            if is_rate_limited(client_networks(request)):
                return render_feedback(request, guide, about, "rate_limited", form, status=429)
            report = form.save_report(kind=about.name, slug=about.slug, current=guide.edition.number)
            if form.is_sent_again():  # asked last, so that a process that is killed in between loses no report
                report.delete()
        except failed_writes.WRITE_ERRORS as error:
            form.add_error(None, NOT_SAVED.format(failed_writes.log_failed_write(request, error)))
            return render_feedback(request, guide, about, "open", form, status=503)
    if wants_fragment(request):
        return render_feedback(request, guide, about, "thanks", form)
    return redirect(f"{request.path}?sent=1")


def render_feedback(
    request: HttpRequest, guide: Guide, about: Page, state: str, form: ReportForm, status: int = 200
) -> HttpResponse:
    fragment = wants_fragment(request)
    context = {"form": form, "state": state, "fragment": fragment, "about": about}
    response = render_page(request, "guide/_feedback_form.html" if fragment else "guide/feedback.html", guide, context)
    # htmx shows a response only if its status is 200.
    response.status_code = 200 if fragment else status
    return response


def is_same_origin(request: HttpRequest) -> bool:
    """Return False for a form on another site. Browsers always send the origin; other programs need not."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    return origin.partition("://")[2] == request.get_host()
