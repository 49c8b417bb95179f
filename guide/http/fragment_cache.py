"""Cache of rendered template fragments. It is kept on the guide, so a new edition starts with an empty one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.template.loader import render_to_string

MAX_FRAGMENTS = 3000
MAX_KEY_LENGTH = 1000  # in characters; keys hold user input


def render_cached(
    fragments: dict[tuple[str, ...], str],
    template: str,
    key: tuple[str, ...],
    context: Callable[[], Mapping[str, Any]],
) -> str:
    """Return the rendered template, from `fragments` if it is there.

    `key` holds everything besides the guide that the fragment depends on.
    """
    name = (template, *key)
    html = fragments.get(name)
    if html is None:
        html = render_to_string(template, dict(context()))
        if sum(map(len, name)) <= MAX_KEY_LENGTH:
            if len(fragments) >= MAX_FRAGMENTS:
                fragments.clear()
            fragments[name] = html
    return html
