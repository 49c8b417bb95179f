"""From rows to editions: what is pending, what is wrong, publish, restore."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from guide.checks import Finding, Severity, check, checked
from guide.editions.changes import changed_keys, published, same
from guide.models import Cancellation, Edition
from guide.models.edition import Written, clock, digest_of
from guide.models.snapshot import Key, Plain, Snapshot, faults_in, items_of, put, snapshot_of, take
from guide.read_model.guide import Guide, Stamp

Items = Mapping[Key, Plain | None]
"""Items to publish; None where one is to be removed."""
TOO_LATE = timedelta(seconds=5)
"""Servers whose clocks differ a little must not have shown what is cancelled."""


class Refused(Exception):
    """The guide cannot be published or restored as asked; each argument is one reason, in words or as a finding."""

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(map(str, self.args))


class Gaps(Refused):
    """The routine builder has gaps. Somebody who may publish can give a reason and publish all the same."""


class Doubts(Refused):
    """The checks warn of what is to be published. Somebody who may publish can publish all the same."""


def working_copy() -> Guide:
    """The guide as the rows have it, for the preview."""
    snapshot = take()
    return Guide(snapshot, Stamp(0, digest_of(snapshot)), site="preview")


def problems(snapshot: Snapshot) -> list[str]:
    """Everything that must be mended before a snapshot can be published."""
    return [str(found) for found in checked(snapshot) if found.severity == Severity.ERROR]


@transaction.atomic
def publish(*, live_at: datetime | None = None, only: Collection[Key] | None = None, **wishes: Any) -> Edition:
    """Publish the working copy, or `only` some items of it upon what is live by then. `wishes` as for `add_edition`."""
    return add_edition(rows_of(only, live_at), live_at=live_at, **wishes)


def rows_of(
    only: Collection[Key] | None, live_at: datetime | None = None, *, rows: Mapping[Key, Plain] | None = None
) -> Items:
    """These items as the rows have them, or all that differ from what is live by then.

    `rows` is the working copy, if the caller has read it already.
    """
    rows = items_of(take()) if rows is None else rows
    if only is None:
        only = changed_keys(items_live(live_at), rows)
    return {key: rows.get(key) for key in only}


def items_live(at: datetime | None = None) -> Mapping[Key, Plain]:
    return published(Edition.objects.current(at))


@transaction.atomic
def publish_items(items: Items, *, rows: Mapping[Key, Plain] | None = None, **wishes: Any) -> Edition:
    """Publish items as they are given. Rows that were as published follow; drafts stay.

    `rows` and `wishes` are as for `rows_of` and `add_edition`.
    Raises Refused where the result has problems, gaps without a reason, or warnings if it is to `ask` about them,
    and ValidationError for a bad change note.
    """
    wishes["live_at"] = wishes.get("live_at") or clock()
    before = items_live(wishes["live_at"])
    edition = add_edition(items, **wishes)
    rows = items_of(take()) if rows is None else rows
    untouched = [key for key in items if same(rows.get(key), before.get(key)) and rows.get(key) != items[key]]
    bring(rows, {key: items[key] for key in untouched})
    return edition


def overlaid(before: Mapping[Key, Plain], items: Items) -> dict[Key, Plain]:
    """The items of before with these in their place."""
    both = dict(before) | items
    return {key: item for key, item in both.items() if item is not None}


def bring(rows: Mapping[Key, Plain], items: Items) -> None:
    """Write items into the working copy, which is given as it is. Raises Refused where they do not fit in."""
    if not items:
        return
    after = overlaid(rows, items)
    target = snapshot_of(after)
    if faults := faults_in(target):
        raise Refused(*(f"{f.kind} {f.slug}: {f.path} {f.message}" for f in faults))
    removed = [key for key, item in items.items() if item is None]
    put(target, items.keys() - set(removed), removed)


@transaction.atomic
def discard(keys: Collection[Key], rows: Mapping[Key, Plain] | None = None) -> None:
    """Bring items of the working copy back to what was published last. What was never published goes.

    `rows` is as for `rows_of`.
    """
    newest = published(Edition.objects.newest())
    bring(items_of(take()) if rows is None else rows, {key: newest.get(key) for key in keys})


def add_edition(items: Items, *, live_at: datetime | None = None, by: str, ask: bool = False, **fields: Any) -> Edition:
    """A new edition: these items upon what is live by then. `fields` are its note, its weight and a reason for gaps."""
    newest, live_at = Edition.objects.newest(), live_at or clock()
    after = overlaid(items_live(live_at), items)
    snapshot = Written(snapshot_of(after))
    fields |= {name: text.strip() for name, text in fields.items() if isinstance(text, str)}
    edition = Edition(snapshot=snapshot, digest=snapshot.digest, live_at=live_at, published_by=by, **fields)
    edition.number = Edition.objects.next_number()
    edition.full_clean(exclude=["snapshot"], validate_unique=False)
    look_for_reasons_against(edition, changed_keys(published(newest), after) if ask else ())
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as error:
        raise Refused("Somebody else published at the same moment. Look at the changes again, then publish.") from error
    return edition


def look_for_reasons_against(edition: Edition, changed: Collection[Key]) -> None:
    """Errors stop a publication, gaps need a reason, and warnings of what changed are asked about."""
    found: dict[Severity, list[Finding]] = {severity: [] for severity in Severity}
    for one in check(edition.snapshot, changed):
        found[one.severity].append(one)
    if found[Severity.ERROR]:
        raise Refused(*found[Severity.ERROR])
    if found[Severity.GAP] and not edition.reason:
        raise Gaps(*found[Severity.GAP])
    if found[Severity.WARNING]:
        raise Doubts(*found[Severity.WARNING])


def items_to_restore(number: int, only: Key | None = None) -> Items:
    """What has to be published to be back at an edition, or at `only` one item of it."""
    source = published(Edition.objects.get(number=number))
    keys = [key for key in changed_keys(items_live(), source) if only in (None, key)]
    if not keys:
        what = "This item is there" if only else f"Edition {number} is what is"
        raise Refused(f"{what} published already.")
    return {key: source.get(key) for key in keys}


def restore(number: int, *, only: Key | None = None, **wishes: Any) -> Edition:
    """Publish an older edition again, or `only` one item of it. `wishes` are those of `publish_items`."""
    return publish_items(items_to_restore(number, only), **wishes)


@transaction.atomic
def cancel(edition: Edition, *, by: str) -> None:
    """Call an edition back before its time. What it held is pending again."""
    if edition.live_at <= timezone.now() + TOO_LATE:
        raise Refused(f"It is too late to cancel {edition}: readers see it. Restore an older edition instead.")
    try:
        with transaction.atomic():
            Cancellation(edition=edition, by=by).save()
    except IntegrityError as error:
        raise Refused(f"{edition} is cancelled already.") from error


def items_changed_in(edition: Edition) -> Items:
    """What an edition changed upon the one that it was made upon."""
    items = published(edition)
    return {key: items.get(key) for key in changed_keys(published(edition.base()), items)}


@transaction.atomic
def reschedule(edition: Edition, *, by: str, live_at: datetime | None, **wishes: Any) -> Edition:
    """Cancel an edition that waits and publish what it changed as a new one, upon what is live by then."""
    items = items_changed_in(edition)
    cancel(edition, by=by)
    return publish_items(items, by=by, live_at=live_at, **wishes)
