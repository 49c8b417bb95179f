"""Runs all checks on a snapshot."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.core.cache import cache

from guide.checks import links_and_sources, markup, poses_and_steps, ranges, readability
from guide.checks.finding import Finding, Severity, error_finding
from guide.checks.text_fields import citations, item_texts
from guide.models.edition import snapshot_digest
from guide.models.snapshot import ItemKey, Snapshot, items_by_key, validate_snapshot
from guide.text.control_characters import strip_control_characters
from guide.text.links import build_link_resolver
from guide.text.row_numbers import fill_numbers


def cached_findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    key = f"findings-{snapshot_digest(snapshot)}"
    findings = cache.get(key)
    if findings is None:
        findings = tuple(check_snapshot(snapshot))
        cache.set(key, findings, timeout=None)
    return findings


def check_snapshot(snapshot: Snapshot, changed: Collection[ItemKey] | None = None) -> list[Finding]:
    """Return all findings, errors first, otherwise in the order of the guide.

    Warnings about items that are not in `changed` are left out; None means that every item has changed.
    If rows are invalid by more than missing texts, only their errors are returned: the other checks need valid rows.
    """
    if not snapshot.get("cover"):
        return [error_finding(ItemKey("cover", "guide"), "", "There is no cover. Add one: it names the guide.")]
    faults = validate_snapshot(snapshot)
    errors = [error_finding(ItemKey(fault.kind, fault.slug), fault.path, fault.message) for fault in faults]
    if not all(fault.is_gap for fault in faults):
        return errors
    order = list(Severity)
    relevant = [
        finding
        for finding in dict.fromkeys([*errors, *_all_findings(snapshot, changed)])
        if changed is None or finding.severity != Severity.WARNING or finding.key in changed
    ]
    return sorted(relevant, key=lambda finding: order.index(finding.severity))


def _all_findings(snapshot: Snapshot, changed: Collection[ItemKey] | None) -> Iterator[Finding]:
    snapshot = fill_numbers(snapshot)
    items = items_by_key(snapshot)
    links = build_link_resolver(snapshot, "guide")
    texts = {key: list(item_texts(key.kind, strip_control_characters(item))) for key, item in items.items()}
    checked = texts if changed is None else {key: texts[key] for key in texts if key in changed}
    every = [text for found in texts.values() for text in found]
    prose = [text for text in every if text.is_prose]
    yield from links_and_sources.broken_links(prose, links)
    yield from links_and_sources.broken_anchors(prose, texts, links)
    yield from links_and_sources.unread_citations(prose, links)
    yield from links_and_sources.claimed_addresses(items)
    for check in markup.CHECKS:
        yield from check(prose)
    yield from markup.comments_in_lines([*every, *citations(items)])
    yield from readability.long_sentences(checked)
    yield from readability.unexplained_terms(checked, snapshot["cover"][0])
    yield from links_and_sources.missing_sources(checked, texts, items)
    yield from poses_and_steps.missing_captions(snapshot)
    yield from poses_and_steps.variations_without_effort(snapshot)
    yield from ranges.unknown_numbers(every)
    yield from ranges.missing_limit_effects(snapshot)
    yield from ranges.contradicting_ranges(snapshot)
    yield from ranges.coverage_findings(snapshot)
