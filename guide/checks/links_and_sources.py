"""Checks of links, citations and missing sources."""

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
    """Find links and citations without a target."""
    for key, item_texts in texts.items():
        for text in item_texts:
            for problem in find_broken_links(strip_control_characters(text.text), links) if text.is_prose else ():
                yield error_finding(key, "", problem)


def broken_anchors(texts: dict[ItemKey, list[Text]], links: LinkResolver) -> Iterator[Finding]:
    """Find links to a heading that the target does not have."""
    anchors: dict[ItemKey, set[str]] = {}
    for item_texts in texts.values():
        for text in item_texts:
            for _, kind, slug, anchor in LINK.findall(text.text) if text.is_prose else ():
                if not anchor or links.address(kind, slug, anchor) is None:
                    continue
                target = ItemKey(f"{kind}s", slug)
                if target not in anchors:
                    anchors[target] = anchors_in(texts[target], links)
                if f"{slug}-{anchor}" not in anchors[target]:
                    yield error_finding(
                        text.key, text.path, f"the link ({kind}:{slug}#{anchor}) points to a heading that is not there."
                    )


def anchors_in(texts: list[Text], links: LinkResolver) -> set[str]:
    """Return the anchors of the headings in an item's own fields, not in those of its children."""
    prose = [text for text in texts if text.is_prose and "[" not in text.path]
    html = [render_markdown(strip_control_characters(text.text), links, prefix=text.key.slug).html for text in prose]
    return {anchor for value in html for anchor in IDS.findall(value)}


def missing_sources(
    checked: dict[ItemKey, list[Text]], texts: dict[ItemKey, list[Text]], items: Mapping[ItemKey, ItemData]
) -> Iterator[Finding]:
    """Find items that cite no source, and neither link to nor list an item that cites one.

    Only the items in `checked` are reported; `texts` has those of all items.
    """
    citing = {key for key, item_texts in texts.items() if any(CITATION.search(text.text) for text in item_texts)}
    citing_kinds = {key.kind for key in citing}
    for key, item_texts in checked.items():
        if key.kind not in KINDS_NEEDING_SOURCES or key in citing or items[key].get("list_below") in citing_kinds:
            continue
        linked = {ItemKey(f"{kind}s", slug) for text in item_texts for _, kind, slug, _ in LINK.findall(text.text)}
        if items[key].get("list_below") != "takeaways" and not linked & citing:
            yield warning_finding(key, "", "has no source. Cite one, such as [E12], or link to a part that does.")
