"""Text that every format can hold. Pure."""

from __future__ import annotations

import re
from typing import Any

CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that XML forbids, or that some program takes for the end of a line. They come along when people paste."""


def strip_control_characters(value: Any) -> Any:
    """Plain data with a space for each character that is no text."""
    if isinstance(value, str):
        return CONTROL_CHARACTERS.sub(" ", value) if CONTROL_CHARACTERS.search(value) else value
    if isinstance(value, list):
        return [strip_control_characters(item) for item in value]
    return {name: strip_control_characters(item) for name, item in value.items()} if isinstance(value, dict) else value
