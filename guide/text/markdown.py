"""Markdown to safe HTML.

Besides plain Markdown, editors write links to parts of the guide as `[text](section:form)` and cite
sources by their codes as `[E12]` or `[E12, E13]`. Broken links and citations stay as text and are reported.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import count, pairwise
from types import MappingProxyType
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from guide.text.blocks import FIGURE_NAME, STUDIES_HEADING, Figure, guide_blocks, heading_depth, is_studies_heading
from guide.text.parsed_text import parse_text
from guide.text.parser import COMMONMARK, link_names, parse, plain_text

TAGS = {"p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "sup"}
TAGS |= {"details", "summary", "section", "table", "thead", "tbody", "tr", "th", "td", "h2", "h3", "h4", "h5", "h6"}
WITHOUT_ANCHORS = {"a": {"href", "title", "role"}, "ol": {"start"}, "details": {"class"}, "section": {"class"}}
ATTRIBUTES = WITHOUT_ANCHORS | {f"h{level}": {"id"} for level in range(2, 7)}
FIGURES_HERE = "\ufffe"  # stands for a row of figures, with its number; no text of an author has it
SCHEMES = {"http", "https", "mailto"}


@dataclass(frozen=True)
class Heading:
    anchor: str
    title: str


class HtmlWithHeadings(SafeString):
    """Safe HTML with a list of its top headings, for a table of contents."""

    headings: tuple[Heading, ...] = ()

    @property
    def lead(self) -> SafeString:
        """Return the first paragraph, without figures before it, and the list or table after it if it ends in a colon.

        A text that does not start with a paragraph is returned whole.
        """
        figures = r'(?:<div class="figures">.*?</div>\s*)*'
        first = re.match(figures + r"(<p>.*?</p>((?<=:</p>)\s*<(ul|ol|div)\b.*?</\3>)?)", self, re.DOTALL)
        return mark_safe(first[1] if first else self)


@dataclass(frozen=True)
class Citation:
    """A source as cited in texts: its number in the list of sources and its address there."""

    number: int
    url: str
    as_reported: bool  # known from reports of others, which the text says


class LinkResolver:
    """Targets of links and citations: addresses by `kind:slug`, citations by source code.

    Hashable and comparable by content, so that editions share cached HTML of texts whose targets did not change.
    """

    def __init__(
        self,
        addresses: Mapping[str, str],
        citations: Mapping[str, Citation],
        figures: Mapping[str, Figure] = MappingProxyType({}),
    ) -> None:
        self.addresses, self.citations, self.figures = addresses, citations, figures
        parts = (self.addresses, self.citations, self.figures)
        self._key = hash(tuple(frozenset(part.items()) for part in parts))

    def address(self, kind: str, slug: str, anchor: str | None = None) -> str | None:
        """Return the address of a link, or None if it is broken. Anchors of headings start with the part's slug."""
        url = self.addresses.get(f"{kind}:{slug}")
        if url is None or not anchor:
            return url
        return None if "#" in url or kind == "page" else f"{url}#{slug}-{anchor}"

    def resolve(self, href: str) -> str | None:
        """Return the address that a link of a text leads to, or None if it is broken."""
        kind, _, place = href.partition(":")
        if kind.lower() in SCHEMES:
            return href
        slug, _, anchor = place.partition("#")
        return self.address(kind, slug, anchor)

    def subset(self, names: Collection[str]) -> LinkResolver:
        """Return a resolver for these names and codes only: what the rendering of one text depends on."""
        addresses = {name: self.addresses[name] for name in names if name in self.addresses}
        citations = {name: self.citations[name] for name in names if name in self.citations}
        figures = {name: figure for name, figure in self.figures.items() if name in names}
        return LinkResolver(addresses, citations, figures)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LinkResolver) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return self._key


def find_broken_links(text: str, links: LinkResolver) -> tuple[str, ...]:
    """Return a message for each broken link or citation in a text."""
    parsed = parse_text(text)
    problems = [f"the link ({href}) leads nowhere." for href in parsed.links if links.resolve(href) is None]
    problems += [f"the link ({href}) has no words, so readers do not see it." for href in parsed.empty_links]
    problems += [f"there is no picture ({name})." for name in parsed.images if is_missing_figure(name, links)]
    for codes in parsed.citations:
        if unknown := [code for code in codes if code not in links.citations]:
            problems.append(f"[{', '.join(unknown)}] is not the code of any source.")
    return tuple(problems)


def is_missing_figure(name: str, links: LinkResolver) -> bool:
    return bool(FIGURE_NAME.fullmatch(name)) and name not in links.figures


