"""Every free text of a snapshot, with its item and field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.db import models

from guide.models.base import SnapshotModel
from guide.models.fields import MarkdownField, NotationField
from guide.models.snapshot import KINDS, ItemKey
from guide.text.parsed_text import Block, parse_text

# Fields of free text that hold no sentences.
NOT_SENTENCES = {"citation"}


class Text(NamedTuple):
    key: ItemKey
    path: str
    text: str
    is_prose: bool  # True for Markdown, False for one plain line

    @property
    def blocks(self) -> tuple[Block, ...]:
        return parse_text(self.text).blocks if self.is_prose else (Block("p", self.text),)


def item_texts(kind: str, row: Mapping[str, Any]) -> Iterator[Text]:
    """Return the texts of an item in the order of its page: its body first, the texts of its children last."""
    key, model = ItemKey(kind, row["slug"]), KINDS[kind]
    yield from _part_texts(model, row, key, "")
    for name, child in model.child_models().items():
        for number, line in enumerate(row.get(name, []), 1):
            yield from _part_texts(child, line, key, f"{name}[{number}].")


def citations(items: Mapping[ItemKey, Mapping[str, Any]]) -> Iterator[Text]:
    """Return the texts that hold no sentences."""
    for key, item in items.items():
        yield from (Text(key, name, item[name], is_prose=False) for name in sorted(NOT_SENTENCES & item.keys()))


def _part_texts(part: type[SnapshotModel], data: Any, key: ItemKey, prefix: str) -> Iterator[Text]:
    for name, is_prose in text_fields(part):
        value = data.get(name) if isinstance(data, dict) else data
        if value:
            yield Text(key, prefix + name, value, is_prose)


@cache
def text_fields(part: type[SnapshotModel]) -> tuple[tuple[str, bool], ...]:
    """Return the names of the fields of free text, each with True if it is Markdown."""
    free = [field for field in part.content_fields() if isinstance(field, models.CharField | models.TextField)]
    free = [field for field in free if not (isinstance(field, NotationField) or field.choices)]
    names = [(field.name, isinstance(field, MarkdownField)) for field in free if field.name not in NOT_SENTENCES]
    return tuple(sorted(names, key=lambda pair: pair[0] != "body"))
