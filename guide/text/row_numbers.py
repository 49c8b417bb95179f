"""Numbers that a text takes from a row: `{placement:accessory.reps}` is shown as that row's 10-20."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

MAX_LENGTH = 50  # no number is longer, and a text that was longer could take in whole texts many times
NAME = re.compile(r"\{([a-z]+):([A-Za-z0-9-]+)\.([a-z_]+)\}")


def fill_numbers(rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return a snapshot whose texts hold the numbers that they name. A name without a row stays as it is."""
    return {kind: _filled(found, rows) for kind, found in rows.items()}


def fill_text(text: str, rows: Mapping[str, list[dict[str, Any]]]) -> str:
    return NAME.sub(lambda name: _value(name, rows), text)


def _filled(value: Any, rows: Mapping[str, list[dict[str, Any]]]) -> Any:
    """Return the same object if nothing in it names a number: nearly all of a snapshot does not."""
    if isinstance(value, str):
        return fill_text(value, rows) if "{" in value else value
    if isinstance(value, list):
        items = [_filled(item, rows) for item in value]
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if isinstance(value, dict):
        fields = {name: _filled(field, rows) for name, field in value.items()}
        return fields if any(fields[name] is not value[name] for name in value) else value
    return value


def _value(name: re.Match[str], rows: Mapping[str, list[dict[str, Any]]]) -> str:
    kind, slug, field = name.groups()
    found = rows.get(kind) or rows.get(f"{kind}s") or []
    value = next((row.get(field) for row in found if row["slug"] == slug), None)
    is_number = isinstance(value, str | int | float) and 0 < len(str(value)) <= MAX_LENGTH
    return str(value) if is_number else name[0]
