"""Pages as Markdown: the editors' own text, with absolute links and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.template.loader import render_to_string

from guide.pages.site_map import Page
from guide.read_model.guide import Guide, cached_on_guide
from guide.read_model.parts import FrozenSource
from guide.text import markdown


class MarkdownGuide(Guide):
    """A guide whose prose stays Markdown instead of being rendered to HTML."""

    def _render(self, text: str, *, level: int = 2, prefix: str) -> str:
        return re.sub(r"^(?=#)", "#" * (level - 2), text, flags=re.MULTILINE).strip()

    def portable(self, text: str, site: str) -> tuple[str, list[FrozenSource]]:
        """Return Markdown with absolute links and footnotes, and the sources that it cites."""
        text, cited = markdown.to_portable_markdown(text, self._link_resolver, site)
        return text, [source for source in self.sources if source.slug in cited]


@cached_on_guide
def markdown_guide(guide: Guide) -> MarkdownGuide:
    return MarkdownGuide(guide.snapshot, guide.edition)


def page_as_markdown(guide: Guide, page: Page, site: str) -> str:
    source_guide = markdown_guide(guide)
    part = source_guide.find(f"{page.name}s", page.slug) if page.slug else None
    context = {
        "guide": source_guide,
        "cover": source_guide.cover,
        "page": page,
        "part": part,
        "address": site + page.url,
    }
    text, cited = source_guide.portable(render_to_string(f"guide/markdown/{page.name}.md", context), site)
    paragraphs = [text.strip(), *_footnotes(cited, site + guide.url("sources"))]
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(paragraphs)) + "\n"


def _footnotes(cited: Iterable[FrozenSource], address: str) -> list[str]:
    lines = []
    for source in cited:
        standing = {"reported": " (As reported by others.)", "own_rule": " (Our own rule.)"}.get(source.standing, "")
        links = " ".join([*(f"<https://doi.org/{doi}>" for doi in source.dois), f"<{address}#source-{source.slug}>"])
        lines.append(f"[^{source.number}]: {source.citation}{standing} {links}")
    return lines
