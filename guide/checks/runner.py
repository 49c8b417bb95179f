"""All checks of one snapshot, in one pass over its texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from guide.checks import links_and_sources, pictures, ranges, readability, steps
from guide.checks.finding import Finding, Severity, error_finding
from guide.checks.text_fields import Text, snapshot_texts
from guide.models.edition import snapshot_digest
from guide.models.snapshot import ItemKey, Snapshot, items_by_key, validate_snapshot
from guide.text.links import build_link_resolver

FINDINGS_CACHE: dict[str, tuple[Finding, ...]] = {}
"""What was found last, by the digest of the snapshot: the desk asks for it several times."""


def cached_findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """The findings of `check`, made once for the same snapshot."""
    digest = snapshot_digest(snapshot)
    found = FINDINGS_CACHE.get(digest)
    if found is None:
        found = tuple(check_snapshot(snapshot))
        FINDINGS_CACHE.clear()
        FINDINGS_CACHE[digest] = found
    return found


def check_snapshot(snapshot: Snapshot, changed: Collection[ItemKey] | None = None) -> list[Finding]:
    """Every finding, errors first, else in the order of the guide. Given what `changed`, it warns of nothing else.

    Where the rows do not fit together, that is all: nothing else can be looked at.
    """
    if not snapshot.get("cover"):
        return [error_finding(ItemKey("cover", "guide"), "", "There is no cover: add one, it names the guide.")]
    if faults := validate_snapshot(snapshot):
        return [error_finding(ItemKey(fault.kind, fault.slug), fault.path, fault.message) for fault in faults]
    order = {"error": 0, "gap": 1, "warning": 2}
    found = dict.fromkeys(_all_findings(snapshot, changed))
    asked = [one for one in found if changed is None or one.severity != Severity.WARNING or one.key in changed]
    return sorted(asked, key=lambda finding: order[finding.severity])


def _all_findings(snapshot: Snapshot, changed: Collection[ItemKey] | None) -> Iterator[Finding]:
    items = items_by_key(snapshot)
    links = build_link_resolver(snapshot, "guide")
    texts: dict[ItemKey, list[Text]] = {key: [] for key in items}
    for text in snapshot_texts(snapshot):
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
    yield from pictures.missing_captions(snapshot)
    yield from steps.missing_effort(snapshot)
    yield from ranges.contradicting_ranges(snapshot)
    yield from ranges.coverage_findings(snapshot)
