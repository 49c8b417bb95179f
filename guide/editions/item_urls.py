"""Addresses of items: their forms on the desk and their places in the preview."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from guide.models import Item, Section
from guide.models.snapshot import KINDS, ItemKey
from guide.text.links import build_link_resolver, guide_url

# The pages that show items without an address of their own. For kinds not listed, it is the routine builder.
PREVIEW_PAGES = {"cover": "home", "phases": "variations", "synonyms": "search"}


def edit_urls(keys: Iterable[ItemKey]) -> dict[ItemKey, str]:
    """Return the address of each item's form, or of the list of its kind if the item is deleted."""
    urls: dict[ItemKey, str] = {}
    slugs_by_kind: dict[str, set[str]] = {}
    for key in keys:
        slugs_by_kind.setdefault(key.kind, set()).add(key.slug)
    for kind, slugs in slugs_by_kind.items():
        name = KINDS[kind]._meta.model_name
        pks = dict(KINDS[kind].objects.filter(slug__in=slugs).values_list("slug", "pk"))
        for slug in slugs:
            pk = pks.get(slug)
            page, args = ("change", [pk]) if pk else ("changelist", [])
            urls[ItemKey(kind, slug)] = reverse(f"admin:guide_{name}_{page}", args=args)
    return urls


def item_names(keys: Iterable[ItemKey]) -> dict[ItemKey, str]:
    """Return each item as editors call it, such as “section Form, step by step”; by its slug if it is deleted."""
    names = {}
    for key in keys:
        row = KINDS[key.kind].objects.filter(slug=key.slug).first()
        names[key] = f"{key.noun} {row or key.slug}"
    return names


def preview_url(row: Item) -> str:
    """Return the address in the preview at which an item is shown."""
    rows: dict[str, list[dict[str, Any]]] = {"sources": []}
    sections = Section.objects.exclude(list_below="").values_list("slug", "list_below")
    rows["sections"] = [{"slug": slug, "list_below": kind} for slug, kind in sections]
    rows.setdefault(row.kind, []).append({"slug": row.slug, "standing": ""})
    address = build_link_resolver(rows, "preview").address(row.kind.removesuffix("s"), row.slug)
    return address or guide_url("preview", PREVIEW_PAGES.get(row.kind, "routine"))
