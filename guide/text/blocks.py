"""What the guide makes of Markdown blocks: studies that fold, care cards, and figures drawn where the words are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from guide.text.parser import plain_text, shown_text

# Headings such as “Urgent: ask for help today” make a card, by how soon to act.
CARE_LEVELS = {"Emergency": "now", "Urgent": "today", "Routine": "later"}
STUDIES_HEADING = "What the studies say"
KINDS_WITH_POSES = ("variation", "mistake")
FIGURE_NAME = re.compile(rf"(?:{'|'.join(KINDS_WITH_POSES)}):[\w-]+#[a-z]+")


class Figure(NamedTuple):
    """A drawn pose that a text can show as `![caption](variation:slug#top)`."""

    box: str  # SVG's `viewBox`
    file: str  # address of the SVG file, with the drawing's fragment
    alt: str
    caption: str  # shown where the text gives none
    is_fault: bool


def guide_blocks(tokens: Sequence[Token], figures: Mapping[str, Figure]) -> Iterator[Token]:
    """Yield the tokens with one for each start and end of studies and care cards, and one for each row of figures."""
    still_open: list[tuple[int, Token]] = []  # the level of the heading that opened it, and the token that closes it
    index = 0
    while index < len(tokens):
        token, used = tokens[index], 1
        if token.type == "heading_open" and token.level == 0:
            while still_open and heading_depth(token) <= still_open[-1][0]:
                yield still_open.pop()[1]
            opening, used = _opening(tokens, index)
            if opening:
                still_open.append((heading_depth(token), Token(f"{opening.tag}_close", opening.tag, -1)))
                yield opening
        row = figure_row(tokens[index + 1], figures) if token.type == "paragraph_open" else []
        if row:
            yield Token("figures", "div", 0, meta={"figures": row})
            used = 3
        elif used == 1:
            yield token
        index += used
    yield from (closing for _, closing in reversed(still_open))


def _opening(tokens: Sequence[Token], index: int) -> tuple[Token | None, int]:
    """Return what a heading opens, and how many tokens of the heading that takes the place of."""
    if is_studies_heading(tokens, index):
        return Token("details_open", "details", 1), 3
    word, colon, _ = plain_text(tokens[index + 1].children or ()).partition(":")
    level = CARE_LEVELS.get(word.strip().capitalize()) if colon else None
    return (Token("section_open", "section", 1, meta={"class": f"care {level}"}) if level else None), 1


def heading_depth(token: Token) -> int:
    """Return the level of a heading. # is the title of the page, so it counts as ##."""
    return max(int(token.tag[1:]), 2)


def is_studies_heading(tokens: Sequence[Token], index: int) -> bool:
    title = plain_text(tokens[index + 1].children or ()).strip()
    return tokens[index].level == 0 and title.casefold() == STUDIES_HEADING.casefold()


def figure_row(inline: Token, figures: Mapping[str, Figure]) -> list[tuple[Figure, str]]:
    """Return the figures of a paragraph that holds nothing else, each with its caption."""
    images = lone_images(inline)
    if any(token.attrs["src"] not in figures for token in images):
        return []
    named = [(figures[str(token.attrs["src"])], plain_text(token.children or ())) for token in images]
    return [(figure, caption or figure.caption) for figure, caption in named]


def lone_images(inline: Token) -> list[Token]:
    """Return the images of a paragraph; none if it holds anything else."""
    shown = [token for token in inline.children or () if shown_text(token).strip() or token.type == "image"]
    return shown if all(token.type == "image" for token in shown) else []
