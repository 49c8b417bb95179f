"""Text that every format can hold. Pure."""

from __future__ import annotations

import re
from typing import Any

NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that XML forbids, or that some program takes for the end of a line. They come along when people paste."""


def legible(value: Any) -> Any:
    """Plain data with a space for each character that is no text."""
    if isinstance(value, str):
        return NO_TEXT.sub(" ", value) if NO_TEXT.search(value) else value
    if isinstance(value, list):
        return [legible(item) for item in value]
    return {name: legible(item) for name, item in value.items()} if isinstance(value, dict) else value
