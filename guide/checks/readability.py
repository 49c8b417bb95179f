"""Checks of the prose: long sentences, skipped heading levels, images in Markdown, unexplained terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from guide.checks.finding import Finding, error_finding, warning_finding
from guide.checks.text_fields import Text
from guide.models.snapshot import ItemKey
from guide.notation import Phrases
from guide.text.markdown import CITATION
from guide.text.readability import sentences, word_count

MAX_WORDS = 25
# Readers may land on any item of these kinds, so each item has to explain its own terms.
KINDS_WITH_TERMS = {"sections", "variations", "mistakes", "muscles", "audiences", "questions"}
CODE_BLOCK = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#{1,6})\s", re.MULTILINE)
IMAGE = re.compile(r"!\[[^\]]*\]\(")
# Brackets after everyday words, the text of a link, and bold, which marks a definition.
EXPLANATION = re.compile(r"(?<!\])\([^()]*\)|\[[^\]]*\](?=\()|\*\*[^*]+\*\*")


def long_sentences(texts: dict[ItemKey, list[Text]]) -> Iterator[Finding]:
    for text in chain.from_iterable(texts.values()):
        for sentence in sentences(text.text):
            # `split()` is fast and never counts fewer words than `word_count()`.
            if len(sentence.split()) > MAX_WORDS and (count := word_count(sentence)) > MAX_WORDS:
                start = " ".join(sentence.split()[:6])
                message = f"“{start} …” has {count} words. Use {MAX_WORDS} at most."
                yield warning_finding(text.key, text.path, message)


def skipped_heading_levels(prose: list[Text]) -> Iterator[Finding]:
    """Find headings that skip a level, which misleads people who use a screen reader."""
    for text in prose:
        above = 1
        for mark in HEADING.findall(CODE_BLOCK.sub("", text.text)) if "#" in text.text else ():
            level = max(len(mark), 2)
            if level > above + 1:
                yield error_finding(
                    text.key, text.path, f"a heading with {mark} skips a level. Use {'#' * (above + 1)}."
                )
            above = level


def markdown_images(prose: list[Text]) -> Iterator[Finding]:
    for text in prose:
        if "![" in text.text and IMAGE.search(text.text):
            yield error_finding(text.key, text.path, "images in Markdown are not shown. Remove it, or add a pose.")


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
    for text in texts:
        prose = re.sub(r"^#+ .*$", "", CITATION.sub("", text.text), flags=re.MULTILINE)
        explanations = [match.span() for match in EXPLANATION.finditer(prose)]
        for match in pattern.finditer(prose):
            if match.lastgroup in seen:
                continue
            seen.add(match.lastgroup)
            inside = any(start <= match.start() < end for start, end in explanations)
            if not inside and not re.match(r"[*_]* \(", prose[match.end() :]):
                yield warning_finding(
                    text.key,
                    text.path,
                    f"the term “{match[0]}” comes before it is explained. "
                    "Say it in everyday words first and put the term in brackets, or make it a link.",
                )
