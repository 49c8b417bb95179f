"""The sentences of Markdown and their words, without markup. Pure: no Django and no input or output."""

from __future__ import annotations

import re

from guide.text.markdown import strip_markdown

NOT_PROSE = re.compile(r"^(#+ .*|\|.*|```.*)$", re.MULTILINE)
BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )")
BULLET = re.compile(r"^\s*(?:[-*]|\d+\.) ")
SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”’)*]*(?=\s+[\"“(*\[]*[A-Z0-9])|$)")


def sentences(text: str) -> list[str]:
    """Return the sentences of Markdown. List items are sentences of their own; headings and tables are left out."""
    blocks = BLOCK.split(NOT_PROSE.sub("", text))
    return [found for block in blocks for found in SENTENCE.findall(BULLET.sub("", " ".join(block.split())).strip())]


def word_count(sentence: str) -> int:
    """Count the words of a Markdown sentence, without citations."""
    return sum(bool(re.search(r"\w", word)) for word in strip_markdown(sentence).split())
