"""What is published and waits for its time: look at it, cancel it, give it another time."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from guide.admin.publishing.forms import CancelForm, TimeForm
from guide.admin.publishing.publish import done, made_by
from guide.admin.site import desk_page, panel, sent, show
from guide.editions.approval import publish_or_ask
from guide.editions.changes import Change, compare_items, published
from guide.editions.publishing import cancel, items_changed_in, items_live
from guide.models import Act, Edition


class Waiting(NamedTuple):
    """An edition whose time is still to come, and what stands in its way."""

    edition: Edition
    overtaken_by: Edition | None
    """It never goes live because of this one."""
    held_by: list[Edition]
    """Others that wait and were made upon it: they hold its changes too."""


def queue() -> list[Waiting]:
    editions = list(Edition.objects.waiting())
    bases = {edition.number: edition.base() for edition in editions}
    return [
        Waiting(one, one.overtaken_by(), [other for other in editions if bases[other.number] == one])
        for one in editions
    ]


@panel(30, "Waiting for their time", template="scheduled.html", right="guide.preview_guide")
def waiting_panel(request: HttpRequest) -> dict[str, object]:
    return {"queue": queue()}


@desk_page("guide/edition/waiting/", name="waiting", right="guide.preview_guide")
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    return show(request, "admin/guide/scheduled.html", {"title": "Waiting for their time", "queue": queue()})


def that_waits(number: int) -> Waiting:
    edition = get_object_or_404(Edition.objects.standing(), number=number)
    found = [one for one in queue() if one.edition == edition]
    return found[0] if found else Waiting(edition, None, [])


@desk_page("guide/edition/<int:number>/cancel/", name="cancel", right="guide.publish_edition")
def cancel_view(request: HttpRequest, number: int) -> HttpResponse:
    one = that_waits(number)
    form = CancelForm(sent(request))
    if request.method == "POST" and form.is_valid():
        by = request.user.get_username()
        if made_by(form, lambda: cancel(one.edition, by=by) or True):
            messages.success(request, f"{one.edition} is cancelled. What it held is unpublished again.")
            return redirect("admin:waiting")
    return show(request, "admin/guide/cancel.html", {"form": form, "one": one, "title": f"Cancel {one.edition}"})


@desk_page("guide/edition/<int:number>/reschedule/", name="reschedule", right="guide.publish_edition")
def reschedule_view(request: HttpRequest, number: int) -> HttpResponse:
    one = that_waits(number)
    old = one.edition
    form = TimeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        wishes = {"note": old.note, "major": old.major, "reason": old.reason} | form.cleaned_data
        by = request.user.get_username()
        made = made_by(form, lambda: publish_or_ask(items_changed_in(old), by=by, replaces=old, **wishes))
        if made:
            Act.objects.note(by, Act.Verb.MOVED, f"{old}: {made}")
            return done(request, made)
    context = {"form": form, "one": one, "undone": undone_by(one), "title": f"Another time for {old}"}
    return show(request, "admin/guide/reschedule.html", context)


def undone_by(one: Waiting) -> list[Change]:
    """Items that were published since by others, and that this edition would bring back to its own text."""
    base = one.edition.base()
    if base is None or not one.overtaken_by:
        return []
    own = items_changed_in(one.edition)
    since = compare_items(published(base), items_live(one.edition.live_at))
    return [change for change in since if change.key in own]
