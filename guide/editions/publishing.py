"""From rows to editions: what is pending, what is wrong, publish, restore."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from guide.checks import Finding, Severity, cached_findings, check_snapshot
from guide.editions.changes import changed_keys, published_items, same_content
from guide.models import Cancellation, Edition
from guide.models.edition import SerializedSnapshot, database_now, snapshot_digest
from guide.models.snapshot import (
    ItemData,
    ItemKey,
    Snapshot,
    items_by_key,
    read_working_copy,
    snapshot_from_items,
    validate_snapshot,
    write_rows,
)
from guide.read_model.guide import EditionInfo, Guide

ItemChanges = Mapping[ItemKey, ItemData | None]
"""Items to publish; None where one is to be removed."""
CANCEL_MARGIN = timedelta(seconds=5)
"""Servers whose clocks differ a little must not have shown what is cancelled."""


class PublishError(Exception):
    """The guide cannot be published or restored as asked; each argument is one reason, in words or as a finding."""

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(map(str, self.args))


class CoverageGaps(PublishError):
    """The routine builder has gaps. Somebody who may publish can give a reason and publish all the same."""


class UnconfirmedWarnings(PublishError):
    """The checks warn of what is to be published. Somebody who may publish can publish all the same."""


def working_copy() -> Guide:
    """The guide as the rows have it, for the preview."""
    snapshot = read_working_copy()
    return Guide(snapshot, EditionInfo(0, snapshot_digest(snapshot)), site="preview")


def publish_problems(snapshot: Snapshot) -> list[str]:
    """Everything that must be mended before a snapshot can be published."""
    return [str(found) for found in cached_findings(snapshot) if found.severity == Severity.ERROR]


@transaction.atomic
def publish(*, live_at: datetime | None = None, only: Collection[ItemKey] | None = None, **options: Any) -> Edition:
    """Publish the working copy, or `only` some items of it upon what is live then. `options` as for `add_edition`."""
    return add_edition(working_copy_items(only, live_at), live_at=live_at, **options)


def working_copy_items(
    only: Collection[ItemKey] | None, live_at: datetime | None = None, *, rows: Mapping[ItemKey, ItemData] | None = None
) -> ItemChanges:
    """These items as the rows have them, or all that differ from what is live by then.

    `rows` is the working copy, if the caller has read it already.
    """
    rows = items_by_key(read_working_copy()) if rows is None else rows
    if only is None:
        only = changed_keys(live_items(live_at), rows)
    return {key: rows.get(key) for key in only}


def live_items(at: datetime | None = None) -> Mapping[ItemKey, ItemData]:
    return published_items(Edition.objects.current(at))


@transaction.atomic
def publish_items(items: ItemChanges, *, rows: Mapping[ItemKey, ItemData] | None = None, **options: Any) -> Edition:
    """Publish items as they are given. Rows that were as published follow; drafts stay.

    `rows` and `options` are as for `rows_of` and `add_edition`.
    Raises PublishError where the result has problems, gaps without a reason, or warnings if it is to `ask` about them,
    and ValidationError for a bad change note.
    """
    options["live_at"] = options.get("live_at") or database_now()
    before = live_items(options["live_at"])
    edition = add_edition(items, **options)
    rows = items_by_key(read_working_copy()) if rows is None else rows
    untouched = [key for key in items if same_content(rows.get(key), before.get(key)) and rows.get(key) != items[key]]
    write_to_working_copy(rows, {key: items[key] for key in untouched})
    return edition


def merge_items(before: Mapping[ItemKey, ItemData], items: ItemChanges) -> dict[ItemKey, ItemData]:
    """The items of before with these in their place."""
    both: dict[ItemKey, ItemData | None] = {**before, **items}
    return {key: item for key, item in both.items() if item is not None}


def write_to_working_copy(rows: Mapping[ItemKey, ItemData], items: ItemChanges) -> None:
    """Write items into the working copy, which is given as it is. Raises PublishError where they do not fit in."""
    if not items:
        return
    after = merge_items(rows, items)
    target = snapshot_from_items(after)
    if faults := validate_snapshot(target):
        raise PublishError(*(f"{f.kind} {f.slug}: {f.path} {f.message}" for f in faults))
    removed = [key for key, item in items.items() if item is None]
    write_rows(target, items.keys() - set(removed), removed)


@transaction.atomic
def discard(keys: Collection[ItemKey], rows: Mapping[ItemKey, ItemData] | None = None) -> None:
    """Bring items of the working copy back to what was published last. What was never published goes.

    `rows` is as for `rows_of`.
    """
    newest = published_items(Edition.objects.last_published())
    write_to_working_copy(
        items_by_key(read_working_copy()) if rows is None else rows, {key: newest.get(key) for key in keys}
    )


def add_edition(
    items: ItemChanges, *, live_at: datetime | None = None, by: str, confirm_warnings: bool = False, **fields: Any
) -> Edition:
    """A new edition: these items upon what is live by then. `fields` are its note, its weight and a reason for gaps."""
    newest, live_at = Edition.objects.last_published(), live_at or database_now()
    after = merge_items(live_items(live_at), items)
    snapshot = SerializedSnapshot(snapshot_from_items(after))
    fields |= {name: text.strip() for name, text in fields.items() if isinstance(text, str)}
    edition = Edition(snapshot=snapshot, digest=snapshot.digest, live_at=live_at, published_by=by, **fields)
    edition.number = Edition.objects.next_number()
    edition.full_clean(exclude=["snapshot"], validate_unique=False)
    validate_edition(edition, changed_keys(published_items(newest), after) if confirm_warnings else ())
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as error:
        raise PublishError(
            "Somebody else published at the same moment. Look at the changes again, then publish."
        ) from error
    return edition


def validate_edition(edition: Edition, changed: Collection[ItemKey]) -> None:
    """Errors stop a publication, gaps need a reason, and warnings of what changed are asked about."""
    found: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
    for one in check_snapshot(edition.snapshot, changed):
        found[one.severity].append(one)
    if found[Severity.ERROR]:
        raise PublishError(*found[Severity.ERROR])
    if found[Severity.GAP] and not edition.reason:
        raise CoverageGaps(*found[Severity.GAP])
    if found[Severity.WARNING]:
        raise UnconfirmedWarnings(*found[Severity.WARNING])


def items_to_restore(number: int, only: ItemKey | None = None) -> ItemChanges:
    """What has to be published to be back at an edition, or at `only` one item of it."""
    source = published_items(Edition.objects.get(number=number))
    keys = [key for key in changed_keys(live_items(), source) if only in (None, key)]
    if not keys:
        what = "This item is there" if only else f"Edition {number} is what is"
        raise PublishError(f"{what} published already.")
    return {key: source.get(key) for key in keys}


def restore_edition(number: int, *, only: ItemKey | None = None, **options: Any) -> Edition:
    """Publish an older edition again, or `only` one item of it. `options` are those of `publish_items`."""
    return publish_items(items_to_restore(number, only), **options)


@transaction.atomic
def cancel(edition: Edition, *, by: str) -> None:
    """Call an edition back before its time. What it held is pending again."""
    if edition.live_at <= timezone.now() + CANCEL_MARGIN:
        raise PublishError(f"It is too late to cancel {edition}: readers see it. Restore an older edition instead.")
    try:
        with transaction.atomic():
            Cancellation(edition=edition, by=by).save()
    except IntegrityError as error:
        raise PublishError(f"{edition} is cancelled already.") from error


def changed_items(edition: Edition) -> ItemChanges:
    """What an edition changed upon the one that it was made upon."""
    items = published_items(edition)
    return {key: items.get(key) for key in changed_keys(published_items(edition.base_edition()), items)}


@transaction.atomic
def reschedule(edition: Edition, *, by: str, live_at: datetime | None, **options: Any) -> Edition:
    """Cancel an edition that waits and publish what it changed as a new one, upon what is live by then."""
    items = changed_items(edition)
    cancel(edition, by=by)
    return publish_items(items, by=by, live_at=live_at, **options)
