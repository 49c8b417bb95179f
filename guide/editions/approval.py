"""A second person: where the settings ask for one, publishing is a request that another publisher decides."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from guide.editions.publishing import Items, Refused, cancel, publish_items
from guide.models import Edition, PublicationRequest
from guide.models.snapshot import Key


@transaction.atomic
def publish_or_ask(
    items: Items, *, by: str, replaces: Edition | None = None, **wishes: Any
) -> Edition | PublicationRequest:
    """Publish items in the place of an edition that waits, if one is given; or ask for it, as the settings say.

    `wishes` are those of `publish_items`.
    """
    if settings.SECOND_PERSON:
        return ask_for(items, by=by, replaces=replaces, **wishes)
    if replaces:
        cancel(replaces, by=by)
    return publish_items(items, by=by, **wishes)


def ask_for(items: Items, *, by: str, replaces: Edition | None, **wishes: Any) -> PublicationRequest:
    with transaction.atomic():
        # Published and taken back at once: whoever asks hears now what stands against it.
        if replaces:
            cancel(replaces, by=by)
        publish_items(items, by=by, **wishes)
        transaction.set_rollback(True)
    kept = {str(key): item for key, item in items.items()}
    for name in ("ask", "rows"):
        wishes.pop(name, None)
    return PublicationRequest.objects.create(items=kept, asked_by=by, replaces=replaces, **wishes)


def items_asked_for(asked: PublicationRequest) -> Items:
    return {Key(*name.split("/", 1)): item for name, item in asked.items.items()}


@transaction.atomic
def approve(pk: int, *, by: str, answer: str = "") -> Edition:
    """Publish what was asked for. Raises Refused for the one who asked, and where something stands against it now."""
    asked = _open(pk)
    if asked.asked_by == by:
        raise Refused("You asked for this yourself. Another publisher has to approve it.")
    if asked.replaces:
        cancel(asked.replaces, by=by)
    edition = publish_items(
        items_asked_for(asked),
        by=f"{asked.asked_by}, approved by {by}"[:150],
        note=asked.note,
        major=asked.major,
        live_at=_still_to_come(asked.live_at),
        reason=asked.reason,
    )
    _decide(asked, PublicationRequest.State.APPROVED, by, answer, edition)
    return edition


@transaction.atomic
def decline(pk: int, *, by: str, answer: str = "") -> None:
    """Turn a request down. The one who asked withdraws it by this. Nothing in the working copy changes."""
    asked = _open(pk)
    state = PublicationRequest.State.WITHDRAWN if asked.asked_by == by else PublicationRequest.State.DECLINED
    _decide(asked, state, by, answer, None)


def _open(pk: int) -> PublicationRequest:
    asked = PublicationRequest.objects.select_for_update().get(pk=pk)
    if asked.state != PublicationRequest.State.OPEN:
        raise Refused(f"This request was {asked.state} by {asked.decided_by} already.")
    return asked


def _decide(asked: PublicationRequest, state: str, by: str, answer: str, edition: Edition | None) -> None:
    asked.state, asked.decided_by, asked.decided_at = state, by, timezone.now()
    asked.answer, asked.edition = answer.strip(), edition
    asked.save()


def _still_to_come(live_at: datetime | None) -> datetime | None:
    return live_at if live_at and live_at > timezone.now() else None
