"""Previews: the content of the bar at the top of their pages, and the links that staff have on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import Resolver404, resolve, reverse

from guide.editions.publishing import live_items, merge_items
from guide.models import PreviewLink
from guide.models.snapshot import (
    ItemKey,
    Snapshot,
    items_by_key,
    read_working_copy,
    snapshot_from_items,
    validate_snapshot,
)

# Attributes of a request in a preview: the context, and the guide that its page shows.
PREVIEW_ATTR, PREVIEW_GUIDE_ATTR = "preview_context", "guide"
SHOWS_GUIDE_ATTR = "shows_a_guide"  # the attribute of a view that has a preview
ANY_ITEM = ItemKey("cover", "guide")


@dataclass(frozen=True)
class StaffLinks:
    """Addresses on the desk, made before a preview changes the script prefix."""

    desk_url: str
    edit_url: str  # followed by the key of an item, such as "sections/form"
    share_url: str = ""  # none for a form as typed: only what is saved can be shared


@dataclass(frozen=True)
class PreviewContext:
    description: str
    ends: datetime | None = None  # when the link ends; None for staff, who need no link
    staff: StaffLinks | None = None
    typed: str = ""  # the key of the item whose form is shown as typed


def staff_links(**shared: Any) -> StaffLinks:
    """Return the links of a preview. `shared` are the initial values of the form that shares it."""
    edit_url = reverse("admin:edit_item", args=ANY_ITEM).removesuffix(f"{ANY_ITEM}/")
    share_url = reverse("admin:guide_previewlink_add", query=shared) if shared else ""
    return StaffLinks(reverse("admin:index"), edit_url, share_url)


def has_preview(page: str) -> bool:
    """Return whether an address within the guide, such as "guide/safety/", is a page that a preview shows."""
    try:
        match = resolve(f"/{page.partition('?')[0]}", urlconf="guide.urls")
    except Resolver404:
        return False
    return getattr(match.func, SHOWS_GUIDE_ATTR, False)


def shared_snapshot(link: PreviewLink) -> Snapshot | None:
    """Return what a link shows, or None if its one change needs another that is not live."""
    if link.edition:
        return link.edition.snapshot
    if not link.item:
        return read_working_copy()
    key = ItemKey(*link.item.split("/", 1))
    row = items_by_key(read_working_copy({key.kind})).get(key)
    snapshot = snapshot_from_items(merge_items(live_items(), {key: row}))
    return None if validate_snapshot(snapshot) else snapshot
