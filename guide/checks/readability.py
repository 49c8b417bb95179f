"""Checks of the prose: long sentences and unexplained terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from guide.checks.finding import Finding, warning_finding
from guide.checks.text_fields import Text
from guide.models.snapshot import ItemKey
from guide.notation import Phrases
from guide.text.readability import sentences, word_count

MAX_WORDS = 25
# Readers may land on any item of these kinds, so each item has to explain its own terms.
KINDS_WITH_TERMS = {"sections", "variations", "mistakes", "muscles", "audiences", "questions"}
# Brackets after everyday words. Links and bold, which marks a definition, explain too.
BRACKETS = re.compile(r"\([^()]*\)")


def long_sentences(texts: dict[ItemKey, list[Text]]) -> Iterator[Finding]:
    for text in chain.from_iterable(texts.values()):
        for sentence in sentences(text.text, is_prose=text.is_prose):
            # `split()` is fast and never counts fewer words than `word_count()`.
            if len(sentence.split()) > MAX_WORDS and (count := word_count(sentence)) > MAX_WORDS:
                start = " ".join(sentence.split()[:6])
                message = f"“{start} …” has {count} words. Use {MAX_WORDS} at most."
                yield warning_finding(text.key, text.path, message)


def unexplained_terms(texts: dict[ItemKey, list[Text]], cover: dict[str, Any]) -> Iterator[Finding]:
    """Find terms of the cover whose first use in an item is neither explained in brackets nor a link."""
    terms = tuple(Phrases.parse(cover["terms"])) if cover.get("terms") else ()
    if not terms:
        return
    alternatives = "|".join(f"(?P<t{number}>{_term_pattern(term)})" for number, term in enumerate(terms))
    pattern = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")
    for key, item_texts in texts.items():
        if key.kind in KINDS_WITH_TERMS:
            yield from _unexplained(pattern, [text for text in item_texts if text.is_prose])


def _term_pattern(term: str) -> str:
    """Match an abbreviation in capitals only, any other term in either case and also in the plural."""
    return re.escape(term) if term.isupper() else f"(?i:{re.escape(term)}s?)"


def _unexplained(pattern: re.Pattern[str], texts: list[Text]) -> Iterator[Finding]:
    """Find unexplained terms in the texts of one item. `pattern` has a group for each term."""
    seen: set[str | None] = set()
    paragraphs = [(text, block) for text in texts for block in text.blocks if not block.kind.startswith("h")]
    for text, block in paragraphs:
        explanations = [*block.explained, *(match.span() for match in BRACKETS.finditer(block.text))]
        for match in pattern.finditer(block.text):
            if match.lastgroup in seen:
                continue
            seen.add(match.lastgroup)
            inside = any(start <= match.start() < end for start, end in explanations)
            if not inside and not block.text.startswith(" (", match.end()):
                yield warning_finding(
                    text.key,
                    text.path,
                    f"the term “{match[0]}” comes before it is explained. "
                    "Say it in everyday words first and put the term in brackets, or make it a link.",
                )
