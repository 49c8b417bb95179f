"""Backlinks: the items that refer to an item by a relation, by a code or by a link in a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from guide.editions.item_urls import edit_urls
from guide.models.snapshot import KINDS, ItemData, ItemKey, item_title


class Backlink(NamedTuple):
    """An item that refers to `target`. `relation` says how, such as "uses it"."""

    title: str
    kind: str
    relation: str
    url: str
    target: str


def backlinks_to(items: Mapping[ItemKey, ItemData], *keys: ItemKey) -> list[Backlink]:
    """Return the backlinks to all `keys`, except those from one of them to another."""
    texts = {key: json.dumps(item, ensure_ascii=False) for key, item in items.items()}
    found = [
        (other, relation, key)
        for key in keys
        for other, relation in _find_backlinks(key, items, texts)
        if other not in keys
    ]
    urls = edit_urls(other for other, _, _ in found)
    return [
        Backlink(item_title(items[other]), other.noun, relation, urls[other], item_title(items[key]))
        for other, relation, key in found
    ]


def _find_backlinks(
    key: ItemKey, items: Mapping[ItemKey, ItemData], texts: Mapping[ItemKey, str]
) -> Iterator[tuple[ItemKey, str]]:
    link = re.compile(rf"\]\({re.escape(key.address)}[)#]")
    code = re.compile(rf"(?<![\w-]){re.escape(key.slug)}(?![\w-])")
    for other, item in items.items():
        model = KINDS[other.kind]
        is_listed_below = model.kind == "sections" and item.get("list_below") == key.kind
        if key in model.related_keys(item):
            yield other, "uses it"
        elif key in model.child_related_keys(item) or is_listed_below:
            yield other, "lists it"
        elif key.slug in texts[other] and (
            link.search(texts[other]) or (key.kind == "sources" and f"[{key.slug}]" in texts[other])
        ):
            yield other, "links to it"
        elif other.kind == "prescriptions" and key.kind in {"progressions", "sources"}:
            field = "progression" if key.kind == "progressions" else "evidence"
            if code.search(str(item.get(field, ""))):
                yield other, "uses it"
