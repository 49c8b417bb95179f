"""Publish changes, restore an edition or one of its items, and decide requests of other publishers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from guide.admin.publishing.changes import item_diffs
from guide.admin.publishing.forms import ChangeNoteForm, DecisionForm, PublishErrorsForm, PublishForm
from guide.admin.site import admin_page, post_data, render_admin_page, request_status
from guide.editions.approval import approve, decline, publish_or_request, requested_items
from guide.editions.changes import compare_items, published_items
from guide.editions.publishing import PublishError, items_to_restore, live_items, merge_items, working_copy_items
from guide.models import Cancellation, Edition, PublicationRequest
from guide.models.snapshot import ItemKey, item_title

PublishResult = Edition | PublicationRequest


@admin_page("guide/edition/publish/", name="guide_edition_publish", permission="guide.publish_edition")
def publish_view(request: HttpRequest) -> HttpResponse:
    """Show the publish form and publish. The query parameter `only` preselects items."""
    if "action" in request.GET and not request.GET.getlist("only"):
        messages.warning(request, "Nothing is selected. Tick “Select” at each change that you want to publish.")
        return redirect("admin:changes")
    changes, rows = request_status(request).pending, request_status(request).rows
    form = PublishForm(post_data(request), changes=changes, only=request.GET.getlist("only"))
    if request.method == "POST" and form.is_valid():
        options = form.publish_options()
        only = options.pop("only")
        by = request.user.get_username()
        items = working_copy_items(only, options["live_at"], rows=rows)
        result = try_publishing(form, lambda: publish_or_request(items, by=by, rows=rows, **options))
        if result:
            return redirect_after_publishing(request, result)
    context = {"form": form, "changes": changes, "title": "Publish", "scheduled": Edition.objects.scheduled()}
    return render_admin_page(request, "admin/guide/publish.html", context)


@admin_page("guide/edition/<int:number>/restore/", name="guide_edition_restore", permission="guide.restore_edition")
@admin_page(
    "guide/edition/<int:number>/restore/<str:kind>/<slug:slug>/", name="restore", permission="guide.restore_edition"
)
def restore_view(request: HttpRequest, number: int, kind: str = "", slug: str = "") -> HttpResponse:
    old = get_object_or_404(Edition, number=number)
    only = ItemKey(kind, slug) if kind else None
    if only and only not in published_items(old) and only not in live_items():
        raise Http404
    item = only and (published_items(old).get(only) or live_items()[only])
    target, note = f"edition {number}", f"Back to edition {number}."
    if item:
        target, note = f"{item_title(item)} as in {target}", f"{item_title(item)}: back to {target}."
    form = ChangeNoteForm(post_data(request), initial={"note": note})
    if request.method == "POST" and form.is_valid():
        by = request.user.get_username()
        result = try_publishing(
            form, lambda: publish_or_request(items_to_restore(number, only), by=by, **form.publish_options())
        )
        if result:
            return redirect_after_publishing(request, result)
    context = {"form": form, "old": old, "only": only, "title": f"Restore {target}"}
    return render_admin_page(request, "admin/guide/restore.html", context)


@admin_page("guide/edition/requests/<int:pk>/", name="request", permission="guide.publish_edition")
def decide_request_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request to publish; approve or decline it. The person who asked can only withdraw it."""
    publication_request = get_object_or_404(PublicationRequest, pk=pk)
    is_own = publication_request.asked_by == request.user.get_username()
    form = DecisionForm(post_data(request))
    if request.method == "POST" and form.is_valid():
        response = try_publishing(form, lambda: decide_request(request, pk, form))
        if response:
            return response
    live, items = live_items(publication_request.live_at), requested_items(publication_request)
    after = merge_items(live, items)
    context = {
        "publication_request": publication_request,
        "is_own": is_own,
        "form": form,
        "title": str(publication_request),
    }
    context |= {"item_diffs": item_diffs(compare_items(live, after), live, after)}
    return render_admin_page(request, "admin/guide/request.html", context)


def decide_request(request: HttpRequest, pk: int, form: DecisionForm) -> HttpResponse:
    by, answer = request.user.get_username(), form.cleaned_data["answer"]
    if form.cleaned_data["decision"] == "approve":
        return redirect_after_publishing(request, approve(pk, by=by, answer=answer))
    decline(pk, by=by, answer=answer)
    messages.success(request, "The request is closed and nothing was published. The working copy is unchanged.")
    return redirect("admin:index")


def requests_panel(request: HttpRequest) -> dict[str, object] | None:
    requests = PublicationRequest.objects.defer("items").filter(state=PublicationRequest.State.OPEN)
    return {"requests": requests} if requests else None


def own_requests_panel(request: HttpRequest) -> dict[str, object] | None:
    """Show people what became of their requests in the last 2 weeks."""
    own = PublicationRequest.objects.defer("items").filter(asked_by=request.user.get_username())
    decided = own.filter(decided_at__gt=timezone.now() - timedelta(days=14)).exclude(state="withdrawn")
    return {"requests": decided} if decided else None


def try_publishing(form: PublishErrorsForm, action: Callable[[], Any]) -> Any:
    """Return the result of `action`. If it is refused, add the reasons to the form and return None."""
    try:
        return action()
    except PublishError as refused:
        form.add_publish_errors(refused)
    except ValidationError as error:  # of the change note
        form.add_error("note" if "note" in form.fields else None, error.messages)
    return None


def redirect_after_publishing(request: HttpRequest, result: PublishResult) -> HttpResponse:
    if isinstance(result, PublicationRequest):
        link = reverse("admin:request", args=[result.pk])
        text = 'Another publisher has to approve this. <a href="{}">See the request.</a>'
        messages.success(request, format_html(text, link))
        return redirect("admin:index")
    if Edition.objects.live().filter(number=result.number).exists():
        text = format_html('{} is published. <a href="{}">See it.</a>', result, result.get_absolute_url())
    else:
        link = reverse("admin:scheduled")
        text = format_html('{} is scheduled. <a href="{}">See all scheduled editions.</a>', result, link)
    messages.success(request, text)
    remade = Cancellation.objects.filter(edition__number__lt=result.number, replaced_by__number__gt=result.number)
    for old in remade.select_related("edition", "replaced_by"):
        text = f"{old.edition} was replaced by {old.replaced_by}, which has these changes too and goes live as planned."
        messages.info(request, text)
    return redirect("admin:guide_edition_changelist")