def render_markdown(text: str, links: LinkResolver, *, level: int = 2, prefix: str = "") -> HtmlWithHeadings:
    """Render safe HTML whose top headings are `<h{level}>`, with anchors that start with `prefix`.

    Headings have anchors only at level 2. Deeper levels are for a page that holds many parts.
    """
    text = text.replace(FIGURES_HERE, "")
    return _render_cached(text, links.subset(link_names(text)), level, prefix if text else "")


# Most texts and their links are the same from one edition to the next.
@lru_cache(maxsize=20_000)
def _render_cached(text: str, links: LinkResolver, level: int, prefix: str) -> HtmlWithHeadings:
    tokens = [*guide_blocks(parse(text), links.figures)]
    headings = list(find_headings(text, prefix))
    drawn: list[str] = []
    env = {"links": links, "level": level, "anchors": iter(headings), "figures": drawn}
    raw = RENDERER.render(tokens, COMMONMARK.options, env).strip()
    attributes = ATTRIBUTES if level == 2 else WITHOUT_ANCHORS
    clean = nh3.clean(raw, tags=TAGS, attributes=attributes, url_schemes=SCHEMES, link_rel=None)
    for number, figures in enumerate(drawn):  # drawn by us, and more than the sanitiser lets pass
        clean = clean.replace(f"<p>{FIGURES_HERE}{number}</p>", figures)
    html = HtmlWithHeadings(clean)
    html.headings = tuple(Heading(anchor, title) for depth, anchor, title in headings if depth == 2)
    return html


def find_headings(text: str, prefix: str) -> Iterator[tuple[int, str, str]]:
    """Yield level, anchor and title of each heading but those of studies."""
    tokens, known = parse(text), set[str]()
    numbers = defaultdict[str, Iterator[int]](count)  # goes on where the last heading of that name stopped
    for index, (before, token) in enumerate(pairwise(tokens)):
        if before.type == "heading_open" and not is_studies_heading(tokens, index):
            title = " ".join(plain_text(token.children or ()).split())
            name = slugify(f"{prefix} {title}") or "heading"
            numbered = (f"{name}_{number}" if number else name for number in numbers[name])
            anchor = next(each for each in numbered if each not in known)
            known.add(anchor)
            yield heading_depth(before), anchor, title


class GuideRenderer(RendererHTML):
    """Writes headings with anchors, addresses for `kind:slug`, and numbers for citations."""

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        depth, anchor, _ = next(env["anchors"])
        return f'<h{heading_level(depth, env["level"])} id="{escape(anchor)}">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"</h{heading_level(heading_depth(tokens[idx]), env['level'])}>\n"

    def details_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<details class="studies"><summary>{STUDIES_HEADING}</summary>\n'

    def section_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<section class="{tokens[idx].meta["class"]}">\n'

    def figures(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        drawn = "".join(figure_html(figure, caption) for figure, caption in tokens[idx].meta["figures"])
        env["figures"].append(f'<div class="figures">{drawn}</div>')
        return f"<p>{FIGURES_HERE}{len(env['figures']) - 1}</p>\n"

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        url, title = env["links"].resolve(str(tokens[idx].attrs["href"])), tokens[idx].attrs.get("title")
        title = f' title="{escape(str(title))}"' if title else ""
        return "<a>" if url is None else f'<a href="{escape(url)}"{title}>'

    def citation(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token, known = tokens[idx], env["links"].citations
        if any(code not in known for code in token.meta["codes"]):
            return escape(token.content)
        notes = [
            f'<a href="{escape(note.url)}" role="doc-noteref">{note.number}{", as reported" * note.as_reported}</a>'
            for note in map(known.__getitem__, token.meta["codes"])
        ]
        return f"<sup>[{', '.join(notes)}]</sup>"

    def text_special(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "" if tokens[idx].hidden else escape(tokens[idx].content, quote=False)

    tag = comment = text_special

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return escape(plain_text(tokens[idx].children or ()))


def figure_html(figure: Figure, caption: str) -> str:
    attributes = f'class="figure" viewBox="{escape(figure.box)}" role="img" aria-label="{escape(figure.alt)}"'
    drawing = f'<svg {attributes}><use href="{escape(figure.file)}"/></svg>' if figure.file else ""
    fault = ' class="fault"' if figure.is_fault else ""
    return f"<figure{fault}>{drawing}<figcaption>{escape(caption) or 'Figure'}</figcaption></figure>"


RENDERER = GuideRenderer()


def heading_level(depth: int, level: int) -> int:
    return min(depth + level - 2, 6)


def strip_markdown(text: str) -> str:
    """Return Markdown as plain text, without citations, for descriptions and data."""
    return parse_text(text).plain
