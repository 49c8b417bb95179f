"""What is published and waits for its time: look at it, cancel it, give it another time."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from guide.admin.publishing.forms import CancelForm, ScheduleForm
from guide.admin.publishing.publish import redirect_after_publishing, try_publishing
from guide.admin.site import admin_page, dashboard_panel, post_data, render_admin_page
from guide.editions.approval import publish_or_request
from guide.editions.changes import Change, compare_items, published_items
from guide.editions.publishing import cancel, changed_items, live_items
from guide.models import AuditEvent, Edition


class ScheduledEdition(NamedTuple):
    """An edition whose time is still to come, and what stands in its way."""

    edition: Edition
    superseded_by: Edition | None
    """It never goes live because of this one."""
    dependents: list[Edition]
    """Others that wait and were made upon it: they hold its changes too."""


def scheduled_editions() -> list[ScheduledEdition]:
    editions = list(Edition.objects.scheduled())
    bases = {edition.number: edition.base_edition() for edition in editions}
    return [
        ScheduledEdition(one, one.superseded_by(), [other for other in editions if bases[other.number] == one])
        for one in editions
    ]


@dashboard_panel(30, "Waiting for their time", template="scheduled.html", permission="guide.preview_guide")
def scheduled_panel(request: HttpRequest) -> dict[str, object]:
    return {"scheduled": scheduled_editions()}


@admin_page("guide/edition/waiting/", name="waiting", permission="guide.preview_guide")
@require_safe
def scheduled_view(request: HttpRequest) -> HttpResponse:
    return render_admin_page(
        request, "admin/guide/scheduled.html", {"title": "Waiting for their time", "scheduled": scheduled_editions()}
    )


def get_scheduled(number: int) -> ScheduledEdition:
    edition = get_object_or_404(Edition.objects.not_cancelled(), number=number)
    found = [one for one in scheduled_editions() if one.edition == edition]
    return found[0] if found else ScheduledEdition(edition, None, [])


@admin_page("guide/edition/<int:number>/cancel/", name="cancel", permission="guide.publish_edition")
def cancel_view(request: HttpRequest, number: int) -> HttpResponse:
    one = get_scheduled(number)
    form = CancelForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        by = request.user.get_username()
        if try_publishing(form, lambda: cancel(one.edition, by=by) or True):
            messages.success(request, f"{one.edition} is cancelled. What it held is unpublished again.")
            return redirect("admin:waiting")
    return render_admin_page(
        request, "admin/guide/cancel.html", {"form": form, "one": one, "title": f"Cancel {one.edition}"}
    )


@admin_page("guide/edition/<int:number>/reschedule/", name="reschedule", permission="guide.publish_edition")
def reschedule_view(request: HttpRequest, number: int) -> HttpResponse:
    one = get_scheduled(number)
    old = one.edition
    form = ScheduleForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        options = {"note": old.note, "major": old.major, "reason": old.reason} | form.cleaned_data
        by = request.user.get_username()
        result = try_publishing(form, lambda: publish_or_request(changed_items(old), by=by, replaces=old, **options))
        if result:
            AuditEvent.objects.record(by, AuditEvent.Verb.RESCHEDULED, f"{old}: {result}")
            return redirect_after_publishing(request, result)
    context = {"form": form, "one": one, "undone": changes_undone_by(one), "title": f"Another time for {old}"}
    return render_admin_page(request, "admin/guide/reschedule.html", context)


def changes_undone_by(one: ScheduledEdition) -> list[Change]:
    """Items that were published since by others, and that this edition would bring back to its own text."""
    base = one.edition.base_edition()
    if base is None or not one.superseded_by:
        return []
    own = changed_items(one.edition)
    since = compare_items(published_items(base), live_items(one.edition.live_at))
    return [change for change in since if change.key in own]
