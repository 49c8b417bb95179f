"""Dashboard panels: checks, reviews, feedback and preview links."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone

from guide.admin.items.reviews import REVIEWED_MODELS, review_row
from guide.admin.site import dashboard_panel
from guide.models import PreviewLink, Report

PANEL_SIZE = 5


@dashboard_panel(40, "Checks and coverage", template="checks.html", permission="guide.preview_guide")
def checks_panel(request: HttpRequest) -> dict[str, Any]:
    return {}  # The template fetches the counts in a second request: checking a large guide takes seconds.


@dashboard_panel(50, "Reviews", template="reviews.html", permission="guide.preview_guide")
def reviews_panel(request: HttpRequest) -> dict[str, Any]:
    """The texts whose review is due first. Texts that were never reviewed come before all others."""
    by_due_date = F("review_due").asc(nulls_first=True)
    items = [item for model in REVIEWED_MODELS for item in model.objects.order_by(by_due_date, "slug")[:PANEL_SIZE]]
    items.sort(key=lambda item: str(item.review_due or ""))
    today = timezone.localdate()
    is_overdue = Q(review_due=None) | Q(review_due__lt=today)
    overdue = sum(model.objects.filter(is_overdue).count() for model in REVIEWED_MODELS)
    return {"overdue": overdue, "rows": [review_row(item) for item in items[:PANEL_SIZE]]}


@dashboard_panel(60, "Feedback", template="feedback.html", permission="guide.view_report")
def reports_panel(request: HttpRequest) -> dict[str, Any]:
    reports = Report.objects.filter(state=Report.State.OPEN)
    return {"count": reports.count(), "reports": reports[:PANEL_SIZE]}


@dashboard_panel(70, "Active preview links", template="previews.html", permission="guide.view_previewlink")
def previews_panel(request: HttpRequest) -> dict[str, Any] | None:
    links = PreviewLink.objects.open()
    return {"links": links[:PANEL_SIZE]} if links else None
