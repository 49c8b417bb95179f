"""The dashboard, which is the first page of the desk, and the help page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guide.admin.editing.comments import comments_panel
from guide.admin.items.reviews import review_row, reviewed_items
from guide.admin.publishing.changes import unpublished_panel
from guide.admin.publishing.publish import own_requests_panel, requests_panel
from guide.admin.publishing.scheduled import scheduled_panel
from guide.admin.site import admin_page, render_admin_page
from guide.models import PreviewLink, Report

PANEL_SIZE = 5


def checks_panel(request: HttpRequest) -> dict[str, Any]:
    return {}  # The template fetches the counts in a second request: checking a large guide takes seconds.


def reviews_panel(request: HttpRequest) -> dict[str, Any]:
    items = reviewed_items()
    overdue = sum(item.review_due is None or item.is_overdue for item in items)
    return {"overdue": overdue, "rows": [review_row(item) for item in items[:PANEL_SIZE]]}


def reports_panel(request: HttpRequest) -> dict[str, Any]:
    reports = Report.objects.filter(state=Report.State.OPEN)
    return {"count": reports.count(), "reports": reports[:PANEL_SIZE]}


def previews_panel(request: HttpRequest) -> dict[str, Any] | None:
    links = PreviewLink.objects.open()
    return {"links": links[:PANEL_SIZE]} if links else None


# Title, template in `admin/guide/dashboard/`, permission, and the function for the data. None hides the panel.
PANELS = (
    ("Unpublished changes", "unpublished.html", "guide.preview_guide", unpublished_panel),
    ("Waiting for approval", "requests.html", "guide.publish_edition", requests_panel),
    ("Your requests", "own_requests.html", "guide.publish_edition", own_requests_panel),
    ("Comments", "comments.html", "guide.preview_guide", comments_panel),
    ("Scheduled editions", "scheduled.html", "guide.preview_guide", scheduled_panel),
    ("Checks and coverage", "checks.html", "guide.preview_guide", checks_panel),
    ("Reviews", "reviews.html", "guide.preview_guide", reviews_panel),
    ("Feedback", "feedback.html", "guide.view_report", reports_panel),
    ("Active preview links", "previews.html", "guide.view_previewlink", previews_panel),
)


@admin_page("", name="index")
def dashboard_view(request: HttpRequest) -> HttpResponse:
    panels = []
    for title, template, permission, get_data in PANELS:
        data = get_data(request) if request.user.has_perm(permission) else None
        if data is not None:
            panels.append({"title": title, "template": f"admin/guide/dashboard/{template}", "data": data})
    return admin.site.index(request, {"panels": panels})


@admin_page("help/", name="help")
@require_safe
def help_view(request: HttpRequest) -> HttpResponse:
    return render_admin_page(request, "admin/guide/help.html", {"title": "Help"})
