"""Pieces of pages as HTML, rendered once for each guide and kept on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import render_to_string

MAX_FRAGMENTS = 3000
MAX_KEY_LENGTH = 1000  # of characters: keys hold what people typed


def render_cached(
    fragments: dict[tuple[str, ...], str],
    template: str,
    key: tuple[str, ...],
    context: Callable[[], Mapping[str, Any]],
) -> str:
    """The template in a context. `fragments` are those of the guide; `key` names all else that the piece depends on."""
    name = (template, *key)
    html = fragments.get(name)
    if html is None:
        html = render_to_string(template, dict(context()))
        if sum(map(len, name)) <= MAX_KEY_LENGTH:
            if len(fragments) >= MAX_FRAGMENTS:
                fragments.clear()
            fragments[name] = html
    return html
