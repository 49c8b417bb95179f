"""Panels of the desk's first page about what is due: reviews, readers, checks, shared previews."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone

from guide.admin.items.reviews import REVIEWED, line_of
from guide.admin.site import panel
from guide.models import PreviewLink, Report

FEW = 5


@panel(40, "Checks and coverage", template="checks.html", right="guide.preview_guide")
def checks_panel(request: HttpRequest) -> dict[str, Any]:
    """The counts come by a request of their own, since looking at a large guide takes seconds."""
    return {}


@panel(50, "Reviews", template="reviews.html", right="guide.preview_guide")
def reviews_panel(request: HttpRequest) -> dict[str, Any]:
    """What is late or was never reviewed, else what is due next."""
    due = F("review_due").asc(nulls_first=True)
    items = [item for model in REVIEWED for item in model.objects.order_by(due, "slug")[:FEW]]
    items.sort(key=lambda item: str(item.review_due or ""))
    today = timezone.localdate()
    late = sum(model.objects.filter(Q(review_due=None) | Q(review_due__lt=today)).count() for model in REVIEWED)
    return {"late": late, "lines": [line_of(item) for item in items[:FEW]]}


@panel(60, "What readers say", template="feedback.html", right="guide.view_report")
def reports_panel(request: HttpRequest) -> dict[str, Any]:
    waiting = Report.objects.filter(state=Report.State.OPEN)
    return {"count": waiting.count(), "reports": waiting[:FEW]}


@panel(70, "Shared previews", template="previews.html", right="guide.view_previewlink")
def previews_panel(request: HttpRequest) -> dict[str, Any] | None:
    links = PreviewLink.objects.open()
    return {"links": links[:FEW]} if links else None
