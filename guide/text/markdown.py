"""Markdown to safe HTML.

Besides plain Markdown, editors write links to parts of the guide as `[text](section:form)` and cite
sources by their codes as `[E12]` or `[E12, E13]`. Broken links and citations stay as text and are reported.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from markdown.extensions.toc import TocExtension, slugify
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX

TAGS = {"p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "a", "sup"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "h2", "h3", "h4", "h5", "h6"}
# Groups: text, kind, slug, and the anchor of a heading or None.
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:|mailto:)([a-z]+):([\w-]*)(?:#([\w-]+))?\)")
PLAIN_LINK = re.compile(r"\[[^\[\]]*\]\((?:(?:https?:|mailto:)[^\s()<>]*|([a-z]+):([\w-]*)(?:#([\w-]+))?)\)")
WITHOUT_ANCHORS = {"a": {"href", "title", "role"}, "ol": {"start"}}
ATTRIBUTES = WITHOUT_ANCHORS | {f"h{level}": {"id"} for level in range(2, 7)}
SCHEMES = {"http", "https", "mailto"}
LINK_NAME, CODE = r"[a-z]+:[\w-]*", r"[A-Z]{1,3}\d{1,4}"
CITATION = re.compile(r"\[([A-Z]{1,3}\d{1,4}(?:,\s*[A-Z]{1,3}\d{1,4})*)\](?![(\[:])")


@dataclass(frozen=True)
class Heading:
    anchor: str
    title: str


class HtmlWithHeadings(SafeString):
    """Safe HTML with a list of its top headings, for a table of contents."""

    headings: tuple[Heading, ...] = ()

    @property
    def lead(self) -> SafeString:
        """Return the first paragraph, with the list after it if it ends in a colon.

        A text that does not start with a paragraph is returned whole.
        """
        first = re.match(r"<p>.*?</p>((?<=:</p>)\s*<(ul|ol)>.*?</\2>)?", self, re.DOTALL)
        return mark_safe(first[0] if first else self)


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

    def __init__(self, addresses: Mapping[str, str], citations: Mapping[str, Citation]) -> None:
        self.addresses, self.citations = addresses, citations
        self._key = hash((frozenset(addresses.items()), frozenset(citations.items())))

    def address(self, kind: str, slug: str, anchor: str | None = None) -> str | None:
        """Return the address of a link, or None if it is broken. Anchors of headings start with the part's slug."""
        url = self.addresses.get(f"{kind}:{slug}")
        if url is None or not anchor:
            return url
        return None if "#" in url or kind == "page" else f"{url}#{slug}-{anchor}"

    def subset(self, names: Collection[str]) -> LinkResolver:
        """Return a resolver for these names and codes only: what the rendering of one text depends on."""
        addresses = {name: self.addresses[name] for name in names if name in self.addresses}
        citations = {name: self.citations[name] for name in names if name in self.citations}
        return LinkResolver(addresses, citations)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LinkResolver) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return self._key


@dataclass(frozen=True)
class RenderedText:
    html: HtmlWithHeadings
    broken_links: tuple[str, ...]  # one message for each


def link_names(text: str) -> list[str]:
    """Return all `kind:slug` names and source codes in a text, whether they are links or not."""
    return re.findall(LINK_NAME, text) + re.findall(CODE, text)


def render_markdown(text: str, links: LinkResolver, *, level: int = 2, prefix: str = "") -> RenderedText:
    """Render safe HTML whose top headings are `<h{level}>`, with anchors that start with `prefix`.

    Headings have anchors only at level 2. Deeper levels are for a page that holds many parts.
    """
    return _render_cached(text, links.subset(link_names(text)), level, prefix if text else "")


def find_broken_links(text: str, links: LinkResolver) -> tuple[str, ...]:
    """Return a message for each broken link or citation in a text."""
    # Rendering is slow, so it is skipped if a look at the text shows that nothing is broken.
    known = all(code in links.citations for found in CITATION.findall(text) for code in re.split(r",\s*", found))
    rest = PLAIN_LINK.sub(lambda link: link[0] if link[1] and not links.address(*link.groups()) else "", text)
    # Without one of these Markdown makes no link but a mail address.
    may_link = "](" in rest or "]:" in rest or re.search("<[^<>]*:", rest)
    return () if known and not may_link else render_markdown(text, links).broken_links


# Most texts and their links are the same from one edition to the next.
@lru_cache(maxsize=20_000)
def _render_cached(text: str, links: LinkResolver, level: int, prefix: str) -> RenderedText:
    converter, attributes = thread_converter(level), ATTRIBUTES if level == 2 else WITHOUT_ANCHORS
    try:
        raw = converter.convert_linked(text, links, prefix)
    except RecursionError:
        vars(converters).clear()  # it stopped in the middle of a text, and would render the next one wrongly
        return RenderedText(HtmlWithHeadings(f"<p>{escape(text)}</p>"), ("lists or terms are nested too deeply.",))
    html = HtmlWithHeadings(nh3.clean(raw, tags=TAGS, attributes=attributes, url_schemes=SCHEMES, link_rel=None))
    html.headings = tuple(Heading(token["id"], unescape(token["name"])) for token in converter.toc_tokens)
    return RenderedText(html, tuple(converter.problems))


