"""Approval by a second publisher, if the setting SECOND_PERSON asks for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from guide.editions.publishing import ItemChanges, PublishError, cancel, publish_items
from guide.models import Edition, PublicationRequest
from guide.models.snapshot import ItemKey


@transaction.atomic
def publish_or_request(
    items: ItemChanges, *, by: str, replaces: Edition | None = None, **options: Any
) -> Edition | PublicationRequest:
    """Publish items, or create a request to publish them if SECOND_PERSON is set.

    The scheduled edition `replaces`, if given, is cancelled. `options` are those of `publish_items`.
    """
    if settings.SECOND_PERSON:
        return create_request(items, by=by, replaces=replaces, **options)
    if replaces:
        cancel(replaces, by=by)
    return publish_items(items, by=by, **options)


def create_request(items: ItemChanges, *, by: str, replaces: Edition | None, **options: Any) -> PublicationRequest:
    with transaction.atomic():
        # Publish and roll back: this raises now what would stop the publication later.
        if replaces:
            cancel(replaces, by=by)
        publish_items(items, by=by, **options)
        transaction.set_rollback(True)
    stored_items = {str(key): item for key, item in items.items()}
    for name in ("stop_on_warnings", "rows", "on_conflict"):
        options.pop(name, None)
    return PublicationRequest.objects.create(items=stored_items, asked_by=by, replaces=replaces, **options)


def requested_items(request: PublicationRequest) -> ItemChanges:
    return {ItemKey(*name.split("/", 1)): item for name, item in request.items.items()}


@transaction.atomic
def approve(pk: int, *, by: str, answer: str = "") -> Edition:
    """Publish the items of a request.

    Raises PublishError if `by` made the request, if it was decided before, or if the checks fail now.
    """
    request = _open_request(pk)
    if request.asked_by == by:
        raise PublishError("You made this request yourself. Another publisher has to approve it.")
    if request.replaces:
        cancel(request.replaces, by=by)
    edition = publish_items(
        requested_items(request),
        by=f"{request.asked_by}, approved by {by}"[:150],
        note=request.note,
        major=request.major,
        live_at=request.live_at if request.live_at and request.live_at > timezone.now() else None,
        reason=request.reason,
    )
    _decide(request, PublicationRequest.State.APPROVED, by, answer, edition)
    return edition


@transaction.atomic
def decline(pk: int, *, by: str, answer: str = "") -> None:
    """Decline a request; if `by` made it, withdraw it. The working copy does not change."""
    request = _open_request(pk)
    state = PublicationRequest.State.WITHDRAWN if request.asked_by == by else PublicationRequest.State.DECLINED
    _decide(request, state, by, answer, None)


def _open_request(pk: int) -> PublicationRequest:
    request = PublicationRequest.objects.select_for_update().get(pk=pk)
    if request.state != PublicationRequest.State.OPEN:
        raise PublishError(f"This request was already {request.state} by {request.decided_by}.")
    return request


def _decide(request: PublicationRequest, state: str, by: str, answer: str, edition: Edition | None) -> None:
    request.state, request.decided_by, request.decided_at = state, by, timezone.now()
    request.answer, request.edition = answer.strip(), edition
    request.save()
