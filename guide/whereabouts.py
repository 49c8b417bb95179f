"""Where the forms of items are on the desk."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from guide.models.snapshot import KINDS, Key


def form_urls(keys: Iterable[Key]) -> dict[Key, str]:
    """The address of each item's form, or of the list where the item is gone. One query for each kind."""
    urls: dict[Key, str] = {}
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
