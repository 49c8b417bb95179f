"""Pieces of pages as HTML. What says the same to everybody who is told it is drawn once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import render_to_string

MOST_DRAWN, LONG = 3000, 1000
"""How many pieces are kept, and how long the name of one may be: names hold what people typed."""
DRAWN: dict[tuple[str, ...], str] = {}


def drawn(template: str, key: tuple[str, ...], context: Callable[[], Mapping[str, Any]]) -> str:
    """The template in a context. `key` names everything that the piece depends on, the edition too."""
    name = (template, *key)
    html = DRAWN.get(name)
    if html is None:
        html = render_to_string(template, dict(context()))
        if sum(map(len, name)) <= LONG:
            if len(DRAWN) >= MOST_DRAWN:
                DRAWN.clear()
            DRAWN[name] = html
    return html
