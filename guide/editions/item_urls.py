"""Where items are: their forms on the desk, their places in the preview."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from guide.models import Item, Section
from guide.models.snapshot import KINDS, ItemKey
from guide.text.links import build_link_resolver, guide_url

PREVIEW_PAGES = {"cover": "home", "phases": "variations", "synonyms": "search"}
"""Pages that show what no text can link to. The rest is seen in the routine builder."""


def edit_urls(keys: Iterable[ItemKey]) -> dict[ItemKey, str]:
    """The address of each item's form, or of the list where the item is gone. One query for each kind."""
    urls: dict[ItemKey, str] = {}
    wanted = set(keys)
    for kind in {key.kind for key in wanted}:
        name = KINDS[kind]._meta.model_name
        rows = KINDS[kind].objects.values_list("slug", "pk")
        stored = dict(rows.filter(slug__in=[key.slug for key in wanted if key.kind == kind]))
        for key in (key for key in wanted if key.kind == kind):
            pk = stored.get(key.slug)
            page, args = ("change", [pk]) if pk else ("changelist", [])
            urls[key] = reverse(f"admin:guide_{name}_{page}", args=args)
    return urls


def preview_url(row: Item) -> str:
    """The place in the preview that shows an item."""
    rows: dict[str, list[dict[str, Any]]] = {"sources": []}
    homes = Section.objects.exclude(list_below="").values_list("slug", "list_below")
    rows["sections"] = [{"slug": slug, "list_below": shown} for slug, shown in homes]
    rows.setdefault(row.kind, []).append({"slug": row.slug, "standing": ""})
    place = build_link_resolver(rows, "preview").address(row.kind.removesuffix("s"), row.slug)
    return place or guide_url("preview", PREVIEW_PAGES.get(row.kind, "routine"))
