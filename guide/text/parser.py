"""The Markdown of the guide as a list of tokens: CommonMark with tables, strikethrough and citations, without HTML.

Whatever is not Markdown is shown as it was typed. Tags and comments are tokens of their own, so that checks find them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline, autolink, emphasis
from markdown_it.token import Token

CODE = r"[A-Za-z]{1,3}\d{1,4}"
_CODES = rf"{CODE}(?:\s*[-–]\s*(?:[A-Za-z]{{1,3}})?\d{{1,4}})?"
CITATION = re.compile(rf"\[\s*{_CODES}(?:\s*[,;]\s*{_CODES})*\s*\]")
_CODE_RANGE = re.compile(r"([A-Za-z]{1,3})(\d{1,4})(?:\s*[-–]\s*([A-Za-z]{1,3})?(\d{1,4}))?")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(HTML_OPEN_CLOSE_TAG_STR.removeprefix("^"))
_AUTOLINK = re.compile(r"<(?:https?:|mailto:|[^<>\s:]+@)", re.IGNORECASE)
# A definition such as `[E22]: yes`, which is a sentence about a source and would not be shown.
_CITED_SENTENCE = re.compile(rf"\[{CODE}\]:(?!\s*\S*[:/])")
MAX_RANGE = 20


class GuideMarkdown(MarkdownIt):
    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "store_labels": True, "maxNesting": 50})
        self.enable(["table", "strikethrough"])
        # Joining would hide which marks were escaped.
        self.disable("text_join")
        self.block.ruler.at("reference", _definition, {"alt": []})
        self.inline.ruler.at("emphasis", _emphasis)
        self.inline.ruler.at("autolink", _web_address)
        self.inline.ruler.after("image", "citation", _citation)
        self.inline.ruler.after("autolink", "tag", _tag_or_comment)

    def validateLink(self, url: str) -> bool:
        return True  # links are resolved later, and those that lead nowhere are reported

    def normalizeLink(self, url: str) -> str:
        return url

    def normalizeLinkText(self, link: str) -> str:
        return link


def cited_codes(citation: str) -> tuple[str, ...]:
    """Return the codes of `[E12; E14-E16]` in capitals, none if one of its ranges is not plain."""
    codes: list[str] = []
    for prefix, first, last_prefix, last in _CODE_RANGE.findall(citation.upper()):
        low, high = int(first), int(last or first)
        if last_prefix not in ("", prefix) or (last and not low < high <= low + MAX_RANGE):
            return ()
        codes += [prefix + first, *(f"{prefix}{number:0{len(first)}}" for number in range(low + 1, high + 1))]
    return tuple(codes)


def _citation(state: StateInline, silent: bool) -> bool:
    found = CITATION.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    codes = cited_codes(found[0]) if found else ()
    if not found or not codes:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content, token.meta = found[0], {"codes": codes}
    state.pos = found.end()
    return True


def _tag_or_comment(state: StateInline, silent: bool) -> bool:
    kind, pattern = ("comment", _COMMENT) if state.src.startswith("<!--", state.pos) else ("tag", _TAG)
    found = pattern.match(state.src, state.pos) if state.src[state.pos] == "<" else None
    if found is None:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        # One without an end is shown, since it would hide what may be meant for readers.
        token.content, token.hidden = found[0], kind == "comment" and found[0].endswith("-->")
    state.pos = found.end()
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Let * inside a word open nothing, as CommonMark does with _, so that `3*12, 2*15` keeps its marks."""
    start, above = state.pos, len(state.delimiters)
    if not emphasis.tokenize(state, silent):
        return False
    before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
    if state.src[start] == "*" and before.isalnum() and after.isalnum():
        opening = next(
            (mark for mark in reversed(state.delimiters[:above]) if mark.open and mark.marker == ord("*")), None
        )
        # Another length would close here, but not for other parsers.
        closes = opening is not None and opening.length == state.pos - start
        if not closes or (before.isdigit() and after.isdigit()):
            del state.delimiters[above:]
        for mark in state.delimiters[above:]:
            mark.open = False
    return True


def _web_address(state: StateInline, silent: bool) -> bool:
    return bool(_AUTOLINK.match(state.src, state.pos)) and autolink(state, silent)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    return not _CITED_SENTENCE.match(state.src, at) and reference(state, start, end, silent)


COMMONMARK = GuideMarkdown()


# A text is analysed and rendered right after another.
@lru_cache(maxsize=64)
def parse(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text. They are shared: never change them."""
    return tuple(COMMONMARK.parse(text))


@lru_cache(maxsize=20_000)
def link_names(text: str) -> frozenset[str]:
    """Return the `kind:slug` names, names of figures and source codes that the rendering of a text depends on."""
    inline = list(inline_tokens(parse(text)))
    names = {str(token.attrs["href"]).partition("#")[0] for token in inline if token.type == "link_open"}
    names |= {str(token.attrs["src"]) for token in inline if token.type == "image"}
    return frozenset(names.union(*(token.meta["codes"] for token in inline if token.type == "citation")))


def plain_text(inline: Iterable[Token]) -> str:
    """Return the words without markup and without citations."""
    return "".join(map(shown_text, inline))


def shown_text(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.hidden or token.type == "citation":
        return ""
    return plain_text(token.children or ()) if token.type == "image" else token.content


def inline_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or () if token.type == "inline" else ()
