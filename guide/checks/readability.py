"""Checks of the prose: long sentences, skipped heading levels, images in Markdown, unexplained terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
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
    for item_texts in texts.values():
        for text in item_texts:
            yield from _long_sentences(text)


# Cached, since most texts stay the same between two pages of the desk.
@lru_cache(maxsize=100_000)
def _long_sentences(text: Text) -> tuple[Finding, ...]:
    findings = []
    for sentence in sentences(text.text):
        # `split()` is fast and never counts fewer words than `word_count()`.
        if len(sentence.split()) > MAX_WORDS and (count := word_count(sentence)) > MAX_WORDS:
            start = " ".join(sentence.split()[:6])
            message = f"“{start} …” has {count} words. Use {MAX_WORDS} at most."
            findings.append(warning_finding(text.key, text.path, message))
    return tuple(findings)


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


class Terms:
    """The terms that the cover lists, compiled into one regular expression."""

    def __init__(self, terms: str) -> None:
        self._terms = tuple(Phrases.parse(terms)) if terms else ()
        alternatives = "|".join(rf"(?P<t{n}>{self._pattern(term)})" for n, term in enumerate(self._terms))
        self._regex = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])") if alternatives else None

    @staticmethod
    def _pattern(term: str) -> str:
        """Match an abbreviation in capitals only, any other term in either case and also in the plural."""
        return re.escape(term) if term.isupper() else f"(?i:{re.escape(term)}s?)"

    def unexplained(self, texts: tuple[Text, ...]) -> Iterator[Finding]:
        """Find terms whose first use in an item is neither explained in brackets nor a link."""
        seen: set[str] = set()
        if self._regex is None:
            return
        for text in texts:
            prose = re.sub(r"^#+ .*$", "", CITATION.sub("", text.text), flags=re.MULTILINE)
            explanations = [match.span() for match in EXPLANATION.finditer(prose)]
            for match in self._regex.finditer(prose):
                term = self._terms[int(str(match.lastgroup)[1:])]
                if term in seen:
                    continue
                seen.add(term)
                inside = any(start <= match.start() < end for start, end in explanations)
                if not inside and not re.match(r"[*_]* \(", prose[match.end() :]):
                    yield warning_finding(
                        text.key,
                        text.path,
                        f"the term “{match[0]}” comes before it is explained. "
                        "Say it in everyday words first and put the term in brackets, or make it a link.",
                    )


def unexplained_terms(texts: dict[ItemKey, list[Text]], cover: dict[str, Any]) -> Iterator[Finding]:
    for key, item_texts in texts.items():
        if key.kind in KINDS_WITH_TERMS:
            yield from _unexplained(cover.get("terms") or "", tuple(text for text in item_texts if text.is_prose))


# Cached, since most items stay the same between two pages of the desk.
@lru_cache(maxsize=20_000)
def _unexplained(terms: str, texts: tuple[Text, ...]) -> tuple[Finding, ...]:
    return tuple(_compiled_terms(terms).unexplained(texts))


@lru_cache(maxsize=2)
def _compiled_terms(terms: str) -> Terms:
    return Terms(terms)
