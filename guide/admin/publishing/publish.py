"""Publish changes, restore an edition or one item of it, decide what another publisher asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html

from guide.admin.publishing.changes import blocks
from guide.admin.publishing.forms import DecisionForm, NoteForm, PublishForm, RestoreForm
from guide.admin.site import desk_page, panel, sent, show, status_of
from guide.editions.approval import approve, decline, items_asked_for, publish_or_ask
from guide.editions.changes import compare_items, published
from guide.editions.publishing import Doubts, Gaps, Refused, items_live, items_to_restore, overlaid, rows_of
from guide.models import Edition, PublicationRequest
from guide.models.snapshot import Key, title_of

Published = Edition | PublicationRequest


@desk_page("guide/edition/publish/", name="guide_edition_publish", right="guide.publish_edition")
def publish(request: HttpRequest) -> HttpResponse:
    """What is to be published may be named in the address, such as by the form of an item."""
    changes, rows = status_of(request).pending, status_of(request).rows
    form = PublishForm(sent(request), changes=changes, only=request.GET.getlist("only"))
    if request.method == "POST" and form.is_valid():
        wishes = form.wishes()
        only = wishes.pop("only")
        by = request.user.get_username()
        items = rows_of(only, wishes["live_at"], rows=rows)
        made = made_by(form, lambda: publish_or_ask(items, by=by, rows=rows, **wishes))
        if made:
            return done(request, made)
    context = {"form": form, "changes": changes, "title": "Publish", "waiting": Edition.objects.waiting()}
    return show(request, "admin/guide/publish.html", context)


@desk_page("guide/edition/<int:number>/restore/", name="guide_edition_restore", right="guide.restore_edition")
@desk_page("guide/edition/<int:number>/restore/<str:kind>/<slug:slug>/", name="restore", right="guide.restore_edition")
def restore(request: HttpRequest, number: int, kind: str = "", slug: str = "") -> HttpResponse:
    old = get_object_or_404(Edition, number=number)
    only = Key(kind, slug) if kind else None
    if only and only not in published(old) and only not in items_live():
        raise Http404
    item = only and (published(old).get(only) or items_live()[only])
    what, note = f"edition {number}", f"Back to edition {number}."
    if item:
        what, note = f"{title_of(item)} as in {what}", f"{title_of(item)}: back to {what}."
    form = RestoreForm(sent(request), initial={"note": note})
    if request.method == "POST" and form.is_valid():
        by = request.user.get_username()
        made = made_by(form, lambda: publish_or_ask(items_to_restore(number, only), by=by, **form.wishes()))
        if made:
            return done(request, made)
    context = {"form": form, "old": old, "only": only, "title": f"Restore {what}"}
    return show(request, "admin/guide/restore.html", context)


@desk_page("guide/edition/requests/<int:pk>/", name="request", right="guide.publish_edition")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody asks to publish: look at it, then approve or decline it. The one who asked can withdraw it."""
    asked = get_object_or_404(PublicationRequest, pk=pk)
    own = asked.asked_by == request.user.get_username()
    form = DecisionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = made_by(form, lambda: decided(request, pk, form))
        if made:
            return made
    live, items = items_live(asked.live_at), items_asked_for(asked)
    after = overlaid(live, items)
    context = {"asked": asked, "own": own, "form": form, "title": str(asked)}
    context |= {"blocks": blocks(compare_items(live, after), live, after)}
    return show(request, "admin/guide/request.html", context)


def decided(request: HttpRequest, pk: int, form: DecisionForm) -> HttpResponse:
    by, answer = request.user.get_username(), form.cleaned_data["answer"]
    if form.cleaned_data["decision"] == "approve":
        return done(request, approve(pk, by=by, answer=answer))
    decline(pk, by=by, answer=answer)
    messages.success(request, "Nothing is published by this request. The working copy is as it was.")
    return redirect("admin:index")


@panel(20, "Waiting for a second person", template="requests.html", right="guide.publish_edition")
def requests(request: HttpRequest) -> dict[str, object] | None:
    asked = PublicationRequest.objects.defer("items").filter(state=PublicationRequest.State.OPEN)
    return {"asked": asked} if asked else None


def made_by(form: NoteForm | DecisionForm, make: Callable[[], Any]) -> Any:
    """What was made, or None with the reasons against it in the form."""
    try:
        return make()
    except Refused as refused:
        form.refuse(refused.args, gaps=isinstance(refused, Gaps), doubts=isinstance(refused, Doubts))
    except ValidationError as error:
        form.add_error(None, error.messages)
    return None


def done(request: HttpRequest, made: Published) -> HttpResponse:
    if isinstance(made, PublicationRequest):
        link = reverse("admin:request", args=[made.pk])
        text = 'Another publisher has to approve this. <a href="{}">See the request.</a>'
        messages.success(request, format_html(text, link))
        return redirect("admin:index")
    if Edition.objects.live().filter(number=made.number).exists():
        text = format_html('{} is published. <a href="{}">See it.</a>', made, made.get_absolute_url())
    else:
        link = reverse("admin:waiting")
        text = format_html('{} is published. It waits for its time. <a href="{}">See what waits.</a>', made, link)
    messages.success(request, text)
    return redirect("admin:guide_edition_changelist")
