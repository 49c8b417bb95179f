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


class PortableMarkdown(str):
    """Markdown that any CommonMark parser reads as we do."""

    starts_with_paragraph = ends_with_paragraph = True

    @property
    def beside_label(self) -> str:
        """The text on lines of its own where something else than a paragraph would meet the words beside it."""
        # A blank line before it would end an item of a list that has no label.
        return "\n" * (not self.starts_with_paragraph) + self + "\n\n" * (not self.ends_with_paragraph)

    @property
    def in_item(self) -> str:
        """The text beside a label in an item of a list."""
        return self.beside_label.replace("\n", "\n   ")


def to_portable_markdown(text: str, links: LinkResolver, *, level: int = 2) -> PortableMarkdown:
    """Return portable Markdown. Its top headings have `level` marks."""
    tokens = [*_joined(parse(text))]
    options = {"mdformat": {"number": True}, "parser_extension": [EXTENSION]}
    written = PortableMarkdown(MDRenderer().render(tokens, options, {"links": links, "level": level}).rstrip("\n"))
    if tokens:
        written.starts_with_paragraph = tokens[0].type == "paragraph_open"
        written.ends_with_paragraph = tokens[-1].type == "paragraph_close"
    return written


def escape_markdown(text: str) -> str:
    """Return Markdown that shows exactly this text. A slug or the name of a choice has nothing to escape."""
    if re.fullmatch(r"[a-z0-9]+(?:[_-][a-z0-9]+)*", text):
        return text
    marks = escape_marks(text).replace("#", r"\#")
    return re.sub(r"^(\s*\d*)([-+>=.)])", r"\1\\\2", marks, flags=re.MULTILINE)


def escape_marks(text: str) -> str:
    """Return Markdown that shows exactly this text in the middle of a line."""
    return re.sub(r"&(?=#?\w+;)", "&amp;", re.sub(r"([\\`*_\[\]|~])", r"\\\1", text)).replace("<", "&lt;")


def unescape_marks(text: str) -> str:
    text = re.sub(r"\\([\\`*_\[\]|~])", r"\1", text)
    return text.replace("&lt;", "<").replace("&amp;", "&")  # only these, since addresses hold names such as &copy


def _joined(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens with one piece of text where several meet."""
    for token in tokens:
        children: list[Token] = []
        for is_text, group in groupby(token.children or (), key=lambda inline: inline.type in TEXT):
            pieces = list(group)
            shown = "".join(inline.content for inline in pieces if not inline.hidden)
            children += [Token("text", "", 0, content=shown)] if is_text else pieces
        if token.type in ("fence", "code_block"):
            # The note's mark keeps blank lines apart, which are fewer elsewhere.
            yield token.copy(content=re.sub(r"\n(?=\n)", f"\n{NOTE}", token.content.removesuffix("\n")) + "\n")
        else:
            yield token.copy(children=children) if token.children else token


def _children(node: RenderTreeNode, context: RenderContext) -> str:
    return "".join(child.render(context) for child in node.children)


def _text(node: RenderTreeNode, context: RenderContext) -> str:
    return escape_marks(node.content)


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


def _image(node: RenderTreeNode, context: RenderContext) -> str:
    """Return the words of a figure, or else its own caption."""
    figure = context.env["links"].figures.get(node.attrs["src"])
    return _children(node, context) or escape_marks(figure.caption if figure else "")


def _citation(node: RenderTreeNode, context: RenderContext) -> str:
    codes, known = node.meta["codes"], context.env["links"].citations
    if any(code not in known for code in codes):
        return escape_marks(node.content)
    return "".join(f"[^{NOTE}{known[code].number}]" for code in codes)


def _emphasis(node: RenderTreeNode, context: RenderContext) -> str:
    """Leave out the marks beside another mark that is text, where parsers would not agree."""
    before, after = node.previous_sibling, node.next_sibling
    edges = {before.content[-1:] if before else "", after.content[:1] if after else ""}
    edges |= {node.children[0].content[:1], node.children[-1].content[-1:]}
    marks = "" if edges & {"*", "_"} else node.markup
    return f"{marks}{_children(node, context)}{marks}"


def _strikethrough(node: RenderTreeNode, context: RenderContext) -> str:
    return f"~~{_children(node, context)}~~"


def _ordered_list(node: RenderTreeNode, context: RenderContext) -> str:
    """Return a list whose numbers have blanks instead of zeros before them."""
    written = DEFAULT_RENDERERS["ordered_list"](node, context)
    return re.sub(r"^0+(?=\d)", lambda zeros: " " * len(zeros[0]), written, flags=re.MULTILINE)


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
        "em": _emphasis,
        "strong": _emphasis,
        "heading": _heading,
        "link": _link,
        "citation": _citation,
        "image": _image,
        "s": _strikethrough,
        "ordered_list": _ordered_list,
        "table": _table,
    }
)
