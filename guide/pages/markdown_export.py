"""Pages as Markdown: the editors' own text, with absolute links and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string

from guide.pages.site_map import Page
from guide.read_model.guide import FIELD_TYPES, Guide, cached_on_guide
from guide.read_model.parts import FrozenSource
from guide.text import markdown


class MarkdownGuide(Guide):
    """A guide whose prose stays Markdown instead of being rendered to HTML, and whose other texts are escaped."""

    def _value(self, part: type, name: str, row: Mapping[str, Any]) -> Any:
        value, hint = super()._value(part, name, row), FIELD_TYPES[part].get(name)
        if hint is str:
            return escape_markdown(value)
        return tuple(map(escape_markdown, value)) if hint == tuple[str, ...] else value

    def _render(self, text: str, *, level: int = 2, prefix: str) -> str:
        return re.sub(r"^(?=#)", "#" * (level - 2), text, flags=re.MULTILINE).strip()

    def portable(self, text: str, site: str) -> tuple[str, list[FrozenSource]]:
        """Return Markdown with absolute links and footnotes, and the sources that it cites."""
        text, cited = markdown.to_portable_markdown(text, self._link_resolver, site)
        return text, [source for source in self.sources if source.slug in cited]


@cached_on_guide
def markdown_guide(guide: Guide) -> MarkdownGuide:
    history = tuple(replace(change, note=escape_markdown(change.note)) for change in guide.edition.history)
    return MarkdownGuide(guide.snapshot, replace(guide.edition, history=history))


def escape_markdown(text: str) -> str:
    """Return Markdown that shows exactly this text. A slug or the name of a choice has nothing to escape."""
    if re.fullmatch(r"[a-z0-9]+(?:[_-][a-z0-9]+)*", text):
        return text
    text = re.sub(r"&(?=#?\w+;)", "&amp;", re.sub(r"([\\`*_\[\]#|~])", r"\\\1", text)).replace("<", "&lt;")
    return re.sub(r"^(\s*\d*)([-+>=.)])", r"\1\\\2", text, flags=re.MULTILINE)


def page_as_markdown(guide: Guide, page: Page, site: str) -> str:
    source_guide = markdown_guide(guide)
    part = source_guide.find(f"{page.name}s", page.slug) if page.slug else None
    context = {
        "guide": source_guide,
        "cover": source_guide.cover,
        "page": replace(page, title=escape_markdown(page.title), summary=escape_markdown(page.summary)),
        "part": part,
        "address": site + page.url,
    }
    text, cited = source_guide.portable(render_to_string(f"guide/markdown/{page.name}.md", context), site)
    paragraphs = [text.strip(), *_footnotes(cited, site + guide.url("sources"))]
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(paragraphs)) + "\n"


def _footnotes(cited: Iterable[FrozenSource], address: str) -> list[str]:
    lines = []
    for source in cited:
        standing = "" if source.standing == "verified" else f" ({source.standing_label.capitalize()}.)"
        links = " ".join([*(f"<https://doi.org/{doi}>" for doi in source.dois), f"<{address}#source-{source.slug}>"])
        lines.append(f"[^{source.number}]: {source.citation}{standing} {links}")
    return lines
