"""Checks of what a text rests on: links that lead somewhere, sources for what it claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from guide.checks.finding import Finding, error_finding, warning_finding
from guide.checks.text_fields import Text
from guide.models.snapshot import ItemData, ItemKey
from guide.text.control_characters import strip_control_characters
from guide.text.markdown import CITATION, LINK, LinkResolver, find_broken_links, render_markdown

KINDS_NEEDING_SOURCES = {"sections", "variations", "questions"}
IDS = re.compile(r'\bid="([^"]+)"')


def broken_links(texts: dict[ItemKey, list[Text]], links: LinkResolver) -> Iterator[Finding]:
    """Links and citations that lead nowhere."""
    for key, own in texts.items():
        for text in own:
            for problem in find_broken_links(strip_control_characters(text.text), links) if text.is_prose else ():
                yield error_finding(key, "", problem)


def broken_anchors(texts: dict[ItemKey, list[Text]], links: LinkResolver) -> Iterator[Finding]:
    """Links to a heading that is not in the text any more."""
    anchors: dict[ItemKey, set[str]] = {}
    for own in texts.values():
        for text in own:
            for _, kind, slug, anchor in LINK.findall(text.text) if text.is_prose else ():
                if not anchor or links.address(kind, slug, anchor) is None:
                    continue
                target = ItemKey(f"{kind}s", slug)
                if target not in anchors:
                    anchors[target] = anchors_in(texts[target], links)
                if f"{slug}-{anchor}" not in anchors[target]:
                    yield error_finding(
                        text.key, text.path, f"the link ({kind}:{slug}#{anchor}) names no heading there."
                    )


def anchors_in(texts: list[Text], links: LinkResolver) -> set[str]:
    """The anchors of an item's own headings."""
    own = [text for text in texts if text.is_prose and "[" not in text.path]
    html = [render_markdown(strip_control_characters(text.text), links, prefix=text.key.slug).html for text in own]
    return {anchor for value in html for anchor in IDS.findall(value)}


def missing_sources(
    asked: dict[ItemKey, list[Text]], texts: dict[ItemKey, list[Text]], items: Mapping[ItemKey, ItemData]
) -> Iterator[Finding]:
    """Texts that rest on no source: they cite none, and nothing that they link to or list does."""
    citing = {key for key, own in texts.items() if any(CITATION.search(text.text) for text in own)}
    listed = {key.kind for key in citing}
    for key, own in asked.items():
        if key.kind not in KINDS_NEEDING_SOURCES or key in citing or items[key].get("list_below") in listed:
            continue
        linked = {ItemKey(f"{kind}s", slug) for text in own for _, kind, slug, _ in LINK.findall(text.text)}
        if items[key].get("list_below") != "takeaways" and not linked & citing:
            yield warning_finding(key, "", "rests on no source. Cite one, such as [E12], or link to a part that does.")
