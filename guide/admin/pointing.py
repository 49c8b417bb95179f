"""Which items point at one: by a relation, by a code, or by a link in their text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from guide.changes import title_of
from guide.models.snapshot import KINDS, Key, Plain, items_of, take
from guide.whereabouts import form_urls


class Pointing(NamedTuple):
    """An item that points at another, and how."""

    title: str
    kind: str
    how: str
    url: str
    at: str
    """The title of the other."""


def pointing_at(*keys: Key) -> list[Pointing]:
    """All items of the working copy that would miss these, for each in the order of the guide."""
    items = items_of(take())
    texts = {key: json.dumps(item, ensure_ascii=False) for key, item in items.items()}
    found = [(other, how, key) for key in keys for other, how in _pointers(key, items, texts) if other not in keys]
    urls = form_urls(other for other, _, _ in found)
    return [
        Pointing(
            title_of(items[other]), str(KINDS[other.kind]._meta.verbose_name), how, urls[other], title_of(items[key])
        )
        for other, how, key in found
    ]


def _pointers(key: Key, items: Mapping[Key, Plain], texts: Mapping[Key, str]) -> Iterator[tuple[Key, str]]:
    link = re.compile(rf"\]\({re.escape(key.kind.removesuffix('s'))}:{re.escape(key.slug)}[)#]")
    code = re.compile(rf"(?<![\w-]){re.escape(key.slug)}(?![\w-])")
    for other, item in items.items():
        model = KINDS[other.kind]
        shown = model.kind == "sections" and item.get("shows") == key.kind
        if any(of.kind == key.kind and item.get(name) == key.slug for name, of in model.relations().items()):
            yield other, "uses it"
        elif _children_name(other, item, key) or shown:
            yield other, "lists it"
        elif key.slug in texts[other] and (
            link.search(texts[other]) or (key.kind == "sources" and f"[{key.slug}]" in texts[other])
        ):
            yield other, "links to it"
        elif other.kind == "prescriptions" and key.kind in {"progressions", "sources"}:
            field = "progression" if key.kind == "progressions" else "evidence"
            if code.search(str(item.get(field, ""))):
                yield other, "uses it"


def _children_name(other: Key, item: Plain, key: Key) -> bool:
    for name, child in KINDS[other.kind].child_models().items():
        fields = [f.name for f in child.content_fields() if f.is_relation and f.related_model.kind == key.kind]
        rows = item.get(name) or []
        if any((row.get(field) if isinstance(row, dict) else row) == key.slug for row in rows for field in fields):
            return True
    return False
