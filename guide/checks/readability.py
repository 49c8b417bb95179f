"""Checks of the words themselves: long sentences, headings, pictures in a text, terms that nobody explained."""

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
KINDS_WITH_TERMS = {"sections", "variations", "mistakes", "muscles", "audiences", "questions"}
"""The kinds that readers land on, so that each has to explain its own terms."""
CODE_BLOCK = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#{1,6})\s", re.MULTILINE)
IMAGE = re.compile(r"!\[[^\]]*\]\(")
EXPLANATION = re.compile(r"(?<!\])\([^()]*\)|\[[^\]]*\](?=\()|\*\*[^*]+\*\*")
"""Brackets after everyday words, the text of a link, and bold, which stands where a term is defined."""


def long_sentences(texts: dict[ItemKey, list[Text]]) -> Iterator[Finding]:
    for own in texts.values():
        for text in own:
            yield from _long_sentences(text)


@lru_cache(maxsize=100_000)
def _long_sentences(text: Text) -> tuple[Finding, ...]:
    """Kept, since from one look at the desk to the next most texts stay as they are."""
    return tuple(_too_long(text))


def _too_long(text: Text) -> Iterator[Finding]:
    for sentence in sentences(text.text):
        # Marks only take words away, and most sentences are short.
        if len(sentence.split()) > MAX_WORDS and (count := word_count(sentence)) > MAX_WORDS:
            start = " ".join(sentence.split()[:6])
            yield warning_finding(text.key, text.path, f"“{start} …” has {count} words. Use {MAX_WORDS} at most.")


def headings(prose: list[Text]) -> Iterator[Finding]:
    """A level that is left out makes screen readers tell a part that is not there."""
    for text in prose:
        above = 1
        for mark in HEADING.findall(CODE_BLOCK.sub("", text.text)) if "#" in text.text else ():
            level = max(len(mark), 2)
            if level > above + 1:
                yield error_finding(
                    text.key, text.path, f"a heading with {mark} comes where {'#' * (above + 1)} is next."
                )
            above = level


def pictures_in_text(prose: list[Text]) -> Iterator[Finding]:
    for text in prose:
        if "![" in text.text and IMAGE.search(text.text):
            yield error_finding(text.key, text.path, "a picture in the text is not shown. Take it out, or add a pose.")


class Terms:
    """The terms that the cover names, found all at once in a text."""

    def __init__(self, terms: str) -> None:
        self._terms = tuple(Phrases.parse(terms)) if terms else ()
        alike = "|".join(rf"(?P<t{n}>{self._pattern(term)})" for n, term in enumerate(self._terms))
        self._all = re.compile(rf"(?<![\w-])(?:{alike})(?![\w-])") if alike else None

    @staticmethod
    def _pattern(term: str) -> str:
        """Capitals count in an abbreviation; in other terms they do not, and a plural is the same term."""
        return re.escape(term) if term.isupper() else f"(?i:{re.escape(term)}s?)"

    def unexplained(self, texts: tuple[Text, ...]) -> Iterator[Finding]:
        """Terms whose first use in an item is neither explained in brackets nor a link to more."""
        seen: set[str] = set()
        if self._all is None:
            return
        for text in texts:
            prose = re.sub(r"^#+ .*$", "", CITATION.sub("", text.text), flags=re.MULTILINE)
            explaining = [match.span() for match in EXPLANATION.finditer(prose)]
            for match in self._all.finditer(prose):
                term = self._terms[int(str(match.lastgroup)[1:])]
                if term in seen:
                    continue
                seen.add(term)
                inside = any(start <= match.start() < end for start, end in explaining)
                if not inside and not re.match(r"[*_]* \(", prose[match.end() :]):
                    yield warning_finding(
                        text.key,
                        text.path,
                        f"the term “{match[0]}” comes before it is explained. "
                        "Say it in everyday words first and put the term in brackets, or make it a link.",
                    )


def unexplained_terms(texts: dict[ItemKey, list[Text]], cover: dict[str, Any]) -> Iterator[Finding]:
    for key, own in texts.items():
        if key.kind in KINDS_WITH_TERMS:
            yield from _unexplained(cover.get("terms") or "", tuple(text for text in own if text.is_prose))


@lru_cache(maxsize=20_000)
def _unexplained(terms: str, texts: tuple[Text, ...]) -> tuple[Finding, ...]:
    """Kept, since from one look at the desk to the next most items stay as they are."""
    return tuple(_compiled_terms(terms).unexplained(texts))


@lru_cache(maxsize=2)
def _compiled_terms(terms: str) -> Terms:
    return Terms(terms)
