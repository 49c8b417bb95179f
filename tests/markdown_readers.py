"""Readers of Markdown in tests: our HTML as a browser shows it, and our Markdown as another parser reads it."""

from __future__ import annotations

import re

import html5lib
from markdown_it import MarkdownIt

from guide.text.markdown import Citation, LinkResolver, render_markdown
from guide.text.portable_markdown import NOTE, SITE, to_portable_markdown

CITATIONS = {f"E{number}": Citation(number, f"/sources/#source-E{number}", False) for number in (12, 13, 14, 22)}
LINKS = LinkResolver({"section:form": "/guide/form/"}, CITATIONS)
OTHER_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def html_of(text):
    return render_markdown(text, LINKS, prefix="x")


def text_of(html):
    """Return what a browser shows, on one line."""
    return " ".join(
        "".join(html5lib.parseFragment(re.sub("</?(?:p|li|t[dhr]|h.|pre|hr|br)>", " ", html)).itertext()).split()
    )


def text_elsewhere(text):
    """Return what a program shows that reads our Markdown by another parser."""
    portable = re.sub(rf"\[\^{NOTE}(\d+)\]", r"\\[\1\\]", to_portable_markdown(text, LINKS))
    portable = portable.replace(SITE, "").replace(NOTE, "")
    return text_of(OTHER_PARSER.render(portable))
