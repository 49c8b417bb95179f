"""Every text of a snapshot that somebody wrote, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.db import models

from guide.models.base import Part
from guide.models.fields import NotationField, ProseField
from guide.models.snapshot import KINDS, Key, Snapshot

NO_PROSE = {"citation"}
"""Fields of free text that hold no sentences."""


class Text(NamedTuple):
    key: Key
    path: str
    text: str
    is_prose: bool
    """Whether it is Markdown; otherwise it is one plain line."""


def texts_of(snapshot: Snapshot) -> Iterator[Text]:
    """All texts, each item with its body first, as its page has it, and its lines last."""
    for kind in KINDS:
        for row in snapshot.get(kind, []):
            yield from texts_in(kind, row)


def texts_in(kind: str, row: Mapping[str, Any]) -> Iterator[Text]:
    key, model = Key(kind, row["slug"]), KINDS[kind]
    yield from _fields(model, row, key, "")
    for name, child in model.child_models().items():
        for number, line in enumerate(row.get(name, []), 1):
            yield from _fields(child, line, key, f"{name}[{number}].")


def _fields(part: type[Part], data: Any, key: Key, prefix: str) -> Iterator[Text]:
    for name, is_prose in written(part):
        value = data.get(name) if isinstance(data, dict) else data
        if value:
            yield Text(key, prefix + name, value, is_prose)


@cache
def written(part: type[Part]) -> tuple[tuple[str, bool], ...]:
    """The fields of free text, and whether each is Markdown."""
    free = [field for field in part.content_fields() if isinstance(field, models.CharField | models.TextField)]
    free = [field for field in free if not (isinstance(field, NotationField) or field.choices)]
    names = [(field.name, isinstance(field, ProseField)) for field in free if field.name not in NO_PROSE]
    return tuple(sorted(names, key=lambda pair: pair[0] != "body"))