def thread_converter(level: int) -> GuideMarkdown:
    """Return this thread's converter. Making one takes as long as converting a text."""
    known: dict[str, GuideMarkdown] = vars(converters)
    return known.get(str(level)) or known.setdefault(str(level), GuideMarkdown(level))


converters = threading.local()


def strip_markdown(text: str) -> str:
    """Return Markdown as plain text, without citations, for descriptions and data."""
    without_links = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", CITATION.sub("", text))
    return re.sub(r"\s+", " ", re.sub(r"[*_`#>]+", "", without_links)).replace(" .", ".").strip()


def to_portable_markdown(text: str, links: LinkResolver, site: str) -> tuple[str, set[str]]:
    """Return Markdown with absolute addresses and citations as footnotes, and the source codes that it cites."""
    cited: set[str] = set()

    def link(match: re.Match[str]) -> str:
        url = links.address(match[2], match[3], match[4])
        return f"[{match[1]}]({site}{url})" if url else match[1]

    def note(match: re.Match[str]) -> str:
        codes = re.split(r",\s*", match[1])
        if any(code not in links.citations for code in codes):
            return match[0]
        cited.update(codes)
        return "".join(f"[^{links.citations[code].number}]" for code in codes)

    return LINK.sub(link, CITATION.sub(note, text)), cited


class GuideMarkdown(Markdown):
    """Markdown converter with the guide's links and citations. Its top headings are `<h{level}>`."""

    def __init__(self, level: int) -> None:
        self.links, self.prefix = LinkResolver({}, {}), ""
        self.problems: list[str] = []
        self.toc_tokens: list[dict[str, Any]] = []  # filled in by the extension for the table of contents
        toc = TocExtension(baselevel=level - 1, slugify=self._anchor)
        super().__init__(extensions=["tables", "fenced_code", "sane_lists", "def_list", toc])
        # Before reference links (170), which would take "[E12]" for one of theirs.
        self.inlinePatterns.register(CitationProcessor(CITATION.pattern, self), "citation", 171)
        self.treeprocessors.register(LinkProcessor(self), "guide-link", 15)
        # After the table of contents (5), which shifts the headings.
        self.treeprocessors.register(TopHeadingProcessor(self, level), "top-heading", 1)

    def _anchor(self, value: str, separator: str) -> str:
        return slugify(f"{self.prefix} {value}", separator)

    def convert_linked(self, text: str, links: LinkResolver, prefix: str) -> str:
        self.links, self.prefix, self.problems = links, prefix, []
        return self.reset().convert(text)


class CitationProcessor(InlineProcessor):
    md: GuideMarkdown

    # The type stubs derive InlineProcessor from Pattern, whose method has one argument less.
    def handleMatch(self, match: re.Match[str], data: str) -> tuple[Element | str, int, int]:  # type: ignore[override]
        codes, known = re.split(r",\s*", match[1]), self.md.links.citations
        if unknown := [code for code in codes if code not in known]:
            self.md.problems.append(f"[{', '.join(unknown)}] is not the code of any source.")
            return match[0], match.start(0), match.end(0)
        return self._element([known[code] for code in codes]), match.start(0), match.end(0)

    @staticmethod
    def _element(citations: list[Citation]) -> Element:
        mark = Element("sup")
        mark.text = "["
        for index, citation in enumerate(citations):
            link = Element("a", {"href": citation.url, "role": "doc-noteref"})
            link.text = f"{citation.number}{', as reported' if citation.as_reported else ''}"
            link.tail = "]" if index == len(citations) - 1 else ", "
            mark.append(link)
        return mark


class LinkProcessor(Treeprocessor):
    """Replaces `kind:slug` by addresses. A broken link becomes its text."""

    md: GuideMarkdown

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            href = link.get("href", "")
            kind, _, place = href.partition(":")
            is_external = kind in {"http", "https", "mailto"} or href.startswith(STX)  # Markdown encodes mail addresses
            if is_external or link.get("role") == "doc-noteref":
                continue
            slug, _, anchor = place.partition("#")
            url = self.md.links.address(kind, slug, anchor)
            if url is None:
                self.md.problems.append(f"the link ({href}) leads nowhere.")
                link.attrib.pop("href")
            else:
                link.set("href", url)


class TopHeadingProcessor(Treeprocessor):
    """Gives headings written with # the level of those written with ##, since # is the title of the page."""

    def __init__(self, md: Markdown, level: int) -> None:
        super().__init__(md)
        self.level = level

    def run(self, root: Element) -> None:
        for heading in root.iter(f"h{self.level - 1}"):
            heading.tag = f"h{self.level}"
