"""Markdown for other programs: plain CommonMark and tables, with addresses for links and footnotes for citations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from types import SimpleNamespace

from markdown_it.token import Token
from mdformat.renderer import DEFAULT_RENDERERS, MDRenderer, RenderContext, RenderTreeNode

from guide.text.markdown import LinkResolver, heading_level
from guide.text.parsed_text import TEXT
from guide.text.parser import parse

# They stand for the address of the site and mark a note. `strip_control_characters` takes them out of what is typed.
SITE, NOTE = "\ufffe", "\uffff"


def to_portable_markdown(text: str, links: LinkResolver, *, level: int = 2) -> str:
    """Return Markdown that any CommonMark parser reads as we do. Its top headings have `level` marks."""
    options = {"mdformat": {"number": True}, "parser_extension": [EXTENSION]}
    return MDRenderer().render([*_joined(parse(text))], options, {"links": links, "level": level}).rstrip("\n")


def escape_markdown(text: str) -> str:
    """Return Markdown that shows exactly this text. A slug or the name of a choice has nothing to escape."""
    if re.fullmatch(r"[a-z0-9]+(?:[_-][a-z0-9]+)*", text):
        return text
    marks = _escape_marks(text).replace("#", r"\#")
    return re.sub(r"^(\s*\d*)([-+>=.)])", r"\1\\\2", marks, flags=re.MULTILINE)


def _escape_marks(text: str) -> str:
    return re.sub(r"&(?=#?\w+;)", "&amp;", re.sub(r"([\\`*_\[\]|~])", r"\\\1", text)).replace("<", "&lt;")


def _joined(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens with one piece of text where several meet."""
    for token in tokens:
        children: list[Token] = []
        for is_text, group in groupby(token.children or (), key=lambda inline: inline.type in TEXT):
            pieces = list(group)
            shown = "".join(inline.content for inline in pieces if not inline.hidden)
            children += [Token("text", "", 0, content=shown)] if is_text else pieces
        yield token.copy(children=children) if token.children else token


def _children(node: RenderTreeNode, context: RenderContext) -> str:
    return "".join(child.render(context) for child in node.children)


def _text(node: RenderTreeNode, context: RenderContext) -> str:
    return _escape_marks(node.content)


def _break(node: RenderTreeNode, context: RenderContext) -> str:
    """Return a hard line break, which a heading and a cell have no room for."""
    above = node.parent and node.parent.parent
    return "\\\n" if above and above.type == "paragraph" else " "


def _heading(node: RenderTreeNode, context: RenderContext) -> str:
    marks = "#" * heading_level(max(int(node.tag[1:]), 2), context.env["level"])
    title = " ".join(_children(node, context).split())
    return f"{marks} {title}" if not title.endswith("#") else f"{marks} {title[:-1]}\\#"


def _link(node: RenderTreeNode, context: RenderContext) -> str:
    href = str(node.attrs["href"])
    url = context.env["links"].resolve(href)
    if url is None:
        return _children(node, context)
    token = SimpleNamespace(info=node.info, attrs=dict(node.attrs), children=node.children, meta={})
    token.attrs["href"] = SITE + url if url.startswith("/") else url
    return DEFAULT_RENDERERS["link"](token, context)  # type: ignore[arg-type]


def _citation(node: RenderTreeNode, context: RenderContext) -> str:
    codes, known = node.meta["codes"], context.env["links"].citations
    if node.meta["in_link"] or any(code not in known for code in codes):
        return _escape_marks(node.content)
    return "".join(f"[^{NOTE}{known[code].number}]" for code in codes)


def _strikethrough(node: RenderTreeNode, context: RenderContext) -> str:
    return f"~~{_children(node, context)}~~"


def _table(node: RenderTreeNode, context: RenderContext) -> str:
    first, *rows = [row for row in node.walk() if row.type == "tr"]
    return "\n".join(
        [_row(first, context), f"|{' --- |' * len(first.children)}", *(_row(row, context) for row in rows)]
    )


def _row(node: RenderTreeNode, context: RenderContext) -> str:
    cells = (re.sub(r"(?<!\\)\|", r"\\|", _children(cell, context)) for cell in node.children)
    return f"| {' | '.join(cells)} |"


EXTENSION = SimpleNamespace(
    RENDERERS={
        "text": _text,
        "hardbreak": _break,
        "heading": _heading,
        "link": _link,
        "citation": _citation,
        "image": _children,
        "s": _strikethrough,
        "table": _table,
    }
)
