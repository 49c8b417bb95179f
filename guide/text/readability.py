"""The sentences of a text and their words, without markup. Pure: no Django and no input or output."""

from __future__ import annotations

import re
from collections.abc import Iterable

from guide.text.parsed_text import normalize_spaces, parse_text

SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”’)]*(?=\s+[\"“(\[]*[A-Z0-9])|$)")


def sentences(text: str, *, is_prose: bool = True) -> list[str]:
    """Return the sentences of Markdown, or of one plain line.

    List items are sentences of their own; headings and tables are left out.
    """
    paragraphs: Iterable[str] = [block.text for block in parse_text(text).prose] if is_prose else [text]
    return [found for paragraph in paragraphs for found in SENTENCE.findall(normalize_spaces(paragraph))]


def word_count(sentence: str) -> int:
    return sum(bool(re.search(r"\w", word)) for word in sentence.split())
