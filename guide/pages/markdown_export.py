"""Pages as Markdown, with absolute links and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from guide.pages.site_map import Page
from guide.read_model.guide import FIELD_TYPES, Guide, cached_on_guide
from guide.read_model.parts import FrozenSource
from guide.text.portable_markdown import NOTE, SITE, escape_markdown, to_portable_markdown


class MarkdownGuide(Guide):
    """A guide whose prose stays Markdown instead of being rendered to HTML, and whose other texts are escaped."""

    def _value(self, part: type, name: str, row: Mapping[str, Any]) -> Any:
        value, hint = super()._value(part, name, row), FIELD_TYPES[part].get(name)
        if hint is str:
            return escape_markdown(value)
        return tuple(map(escape_markdown, value)) if hint == tuple[str, ...] else value

    def _render(self, text: str, *, level: int = 2, prefix: str) -> str:
        return to_portable_markdown(text, self._link_resolver, level=level)

    def cited_in(self, text: str) -> list[FrozenSource]:
        cited = {int(number) for number in re.findall(rf"\[\^{NOTE}(\d+)\]", text)}
        return [source for source in self.sources if source.number in cited]


@cached_on_guide
def markdown_guide(guide: Guide) -> MarkdownGuide:
    history = tuple(replace(change, note=escape_markdown(change.note)) for change in guide.edition.history)
    return MarkdownGuide(guide.snapshot, replace(guide.edition, history=history))


def page_as_markdown(guide: Guide, page: Page, site: str, request: HttpRequest) -> str:
    source_guide = markdown_guide(guide)
    part = source_guide.find(f"{page.name}s", page.slug) if page.slug else None
    context = {
        "guide": source_guide,
        "cover": source_guide.cover,
        "page": replace(page, title=escape_markdown(page.title), summary=escape_markdown(page.summary)),
        "part": part,
        "address": site + page.url,
        "site": SITE,
    }
    text = render_to_string(f"guide/markdown/{page.name}.md", context, request)
    notes = _footnotes(source_guide.cited_in(text), site + guide.url("sources"))
    written = re.sub(r"\n{3,}", "\n\n", "\n\n".join([text.strip(), *notes])) + "\n"
    return written.replace(SITE, site).replace(NOTE, "")


def _footnotes(cited: Iterable[FrozenSource], address: str) -> list[str]:
    lines = []
    for source in cited:
        standing = "" if source.standing == "verified" else f" ({source.standing_label.capitalize()}.)"
        links = " ".join([*(f"<https://doi.org/{doi}>" for doi in source.dois), f"<{address}#source-{source.slug}>"])
        lines.append(f"[^{source.number}]: {source.citation}{standing} {links}")
    return lines
