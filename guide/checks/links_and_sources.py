"""Checks of links, citations and missing sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from guide.checks.finding import Finding, error_finding, warning_finding
from guide.checks.text_fields import Text
from guide.models.snapshot import ItemData, ItemKey
from guide.text.markdown import LinkResolver, find_broken_links, find_headings
from guide.text.parsed_text import parse_text
from guide.text.parser import CODE

KINDS_NEEDING_SOURCES = {"sections", "variations", "questions"}


def broken_links(prose: list[Text], links: LinkResolver) -> Iterator[Finding]:
    """Find links and citations without a target."""
    for text in prose:
        for problem in find_broken_links(text.text, links):
            yield error_finding(text.key, "", problem)


def unread_citations(prose: list[Text], links: LinkResolver) -> Iterator[Finding]:
    """Find codes of sources in brackets that are not read as a citation, such as `[see E12]`."""
    for text in prose:
        for bracket in parse_text(text.text).brackets:
            if any(code.upper() in links.citations for code in re.findall(rf"\b{CODE}\b", bracket)):
                message = f"{bracket} is shown as it is. Cite a source as [E12], several as [E12, E13]."
                yield warning_finding(text.key, text.path, message)


def broken_anchors(prose: list[Text], texts: dict[ItemKey, list[Text]], links: LinkResolver) -> Iterator[Finding]:
    """Find links to a heading that the target does not have."""
    anchors: dict[ItemKey, set[str]] = {}
    for text in prose:
        for href in parse_text(text.text).links:
            target, anchor = _target(href)
            if not anchor or target not in texts or links.resolve(href) is None:
                continue
            if target not in anchors:
                anchors[target] = _anchors_in(texts[target])
            if f"{target.slug}-{anchor}" not in anchors[target]:
                yield error_finding(text.key, text.path, f"the link ({href}) points to a heading that is not there.")


def _target(href: str) -> tuple[ItemKey, str]:
    """Return the item that `kind:slug#anchor` names, and the anchor."""
    name, _, anchor = href.partition("#")
    kind, _, slug = name.partition(":")
    return ItemKey(f"{kind}s", slug), anchor


def _anchors_in(texts: list[Text]) -> set[str]:
    """Return the anchors of the headings in an item's own fields, not in those of its children."""
    prose = [text for text in texts if text.is_prose and "[" not in text.path]
    return {anchor for text in prose for _, anchor, _ in find_headings(text.text, text.key.slug)}


def missing_sources(
    checked: dict[ItemKey, list[Text]], texts: dict[ItemKey, list[Text]], items: Mapping[ItemKey, ItemData]
) -> Iterator[Finding]:
    """Find items that cite no source, and neither link to nor list an item that cites one.

    Only the items in `checked` are reported; `texts` has those of all items.
    """
    prose = {key: [parse_text(text.text) for text in found if text.is_prose] for key, found in texts.items()}
    citing = {key for key, parsed in prose.items() if any(text.citations for text in parsed)}
    citing_kinds = {key.kind for key in citing}
    for key in checked:
        if key.kind not in KINDS_NEEDING_SOURCES or key in citing or items[key].get("list_below") in citing_kinds:
            continue
        linked = {_target(href)[0] for text in prose[key] for href in text.links}
        if items[key].get("list_below") != "takeaways" and not linked & citing:
            yield warning_finding(key, "", "has no source. Cite one, such as [E12], or link to a part that does.")


def claimed_addresses(items: Mapping[ItemKey, ItemData]) -> Iterator[Finding]:
    """Find former addresses that are the address of another item, or that several items claim."""
    taken = {key.address: key for key in items}
    for key, item in items.items():
        for field in ("former_addresses", "gone_addresses"):
            for address in item.get(field) or ():
                other = taken.setdefault(address, key)
                if other != key:
                    message = f"{address} is the address of {other.noun} {other.slug}. Remove it here or there."
                    yield error_finding(key, field, message)
