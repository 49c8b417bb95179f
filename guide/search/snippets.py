"""Cuts out of a text the sentence that answers, and marks the words that decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# A sentence ends at a mark before a space and a capital letter, or with its line.
SENTENCE = re.compile(r"\S(?:[^\n]*?[.!?][)”\"]?(?= +[“\"(]?[A-Z0-9])|[^\n]*)")
MIN_SNIPPET, MAX_SNIPPET = 60, 260


class TextPiece(NamedTuple):
    text: str
    marked: bool = False


class Mark(NamedTuple):
    """A place in a text with a word of the query or a synonym of it."""

    start: int
    end: int
    term: int = 0  # the number of the query's term


def pieces(text: str, marks: Sequence[Mark]) -> tuple[TextPiece, ...]:
    """Cut a text at the marks, which are sorted. Marks with only spaces or hyphens between them become one."""
    found: list[TextPiece] = []
    end = 0
    for start, stop, _ in marks:
        if start < end:
            continue
        if found and found[-1].marked and not text[end:start].strip(" -"):
            found[-1] = TextPiece(found[-1].text + text[end:stop], True)
        else:
            found += [TextPiece(text[end:start])] if start > end else []
            found.append(TextPiece(text[start:stop], True))
        end = stop
    return (*found, TextPiece(text[end:])) if end < len(text) else tuple(found)


def answering_sentence(text: str, marks: Sequence[Mark], *, start_bonus: int = 2) -> tuple[str, list[Mark]]:
    """Return the whole sentence with the most terms of the query, and the marks in it.

    A short sentence comes with the next one. `start_bonus` is added to the score of the first sentence; each term
    scores 3, so that many synonyms of one term do not outweigh the answer.
    """
    sentences = sentence_spans(text)

    def score(span: tuple[int, int]) -> int:
        inside = [mark.term for mark in marks if span[0] <= mark.start and mark.end <= span[1]]
        return 3 * len(set(inside)) + min(len(inside), 3) + (0 if span[0] else start_bonus)

    begin, end = max(sentences, key=score, default=(0, 0))
    following = next((span for span in sentences if span[0] >= end), None)
    if following and end - begin < MIN_SNIPPET:
        end = following[1]
    before, after = "", ""
    if end - begin > MAX_SNIPPET:
        first = next((mark.start for mark in marks if mark.start >= begin), begin)
        begin, end, before, after = cut_around(first, text, begin, end)
    shift = len(before) - begin
    inside = [Mark(start + shift, stop + shift, term) for start, stop, term in marks if begin <= start and stop <= end]
    return f"{before}{text[begin:end]}{after}".replace("\n", " "), inside


def cut_around(first: int, text: str, begin: int, end: int) -> tuple[int, int, str, str]:
    """Return where to cut a long sentence so that it shows the place `first`, and the marks of what is left out."""
    before, after = "", ""
    if first - begin > MAX_SNIPPET // 2:
        before, begin = "… ", text.rfind(" ", begin, first - 20) + 1
    if end - begin > MAX_SNIPPET:
        after, end = " …", max(text.rfind(" ", begin, begin + MAX_SNIPPET), begin + MAX_SNIPPET // 2)
    return begin, end, before, after


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the start and end of each sentence. A line is a sentence too: a heading, or an item of a list."""
    return [match.span() for match in SENTENCE.finditer(text)]
