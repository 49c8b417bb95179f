"""What the guide makes of Markdown blocks: studies that fold, and figures drawn where the words are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from guide.text.parser import plain_text

STUDIES_HEADING = "What the studies say"
KINDS_WITH_POSES = ("variation", "mistake")
FIGURE_NAME = re.compile(rf"(?:{'|'.join(KINDS_WITH_POSES)}):[\w-]+#[a-z]+")


class Figure(NamedTuple):
    """A drawn pose that a text can show as `![caption](variation:cable#top)`."""

    box: str  # SVG's `viewBox`
    file: str  # address of the SVG file, with the drawing's fragment
    alt: str
    caption: str  # shown where the text gives none
    is_fault: bool


def guide_blocks(tokens: Sequence[Token], figures: Mapping[str, Figure]) -> Iterator[Token]:
    """Yield the tokens with one for each start and end of studies, and one for each row of figures."""
    level = 0  # of the heading of the studies that are open
    skip = 0
    for index, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        if token.type == "heading_open" and token.level == 0:
            if level and heading_depth(token) <= level:
                yield Token("studies_close", "details", -1)
                level = 0
            if is_studies_heading(tokens, index):
                yield Token("studies_open", "details", 1)
                level, skip = heading_depth(token), 2
                continue
        if token.type == "paragraph_open" and (row := figure_row(tokens[index + 1], figures)):
            yield Token("figures", "div", 0, meta={"figures": row})
            skip = 2
            continue
        yield token
    if level:
        yield Token("studies_close", "details", -1)


def heading_depth(token: Token) -> int:
    """Return the level of a heading. # is the title of the page, so it counts as ##."""
    return max(int(token.tag[1:]), 2)


def is_studies_heading(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].level == 0 and plain_text(tokens[index + 1].children or ()).strip() == STUDIES_HEADING


def figure_row(inline: Token, figures: Mapping[str, Figure]) -> list[tuple[Figure, str]]:
    """Return the figures of a paragraph that holds nothing else, each with its caption."""
    images = [token for token in inline.children or () if token.type != "softbreak"]
    if not images or any(token.type != "image" or token.attrs["src"] not in figures for token in images):
        return []
    named = [(figures[str(token.attrs["src"])], plain_text(token.children or ())) for token in images]
    return [(figure, caption or figure.caption) for figure, caption in named]
