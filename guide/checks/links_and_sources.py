"""Checks of what a text rests on: links that lead somewhere, sources for what it claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from guide.checks.finding import Finding, error, warning
from guide.checks.text_fields import Text
from guide.models.snapshot import Key, Plain
from guide.text.control_characters import legible
from guide.text.markdown import CITATION, LINK, Links, problems_in, render

CLAIMING = {"sections", "variations", "questions"}
IDS = re.compile(r'\bid="([^"]+)"')


def broken_links(texts: dict[Key, list[Text]], links: Links) -> Iterator[Finding]:
    """Links and citations that lead nowhere."""
    for key, own in texts.items():
        for text in own:
            for problem in problems_in(legible(text.text), links) if text.is_prose else ():
                yield error(key, "", problem)


def broken_anchors(texts: dict[Key, list[Text]], links: Links) -> Iterator[Finding]:
    """Links to a heading that is not in the text any more."""
    anchors: dict[Key, set[str]] = {}
    for own in texts.values():
        for text in own:
            for _, kind, slug, anchor in LINK.findall(text.text) if text.is_prose else ():
                if not anchor or links.address(kind, slug, anchor) is None:
                    continue
                target = Key(f"{kind}s", slug)
                if target not in anchors:
                    anchors[target] = anchors_in(texts[target], links)
                if f"{slug}-{anchor}" not in anchors[target]:
                    yield error(text.key, text.path, f"the link ({kind}:{slug}#{anchor}) names no heading there.")


def anchors_in(texts: list[Text], links: Links) -> set[str]:
    """The anchors of an item's own headings."""
    own = [text for text in texts if text.is_prose and "[" not in text.path]
    html = [render(legible(text.text), links, prefix=text.key.slug).html for text in own]
    return {anchor for value in html for anchor in IDS.findall(value)}


def missing_sources(
    asked: dict[Key, list[Text]], texts: dict[Key, list[Text]], items: Mapping[Key, Plain]
) -> Iterator[Finding]:
    """Texts that rest on no source: they cite none, and nothing that they link to or list does."""
    citing = {key for key, own in texts.items() if any(CITATION.search(text.text) for text in own)}
    listed = {key.kind for key in citing}
    for key, own in asked.items():
        if key.kind not in CLAIMING or key in citing or items[key].get("list_below") in listed:
            continue
        linked = {Key(f"{kind}s", slug) for text in own for _, kind, slug, _ in LINK.findall(text.text)}
        if items[key].get("list_below") != "takeaways" and not linked & citing:
            yield warning(key, "", "rests on no source. Cite one, such as [E12], or link to a part that does.")
