"""Panels of the desk's first page about what is due: reviews, readers, checks, shared previews."""

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
    """The counts come by a request of their own, since looking at a large guide takes seconds."""
    return {}


@dashboard_panel(50, "Reviews", template="reviews.html", permission="guide.preview_guide")
def reviews_panel(request: HttpRequest) -> dict[str, Any]:
    """What is late or was never reviewed, else what is due next."""
    due = F("review_due").asc(nulls_first=True)
    items = [item for model in REVIEWED_MODELS for item in model.objects.order_by(due, "slug")[:PANEL_SIZE]]
    items.sort(key=lambda item: str(item.review_due or ""))
    today = timezone.localdate()
    late = sum(model.objects.filter(Q(review_due=None) | Q(review_due__lt=today)).count() for model in REVIEWED_MODELS)
    return {"late": late, "lines": [review_row(item) for item in items[:PANEL_SIZE]]}


@dashboard_panel(60, "What readers say", template="feedback.html", permission="guide.view_report")
def reports_panel(request: HttpRequest) -> dict[str, Any]:
    waiting = Report.objects.filter(state=Report.State.OPEN)
    return {"count": waiting.count(), "reports": waiting[:PANEL_SIZE]}


@dashboard_panel(70, "Shared previews", template="previews.html", permission="guide.view_previewlink")
def previews_panel(request: HttpRequest) -> dict[str, Any] | None:
    links = PreviewLink.objects.open()
    return {"links": links[:PANEL_SIZE]} if links else None
