"""Pages as Markdown, for people who take notes: the editors' own text, fit to leave the site."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.template.loader import render_to_string

from guide.pages.site_map import Page
from guide.read_model.guide import Guide, cached_on_guide
from guide.read_model.parts import FrozenSource
from guide.text import markdown


class MarkdownGuide(Guide):
    """The guide with its prose as the editors wrote it, not rendered."""

    def _render(self, text: str, *, level: int = 2, prefix: str) -> str:
        return re.sub(r"^(?=#)", "#" * (level - 2), text, flags=re.MULTILINE).strip()

    def portable(self, text: str, site: str) -> tuple[str, list[FrozenSource]]:
        text, cited = markdown.to_portable_markdown(text, self._link_resolver, site)
        return text, [source for source in self.sources if source.slug in cited]


@cached_on_guide
def markdown_guide(guide: Guide) -> MarkdownGuide:
    return MarkdownGuide(guide.snapshot, guide.edition)


def page_as_markdown(guide: Guide, page: Page, site: str) -> str:
    """One page: its title, its text with whole addresses, and what it cites as numbered notes."""
    whole = markdown_guide(guide)
    part = whole.find(f"{page.name}s", page.slug) if page.slug else None
    context = {"guide": whole, "cover": whole.cover, "page": page, "part": part, "address": site + page.url}
    text, cited = whole.portable(render_to_string(f"guide/markdown/{page.name}.md", context), site)
    return (
        re.sub(r"\n{3,}", "\n\n", "\n\n".join([text.strip(), *_footnotes(cited, site + guide.url("sources"))])) + "\n"
    )


def _footnotes(cited: Iterable[FrozenSource], address: str) -> list[str]:
    lines = []
    for source in cited:
        standing = {"reported": " (As reported by others.)", "own_rule": " (Our own rule.)"}.get(source.standing, "")
        links = " ".join([*(f"<https://doi.org/{doi}>" for doi in source.dois), f"<{address}#source-{source.slug}>"])
        lines.append(f"[^{source.number}]: {source.citation}{standing} {links}")
    return lines
