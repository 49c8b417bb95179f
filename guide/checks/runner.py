"""All checks of one snapshot, in one pass over its texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from guide.checks import links_and_sources, pictures, ranges, readability, steps
from guide.checks.finding import Finding, Severity, error
from guide.checks.text_fields import Text, texts_of
from guide.models.edition import digest_of
from guide.models.snapshot import Key, Snapshot, faults_in, items_of
from guide.text.links import links_of

LAST: dict[str, tuple[Finding, ...]] = {}
"""What was found last, by the digest of the snapshot: the desk asks for it several times."""


def checked(snapshot: Snapshot) -> tuple[Finding, ...]:
    """The findings of `check`, made once for the same snapshot."""
    digest = digest_of(snapshot)
    found = LAST.get(digest)
    if found is None:
        found = tuple(check(snapshot))
        LAST.clear()
        LAST[digest] = found
    return found


def check(snapshot: Snapshot, changed: Collection[Key] | None = None) -> list[Finding]:
    """Every finding, errors first, else in the order of the guide. Given what `changed`, it warns of nothing else.

    Where the rows do not fit together, that is all: nothing else can be looked at.
    """
    if not snapshot.get("cover"):
        return [error(Key("cover", "guide"), "", "There is no cover: add one, it names the guide.")]
    if faults := faults_in(snapshot):
        return [error(Key(fault.kind, fault.slug), fault.path, fault.message) for fault in faults]
    order = {"error": 0, "gap": 1, "warning": 2}
    found = dict.fromkeys(_findings(snapshot, changed))
    asked = [one for one in found if changed is None or one.severity != Severity.WARNING or one.key in changed]
    return sorted(asked, key=lambda finding: order[finding.severity])


def _findings(snapshot: Snapshot, changed: Collection[Key] | None) -> Iterator[Finding]:
    items = items_of(snapshot)
    links = links_of(snapshot, "guide")
    texts: dict[Key, list[Text]] = {key: [] for key in items}
    for text in texts_of(snapshot):
        texts[text.key].append(text)
    asked = texts if changed is None else {key: own for key, own in texts.items() if key in changed}
    yield from links_and_sources.broken_links(texts, links)
    yield from links_and_sources.broken_anchors(texts, links)
    prose = [text for own in texts.values() for text in own if text.is_prose]
    yield from readability.headings(prose)
    yield from readability.pictures_in_text(prose)
    yield from readability.long_sentences(asked)
    yield from readability.unexplained_terms(asked, snapshot["cover"][0])
    yield from links_and_sources.missing_sources(asked, texts, items)
    yield from pictures.missing_words(snapshot)
    yield from steps.missing_effort(snapshot)
    yield from ranges.contradicting_ranges(snapshot)
    yield from ranges.gaps(snapshot)
