"""All checks of one snapshot, in one pass over its texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from guide.checks import grounds, numbers, pictures, wording
from guide.checks.finding import Finding, error
from guide.checks.texts import Text, texts_of
from guide.models.edition import digest_of
from guide.models.snapshot import Items, Key, Snapshot, faults_in, items_of
from guide.reading import Stamp, next_guide

LAST: dict[str, tuple[Finding, ...]] = {}
"""What was found last, by the digest of the snapshot: a publication asks for it several times."""
OF_TEXT = (wording.headings, wording.pictures_in_text, wording.long_sentences)


def checked(snapshot: Snapshot, digest: str = "") -> tuple[Finding, ...]:
    """The findings of `check`, made once for the same snapshot. Its digest is worked out where it is not given."""
    digest = digest or digest_of(snapshot)
    found = LAST.get(digest)
    if found is None:
        found = tuple(check(snapshot))
        LAST.clear()
        LAST[digest] = found
    return found


def check(snapshot: Snapshot) -> list[Finding]:
    """Every finding, errors first, else in the order of the guide.

    Where the rows do not fit together, that is all: nothing else can be looked at.
    """
    if not snapshot.get("cover"):
        return [error(Key("cover", "guide"), "", "There is no cover: add one, it names the guide.")]
    items = items_of(snapshot)
    if faults := faults_in(snapshot, items):
        return [error(Key(fault.kind, fault.slug), fault.path, fault.message) for fault in faults]
    order = {"error": 0, "gap": 1, "warning": 2}
    return sorted(dict.fromkeys(_findings(snapshot, items)), key=lambda finding: order[finding.severity])


def _findings(snapshot: Snapshot, items: Items) -> Iterator[Finding]:
    guide = next_guide(snapshot, Stamp(0, ""))
    texts: dict[Key, list[Text]] = {key: [] for key in items}
    for text in texts_of(snapshot):
        texts[text.key].append(text)
    yield from grounds.broken_links(guide)
    yield from grounds.broken_anchors(texts, guide)
    for own in texts.values():
        for text in own:
            yield from of_text(text)
    yield from wording.unexplained_terms(texts, snapshot["cover"][0])
    yield from grounds.missing_sources(texts, items)
    yield from pictures.missing_words(snapshot)
    yield from numbers.contradicting_ranges(snapshot)
    yield from numbers.gaps(snapshot, guide)


@lru_cache(maxsize=100_000)
def of_text(text: Text) -> tuple[Finding, ...]:
    """Kept, since from one publication to the next most texts stay as they are."""
    return tuple(finding for look in OF_TEXT for finding in look(text))
