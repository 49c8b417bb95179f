"""Strip control characters, which not every output format can hold."""

from __future__ import annotations

import re
from typing import Any

# XML forbids them or programs take them for line ends. They come along when people paste text.
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def strip_control_characters(value: Any) -> Any:
    """Return JSON-like data with each control character in its texts replaced by a space."""
    if isinstance(value, str):
        return CONTROL_CHARACTERS.sub(" ", value) if CONTROL_CHARACTERS.search(value) else value
    if isinstance(value, list):
        return [strip_control_characters(item) for item in value]
    return {name: strip_control_characters(item) for name, item in value.items()} if isinstance(value, dict) else value
