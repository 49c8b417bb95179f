"""Writes the tables of keys in docs/content.md, from the models. `make describe` calls `main`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import getdoc
from pathlib import Path
from typing import Any

from django.db import models

from guide.models.base import related_item
from guide.models.fields import NotationField
from guide.models.snapshot import KINDS

CONTENT = Path(__file__).resolve().parent.parent / "docs" / "content.md"
BEGIN, END = "<!-- keys begin -->", "<!-- keys end -->"
HEAD = ("| Key | Needed | Value | Meaning |", "| --- | --- | --- | --- |")


def main() -> None:
    before, rest = CONTENT.read_text().split(BEGIN)
    CONTENT.write_text(f"{before}{BEGIN}\n{describe_kinds()}\n{END}{rest.split(END)[1]}")


def describe_kinds() -> str:
    """Return a table for each kind of item, then the notations, as Markdown."""
    lines = [line for kind in KINDS for line in _kind_lines(kind)]
    return "\n".join([*lines, *_notation_lines()])


def file_name(kind: str) -> str:
    """Return the name of the file of a kind, such as `aims.yaml` or `sections/<slug>.md`."""
    has_body = any(field.name == "body" for field in KINDS[kind].content_fields())
    return "guide.yaml" if kind == "cover" else f"{kind}/<slug>.md" if has_body else f"{kind}.yaml"


def _kind_lines(kind: str) -> Iterator[str]:
    model, file = KINDS[kind], file_name(kind)
    yield from (f"### `{file}`", "", *HEAD, *map(_row, model.content_fields()))
    children = model.child_models()
    yield from (f"| `{name}` |  | a list | {_list_meaning(child)} |" for name, child in children.items())
    for method, names in getattr(model, "NEEDS", {}).items():
        yield from ("", f"The method `{method}` needs {', '.join(f'`{name}`' for name in names)}.")
    for name, child in children.items():
        yield from ("", f"Keys of one item of `{name}` in `{file}`:", "", *HEAD, *map(_row, child.content_fields()))
    yield ""


def _list_meaning(child: Any) -> str:
    return "The text or slug alone, without a key." if len(child.content_fields()) == 1 else "See the table below."


def _row(field: models.Field) -> str:
    needed = "" if field.blank or field.null or field.has_default() else "yes"
    meaning = str(field.help_text).replace("|", "\\|").replace("<", "&lt;")
    return f"| `{field.name}` | {needed} | {_value(field)}{_default(field)} | {meaning} |"


def _default(field: models.Field) -> str:
    default = field.default if field.has_default() else None
    return "" if default is None else f"; `{str(default).lower()}` if left out"


def _value(field: models.Field) -> str:
    if field.choices:
        return ", ".join(f"`{key}` ({label})" for key, label in field.choices)
    if isinstance(field, NotationField):
        name = _notation_name(field.notation)
        return f"[{name}](#notation-{name.replace(' ', '-')})"
    if model := related_item(field):
        return f"the slug of an item of `{model.kind}`"
    if isinstance(field, models.CharField):
        return f"text, {field.max_length} characters at most"
    types = {"BooleanField": "`true` or `false`", "TextField": "Markdown", "DateField": "a day, such as `2026-11-24`"}
    return types.get(field.get_internal_type(), "whole number")


def _notation_name(notation: type) -> str:
    """Return `ProgressionCodes` as “progression codes”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", notation.__name__).lower()


def _notation_lines() -> Iterator[str]:
    """Return the docstring of each notation."""
    all_models = [model for kind in KINDS.values() for model in (kind, *kind.child_models().values())]
    fields = [field for model in all_models for field in model.content_fields()]
    for notation in dict.fromkeys(field.notation for field in fields if isinstance(field, NotationField)):
        yield from (f"### Notation: {_notation_name(notation)}", "", *(getdoc(notation) or "").splitlines(), "")
