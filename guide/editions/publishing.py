"""Publish the working copy as editions; restore and cancel editions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django.utils import timezone

from guide.checks import Finding, Severity, check_snapshot, warning_finding
from guide.editions.changes import changed_keys, published_items, same_content
from guide.models import Cancellation, Edition, Version
from guide.models.edition import database_now, snapshot_digest
from guide.models.snapshot import (
    ItemData,
    ItemKey,
    items_by_key,
    read_working_copy,
    snapshot_from_items,
    write_rows,
)
from guide.read_model.guide import EditionInfo, Guide

OnConflict = Literal["ask", "keep", "cancel"]
ItemChanges = Mapping[ItemKey, ItemData | None]  # None removes the item
CANCEL_MARGIN = timedelta(seconds=5)  # a server whose clock is ahead may show an edition earlier


class PublishError(Exception):
    """A refused publication, restore or cancellation; each argument is a reason, as a text or a Finding."""

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(map(str, self.args))


class CoverageGaps(PublishError):
    """The routine builder has gaps. Publishing needs a reason."""


class ScheduledConflict(PublishError):
    """A scheduled edition changes the same items, or cannot go live after this one. Publishing needs a decision."""


class UnconfirmedWarnings(PublishError):
    """The checks found warnings. Publishing needs a confirmation."""


def working_copy_guide() -> Guide:
    """Return the working copy as a guide whose addresses lead to the preview."""
    snapshot = read_working_copy()
    return Guide(snapshot, EditionInfo(0, snapshot_digest(snapshot)), site="preview")


@transaction.atomic
def publish(*, live_at: datetime | None = None, only: Collection[ItemKey] | None = None, **options: Any) -> Edition:
    """Publish the working copy, or `only` some items of it. `options` are those of `add_edition`."""
    return add_edition(working_copy_items(only, live_at), live_at=live_at, **options)


def working_copy_items(
    only: Collection[ItemKey] | None, live_at: datetime | None = None, *, rows: Mapping[ItemKey, ItemData] | None = None
) -> ItemChanges:
    """Return items of the working copy: those in `only`, or all that differ from the guide that is live at `live_at`.

    Pass `rows` if you have read the working copy already.
    """
    rows = items_by_key(read_working_copy()) if rows is None else rows
    if only is None:
        only = changed_keys(live_items(live_at), rows)
    return {key: rows.get(key) for key in only}


def live_items(at: datetime | None = None) -> Mapping[ItemKey, ItemData]:
    return published_items(Edition.objects.current(at))


@transaction.atomic
def publish_items(
    items: ItemChanges,
    *,
    rows: Mapping[ItemKey, ItemData] | None = None,
    on_conflict: OnConflict = "keep",
    **options: Any,
) -> Edition:
    """Publish items and write them to the working copy, except where that has unpublished changes.

    Editions that are scheduled for later are replaced, so that they have these changes too: see `remake_scheduled`.
    Pass `rows` if you have read the working copy already. The options and errors are those of `add_edition`.
    """
    options["live_at"] = options.get("live_at") or database_now()
    before, latest = live_items(options["live_at"]), Edition.objects.last_published()
    edition = add_edition(items, **options)
    # Checked within the transaction, since before it two equal requests at once both see unpublished changes.
    if latest and latest.digest == edition.digest and latest.live_at <= max(edition.live_at, timezone.now()):
        raise PublishError(f"Nothing was published: {latest} has these changes already.")
    remake_scheduled(edition, on_conflict, by=options["by"])
    rows = items_by_key(read_working_copy()) if rows is None else rows
    untouched = [key for key in items if same_content(rows.get(key), before.get(key)) and rows.get(key) != items[key]]
    write_to_working_copy(
        rows, {key: items[key] for key in untouched}, by=options["by"], what=f"Published in {edition}."
    )
    return edition


def merge_items(before: Mapping[ItemKey, ItemData], items: ItemChanges) -> dict[ItemKey, ItemData]:
    merged: dict[ItemKey, ItemData | None] = {**before, **items}
    return {key: item for key, item in merged.items() if item is not None}


def write_to_working_copy(rows: Mapping[ItemKey, ItemData], items: ItemChanges, *, by: str, what: str) -> None:
    """Write items to the working copy, and keep their versions. `rows` are all its items now.

    `what` says in words what was done. Raises PublishError if the result is not valid.
    """
    if not items:
        return
    removed = [key for key, item in items.items() if item is None]
    faults = write_rows(snapshot_from_items(merge_items(rows, items)), items.keys() - set(removed), removed)
    if faults:
        raise PublishError(*(f"{f.kind} {f.slug}: {f.path} {f.message}" for f in faults))
    Version.objects.record(items, by=by, what=what, before=rows)


@transaction.atomic
def discard(keys: Collection[ItemKey], rows: Mapping[ItemKey, ItemData], *, by: str) -> None:
    """Discard the unpublished changes of items; delete those that were never published.

    `rows` are all items of the working copy now.
    """
    latest = published_items(Edition.objects.last_published())
    items = {key: latest.get(key) for key in keys}
    write_to_working_copy(rows, items, by=by, what="Discarded: back to the published version.")


def add_edition(
    items: ItemChanges, *, live_at: datetime | None = None, by: str, stop_on_warnings: bool = False, **fields: Any
) -> Edition:
    """Add an edition: the guide that is live at `live_at`, with these items replaced.

    `fields` are the note, `major` and the reason for gaps. Raises PublishError if the checks find errors,
    CoverageGaps for gaps without a reason, UnconfirmedWarnings for warnings if `stop_on_warnings` is set, and
    ValidationError for an invalid note.
    """
    latest, live_at = Edition.objects.last_published(), live_at or database_now()
    after = merge_items(live_items(live_at), items)
    snapshot = snapshot_from_items(after)
    fields |= {name: text.strip() for name, text in fields.items() if isinstance(text, str)}
    edition = Edition(snapshot=snapshot, digest=snapshot_digest(snapshot), live_at=live_at, published_by=by, **fields)
    edition.number = Edition.objects.next_number()
    edition.full_clean(exclude=["snapshot"], validate_unique=False)
    validate_edition(edition, changed_keys(published_items(latest), after) if stop_on_warnings else ())
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as error:
        raise PublishError(
            "Somebody else published at the same moment. Review the changes again, then publish."
        ) from error
    return edition


def remake_scheduled(published: Edition, on_conflict: OnConflict, *, by: str) -> None:
    """Replace the scheduled editions that go live after `published` by new ones that have its changes too.

    If both changed an item, the scheduled one either keeps its own version, which then goes live at its time, or is
    cancelled, or ScheduledConflict is raised. That is also raised if the checks find an error in the result.
    """
    own, now = changed_items(published), published_items(published)
    for old in Edition.objects.scheduled().filter(live_at__gte=published.live_at, number__lt=published.number):
        items = {key: item for key, item in changed_items(old).items() if not same_content(item, now.get(key))}
        fields = {"live_at": old.live_at, "by": old.published_by, "note": old.note, "major": old.major}
        try:
            if on_conflict != "keep" and any(key in own for key in items):
                raise PublishError(*(warning_finding(key, "", "is changed by both.") for key in items if key in own))
            new = add_edition(items, reason=old.reason, **fields) if items else None
        except PublishError as refused:
            if on_conflict != "cancel":
                raise ScheduledConflict(f"{old} is scheduled to go live after this:", *refused.args) from refused
            new = None
        cancel(old, by=by, replaced_by=new)


def validate_edition(edition: Edition, changed: Collection[ItemKey]) -> None:
    """Raise PublishError for errors, CoverageGaps for gaps without a reason, UnconfirmedWarnings for warnings.

    Only warnings about `changed` items count.
    """
    findings: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
    for finding in check_snapshot(edition.snapshot, changed):
        findings[finding.severity].append(finding)
    if findings[Severity.ERROR]:
        raise PublishError(*findings[Severity.ERROR])
    if findings[Severity.GAP] and not edition.reason:
        raise CoverageGaps(*findings[Severity.GAP])
    if findings[Severity.WARNING]:
        raise UnconfirmedWarnings(*findings[Severity.WARNING])


def items_to_restore(number: int, only: ItemKey | None = None) -> ItemChanges:
    """Return the items to publish to restore an edition, or one item of it. Raises PublishError if nothing differs."""
    source = published_items(Edition.objects.get(number=number))
    keys = [key for key in changed_keys(live_items(), source) if only in (None, key)]
    if not keys:
        raise PublishError(f"{'This item' if only else 'The guide'} is already as it was in edition {number}.")
    return {key: source.get(key) for key in keys}


@transaction.atomic
def cancel(edition: Edition, *, by: str, replaced_by: Edition | None = None) -> None:
    """Cancel a scheduled edition. Raises PublishError if it is live or cancelled.

    Its changes are pending again, unless the edition that it is `replaced_by` has them.
    """
    if edition.live_at <= timezone.now() + CANCEL_MARGIN:
        raise PublishError(f"It is too late to cancel {edition}: it is live. Restore an older edition instead.")
    try:
        with transaction.atomic():
            Cancellation(edition=edition, by=by, replaced_by=replaced_by).save()
    except IntegrityError as error:
        raise PublishError(f"{edition} was already cancelled.") from error


def changed_items(edition: Edition) -> ItemChanges:
    """Return the items in which an edition differs from the one it is based on."""
    items = published_items(edition)
    return {key: items.get(key) for key in changed_keys(published_items(edition.base_edition()), items)}
