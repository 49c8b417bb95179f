"""Scheduled editions: list, cancel and reschedule them."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from guide.admin.publishing.forms import PublishErrorsForm, ScheduleForm
from guide.admin.publishing.publish import redirect_after_publishing, try_publishing
from guide.admin.site import admin_page, post_data, render_admin_page
from guide.editions.approval import publish_or_request
from guide.editions.changes import Change, compare_items, published_items
from guide.editions.publishing import cancel, changed_items, live_items
from guide.models import AuditEvent, Edition


class ScheduledEdition(NamedTuple):
    edition: Edition
    superseded_by: Edition | None  # a newer edition that goes live no later, so that this one never will
    dependents: list[Edition]  # scheduled editions based on this one, which hold its changes too


def scheduled_editions() -> list[ScheduledEdition]:
    editions = list(Edition.objects.scheduled())
    bases = {edition.number: edition.base_edition() for edition in editions}
    return [
        ScheduledEdition(edition, edition.superseded_by(), [e for e in editions if bases[e.number] == edition])
        for edition in editions
    ]


def scheduled_panel(request: HttpRequest) -> dict[str, object]:
    return {"scheduled": scheduled_editions()}


@admin_page("guide/edition/scheduled/", name="scheduled", permission="guide.preview_guide")
@require_safe
def scheduled_view(request: HttpRequest) -> HttpResponse:
    return render_admin_page(
        request, "admin/guide/scheduled.html", {"title": "Scheduled editions", "scheduled": scheduled_editions()}
    )


def get_scheduled(number: int) -> ScheduledEdition:
    edition = get_object_or_404(Edition.objects.not_cancelled(), number=number)
    found = (scheduled for scheduled in scheduled_editions() if scheduled.edition == edition)
    return next(found, ScheduledEdition(edition, None, []))


@admin_page("guide/edition/<int:number>/cancel/", name="cancel", permission="guide.publish_edition")
def cancel_view(request: HttpRequest, number: int) -> HttpResponse:
    scheduled = get_scheduled(number)
    edition = scheduled.edition
    form = PublishErrorsForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        by = request.user.get_username()
        if try_publishing(form, lambda: cancel(edition, by=by) or True):
            messages.success(request, f"{edition} is cancelled. Its changes are unpublished again.")
            return redirect("admin:scheduled")
    return render_admin_page(
        request, "admin/guide/cancel.html", {"form": form, "scheduled": scheduled, "title": f"Cancel edition {number}"}
    )


@admin_page("guide/edition/<int:number>/reschedule/", name="reschedule", permission="guide.publish_edition")
def reschedule_view(request: HttpRequest, number: int) -> HttpResponse:
    scheduled = get_scheduled(number)
    old = scheduled.edition
    form = ScheduleForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        options = {"note": old.note, "major": old.major, "reason": old.reason} | form.cleaned_data
        by = request.user.get_username()
        result = try_publishing(form, lambda: publish_or_request(changed_items(old), by=by, replaces=old, **options))
        if result:
            AuditEvent.objects.record(by, AuditEvent.Verb.RESCHEDULED, f"{old}: {result}")
            return redirect_after_publishing(request, result)
    context = {
        "form": form,
        "scheduled": scheduled,
        "undone": changes_undone_by(scheduled),
        "title": f"Reschedule edition {number}",
    }
    return render_admin_page(request, "admin/guide/reschedule.html", context)


def changes_undone_by(scheduled: ScheduledEdition) -> list[Change]:
    """Return the changes that were published since its base edition and that publishing it again would undo."""
    edition = scheduled.edition
    base = edition.base_edition()
    if base is None or not scheduled.superseded_by:
        return []
    own_items = changed_items(edition)
    published_since = compare_items(published_items(base), live_items(edition.live_at))
    return [change for change in published_since if change.key in own_items]
