"""What a Markdown text holds, as data for the checks: its words, headings, links, citations, and what went wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import groupby, pairwise
from typing import NamedTuple

from markdown_it.token import Token

from guide.text.blocks import lone_images
from guide.text.parser import inline_tokens, parse, plain_text, shown_text

TEXT = {"text", "text_special", "tag", "comment"}
WORD = re.compile(r"[^\W_]+")
# Marks that are still there when all Markdown has been read, so that readers would see them.
MARKS = re.compile(
    r"""
    \*\* | __ | ~~ | `` | == (?=\S[^=]*==) | %% | \$\$ | \{(?:[{%#.:]|\+\+|--|==|>>) | \]\( | \]\[ | !\[ | \[\[
    | \[\^[^\]]*\] | \^\[ | \*\[[^\]\n]+\]:
    | (?<![\w*])\*\w | [^\W\d]\*(?![\w*]) | (?<![\w_])_\w
    | <[a-z]+:[^<>\s]*>
    | ^[ ]*(?: \[[ xX]\](?=\s) | \[TOC\] | \#{2,6}(?=[^\s#]) | \#{7,} | \#(?=[^\W\d_]) | \[![A-Za-z]+\]
        | \[[^\]\n]+\]:\s | \|.*\| | :{3} | !{3} | :\s | [•◦▪‣∙●○■·](?=\s) )
    | (?<=\n)[ ]*(?: [-+*] | \d{1,9}[.)] )(?=\s)
    """,
    re.VERBOSE | re.MULTILINE,
)
IMAGE = re.compile(r"<img\b", re.IGNORECASE)
# What was meant as HTML: `<b>` and `<a href="…">`, but not `<your coach>`.
HTML_TAG = re.compile(r"</?\w+\s*/?>|[^=]*=", re.DOTALL)
SIGNS = {("blockquote_open", ">"), ("list_item_open", "+")}
LOAD = re.compile(r"\d\S*\s*[^\W\d]*\.?")
LONE_ITEM = ["bullet_list_open", "list_item_open", "paragraph_open", "inline"]
LONE_ITEM += ["paragraph_close", "list_item_close", "bullet_list_close"]
UNDERLINED = {("heading_open", "-"), ("heading_open", "=")}
BRACKETS = re.compile(r"\[[^\[\]\n]*\]")


class Block(NamedTuple):
    """The words of a paragraph, heading or cell, without markup and citations, or those of a block of code."""

    kind: str  # the HTML element
    text: str
    explained: tuple[tuple[int, int], ...] = ()  # the parts that are a link or bold


@dataclass(frozen=True, slots=True)
class ParsedText:
    blocks: tuple[Block, ...]
    heading_levels: tuple[int, ...]
    links: tuple[str, ...]
    empty_links: tuple[str, ...]  # those without words, which readers do not see
    citations: tuple[tuple[str, ...], ...]  # the codes of each
    images: tuple[str, ...]
    images_in_words: tuple[str, ...]  # beside other words, so that only their own words are shown
    comments: tuple[str, ...]
    tags: tuple[str, ...]  # of HTML, which are shown as they were typed
    marks: tuple[str, ...]  # that are shown as they were typed
    numbers_after_marks: tuple[tuple[str, str], ...]  # a sign that is not shown, and the number after it
    underlined: tuple[str, ...]  # text that a line of `---` or `===` below it makes a heading
    brackets: tuple[str, ...]  # texts in brackets that are no link and no citation
    lost_words: tuple[str, ...]  # words of the source that readers would not see

    @property
    def prose(self) -> Iterator[Block]:
        """The paragraphs, list items among them."""
        return (block for block in self.blocks if block.kind == "p")

    @property
    def plain(self) -> str:
        """All on one line."""
        return normalize_spaces(" ".join(block.text for block in self.blocks))


def normalize_spaces(text: str) -> str:
    """Return a text on one line, without the blanks that citations leave before a full stop."""
    return re.sub(r" (?=[.,;:](?:\s|$))", "", " ".join(text.split()))


# Most texts are the same from one edition to the next.
@lru_cache(maxsize=20_000)
def parse_text(text: str) -> ParsedText:
    tokens = parse(text)
    inline = list(inline_tokens(tokens))
    contents = {kind: tuple(token.content for token in inline if token.type == kind) for kind in _DATA}
    in_code = tuple(token.content for token in tokens if token.type == "code_block" and "<!--" in token.content)
    unescaped = [_unescaped(token.children or ()) for token in tokens if token.type == "inline"]
    return ParsedText(
        blocks=tuple(_blocks(tokens)),
        heading_levels=tuple(int(token.tag[1:]) for token in tokens if token.type == "heading_open"),
        links=tuple(str(token.attrs["href"]) for token in inline if token.type == "link_open"),
        empty_links=tuple(
            str(link.attrs["href"]) for link, end in pairwise(inline) if (link.type, end.type) == NO_WORDS
        ),
        citations=tuple(token.meta["codes"] for token in inline if token.type == "citation"),
        images=tuple(str(token.attrs["src"]) for token in inline if token.type == "image")
        + tuple(filter(IMAGE.match, contents["tag"])),
        images_in_words=tuple(_images_in_words(tokens)),
        comments=contents["comment"] + in_code,
        tags=tuple(tag for tag in contents["tag"] if HTML_TAG.match(tag) and not IMAGE.match(tag)),
        marks=tuple(dict.fromkeys([*_marks(unescaped), *_open_fences(tokens)])),
        numbers_after_marks=tuple(_numbers_after_marks(tokens)),
        underlined=tuple(inline.content for mark, inline in pairwise(tokens) if (mark.type, mark.markup) in UNDERLINED),
        brackets=tuple(found for part in unescaped for found in BRACKETS.findall(part)),
        lost_words=tuple((Counter(_words(text)) - Counter(_kept_words(tokens))).elements()),
    )


_DATA, NO_WORDS = ("comment", "tag"), ("link_open", "link_close")


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    element = "p"
    for token in tokens:
        if token.type == "inline":
            yield Block(element, plain_text(token.children or ()), tuple(_explained(token.children or ())))
        elif token.type in ("fence", "code_block"):
            yield Block("pre", token.content)
        elif token.nesting == 1:
            element = token.tag


def _images_in_words(tokens: Sequence[Token]) -> Iterator[str]:
    for before, inline in pairwise(tokens):
        if before.type != "paragraph_open" or not lone_images(inline):
            yield from (str(token.attrs["src"]) for token in inline.children or () if token.type == "image")


def _explained(inline: Sequence[Token]) -> Iterator[tuple[int, int]]:
    position, starts = 0, []
    for token in inline:
        if token.type in ("link_open", "strong_open"):
            starts.append(position)
        elif token.type in ("link_close", "strong_close"):
            yield starts.pop(), position
        position += len(shown_text(token))


def _unescaped(inline: Iterable[Token]) -> str:
    """Return what was typed as text. A mark that was escaped or is code is no mistake, so a control stands for it."""
    texts = (shown_text(token) if token.type in ("text", "softbreak", "hardbreak") else "\0" for token in inline)
    return "".join(texts)


def _marks(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for found in MARKS.finditer(text):
            yield found[0].strip() + re.match(r"\S{0,20}", text[found.end() :])[0]  # type: ignore[index]


def _open_fences(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the marks of blocks of code without an end, which hold all that comes after them."""
    for token in tokens:
        if (
            token.type == "fence"
            and token.map
            and len(token.content.split("\n")) - token.content.endswith("\n") == token.map[1] - token.map[0] - 1
        ):
            yield token.markup


def _numbers_after_marks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Find `> 10 reps`, `+ 5 kg` and, as the only item of its list, `- 5 kg`: the sign makes a quotation or a list."""
    for place, (opening, _, inline) in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
        is_sign = (opening.type, opening.markup) in SIGNS or _is_lone_load(tokens, place)
        if is_sign and (number := re.match(r"(=?)\s*(\d\S*)", inline.content)):
            yield opening.markup + number[1], number[2]


def _is_lone_load(tokens: Sequence[Token], place: int) -> bool:
    """Tell if the token opens a list that holds one number with its unit, and no more."""
    around = [token.type for token in tokens[max(place - 1, 0) : place + 6]]
    return around == LONE_ITEM and tokens[place].markup == "-" and bool(LOAD.fullmatch(tokens[place + 2].content))


def _words(text: str) -> list[str]:
    return WORD.findall(unescape(text).casefold())


def _kept_words(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield each word of the source that the tokens still have, some of them twice."""
    for token in tokens:
        if token.type in ("fence", "code_block"):
            yield from _both_words(token.content)
    yield from _list_numbers(tokens)
    labels: set[str] = set()
    for token in tokens:
        for is_text, group in groupby(token.children or (), key=lambda inline: inline.type in TEXT):
            if is_text:
                yield from _both_words("".join(inline.content for inline in group))
            else:
                yield from (word for inline in group for word in _words_of_mark(inline, labels))


def _words_of_mark(token: Token, labels: set[str]) -> Iterator[str]:
    yield from _both_words(token.content)
    for value in token.attrs.values():
        yield from _both_words(str(value))
    if label := str(token.meta.get("label", "")):
        # It stands at each link, and once where it is defined.
        yield from _words(label) * (1 if label in labels else 2)
        labels.add(label)


def _both_words(text: str) -> list[str]:
    """Return the words of a text that may show a character reference, as typed and as decoded."""
    return WORD.findall(text.casefold()) + (_words(text) if "&" in text else [])


def _list_numbers(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the typed numbers of lists that are also shown. Lists that count 1, 1, 1 are meant to count up."""
    lists: list[list[str]] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            lists.append([])
        elif token.type == "list_item_open" and token.info:
            lists[-1].append(token.info)
        elif token.type == "ordered_list_close":
            typed = lists.pop()
            shown = range(int(typed[0]), int(typed[0]) + len(typed))
            yield from (
                number for number, place in zip(typed, shown, strict=True) if len({*typed}) == 1 or number == str(place)
            )
