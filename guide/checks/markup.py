"""Checks of what readers would see of a text: words that are lost, marks that are left, comments, images, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guide.checks.finding import Finding, error_finding, warning_finding
from guide.checks.text_fields import Text
from guide.text.blocks import FIGURE_NAME
from guide.text.parsed_text import parse_text

FEW = 5


def skipped_heading_levels(prose: list[Text]) -> Iterator[Finding]:
    """Find headings that skip a level, which misleads people who use a screen reader."""
    for text in prose:
        above = 1
        for level in parse_text(text.text).heading_levels:
            if level > above + 1:
                message = f"a heading with {'#' * level} skips a level. Use {'#' * (above + 1)}."
                yield error_finding(text.key, text.path, message)
            above = max(level, 2)


def markdown_images(prose: list[Text]) -> Iterator[Finding]:
    for text in prose:
        if any(not FIGURE_NAME.fullmatch(name) for name in parse_text(text.text).images):
            message = "only poses are shown as pictures, such as ![Caption](variation:slug#top)."
            yield error_finding(text.key, text.path, message)
        for name in filter(FIGURE_NAME.fullmatch, parse_text(text.text).images_in_words):
            yield error_finding(text.key, text.path, f"the picture ({name}) needs a paragraph of its own.")


def comments(prose: list[Text]) -> Iterator[Finding]:
    for text in prose:
        yield from (_comment_finding(text, comment) for comment in parse_text(text.text).comments)


def comments_in_lines(texts: list[Text]) -> Iterator[Finding]:
    """Find comments in texts that are not Markdown, such as titles."""
    for text in texts:
        found = [] if text.is_prose else re.findall("<!--.*?-->", text.text)
        yield from (_comment_finding(text, comment) for comment in found)


def _comment_finding(text: Text, comment: str) -> Finding:
    message = f"holds the comment “{_start(comment)}”. Remove it: anybody could read it."
    return error_finding(text.key, text.path, message)


def marks_left(prose: list[Text]) -> Iterator[Finding]:
    """Find marks and tags that are not Markdown here, so that readers see them as they were typed."""
    for text in prose:
        parsed = parse_text(text.text)
        for mark in dict.fromkeys((*parsed.marks, *parsed.tags)):
            message = f"readers see “{_start(mark)}” as it is typed here. Change it if it was meant as markup."
            yield warning_finding(text.key, text.path, message)


def signs_read_as_markup(prose: list[Text]) -> Iterator[Finding]:
    """Find `> 10 reps`, `+ 5 kg` and a lone `- 5 kg`, whose sign is read as the mark of a quotation or a list."""
    for text in prose:
        for sign, number in parse_text(text.text).numbers_after_marks:
            message = f"readers do not see the “{sign}” before “{number}”. Write it in words, or as \\{sign}."
            yield warning_finding(text.key, text.path, message)


def underlined_headings(prose: list[Text]) -> Iterator[Finding]:
    """Find text that became a heading because a line of `---`, meant to divide it from the next part, touches it."""
    for text in prose:
        for line in parse_text(text.text).underlined:
            message = (
                f"readers see “{_start(line)}” as a heading, as a line is under it. Leave a line empty between them."
            )
            yield warning_finding(text.key, text.path, message)


def lost_words(prose: list[Text]) -> Iterator[Finding]:
    """Find words that Markdown reads but does not show, such as a fourth cell in a table of three columns."""
    for text in prose:
        if lost := parse_text(text.text).lost_words:
            words = ", ".join(f"“{word}”" for word in lost[:FEW]) + (" and more" if len(lost) > FEW else "")
            yield error_finding(text.key, text.path, f"readers do not see {words}. Write it so that it is shown.")


CHECKS = (
    skipped_heading_levels,
    underlined_headings,
    markdown_images,
    comments,
    lost_words,
    signs_read_as_markup,
    marks_left,
)


def _start(mark: str) -> str:
    return " ".join(mark.split())[:60]
