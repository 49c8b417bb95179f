"""From rows to editions: what is pending, what is wrong, publish, restore."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from guide.checks import Severity, checked
from guide.models import Edition
from guide.models.edition import digest_of
from guide.models.snapshot import KINDS, Key, Snapshot, faults_in, items_of, put, snapshot_of, take
from guide.reading import Guide, Stamp


class Change(NamedTuple):
    """How one item of the working copy differs from what was published."""

    key: Key
    title: str
    state: str
    """"new", "changed" or "removed"."""

    @property
    def kind(self) -> str:
        return str(KINDS[self.key.kind]._meta.verbose_name)


class Refused(Exception):
    """The guide cannot be published or restored as asked; each argument is one reason."""

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.args


class Gaps(Refused):
    """The routine builder has gaps. Somebody who may publish can give a reason and publish all the same."""


class Doubts(Refused):
    """The checks warn of what is to be published. Somebody who may publish can publish all the same."""


def working_copy() -> Guide:
    """The guide as the rows have it, for the preview."""
    snapshot = take()
    return Guide(snapshot, Stamp(0, digest_of(snapshot)), site="preview")


def compare(old: Snapshot, new: Snapshot) -> list[Change]:
    """What has to change to come from one snapshot to another, in the order of the guide."""
    before, after = items_of(old), items_of(new)
    changes = []
    for key in [*after, *(key for key in before if key not in after)]:
        if before.get(key) != after.get(key):
            state = "new" if key not in before else "changed" if key in after else "removed"
            changes.append(Change(key, title_of(after.get(key) or before[key]), state))
    return changes


def title_of(item: dict[str, object]) -> str:
    return str(item.get("title") or item.get("name") or item["slug"])


def pending() -> list[Change]:
    """What the working copy holds that has not been published."""
    newest = Edition.objects.newest()
    return compare(newest.snapshot if newest else {}, take())


def problems(snapshot: Snapshot) -> list[str]:
    """Everything that must be mended before a snapshot can be published."""
    return [str(found) for found in checked(snapshot) if found.severity == Severity.ERROR]


def gaps_in(snapshot: Snapshot) -> list[str]:
    """Answers that the routine builder could not give, or could not stand behind."""
    return [str(found) for found in checked(snapshot) if found.severity == Severity.GAP]


def doubts_in(snapshot: Snapshot, before: Snapshot) -> list[str]:
    """Warnings about the items that differ from what was published before."""
    changed = {change.key for change in compare(before, snapshot)}
    found = checked(snapshot)
    return [str(doubt) for doubt in found if doubt.severity == Severity.WARNING and doubt.key in changed]


@transaction.atomic
def publish(
    *,
    by: str,
    note: str,
    major: bool = False,
    live_at: datetime | None = None,
    only: Collection[Key] | None = None,
    reason: str = "",
    ask: bool = False,
) -> Edition:
    """Publish the working copy, or `only` some items of it upon what is live by then.

    Raises Refused where the result has problems, gaps without a reason, or warnings if it is to `ask` about them,
    and ValidationError for a bad change note.
    """
    live_at = live_at or timezone.now()
    snapshot = take()
    if only is not None:
        base = Edition.objects.current(live_at)
        snapshot = picked(base.snapshot if base else {}, snapshot, only)
    return add_edition(snapshot, by=by, note=note, major=major, live_at=live_at, reason=reason, ask=ask)


def picked(old: Snapshot, new: Snapshot, only: Collection[Key]) -> Snapshot:
    """The old snapshot with some of its items as they are in the new one."""
    items, fresh = items_of(old), items_of(new)
    for key in only:
        if key in fresh:
            items[key] = fresh[key]
        else:
            items.pop(key, None)
    return snapshot_of(items)


def add_edition(
    snapshot: Snapshot, *, by: str, note: str, major: bool, live_at: datetime, reason: str = "", ask: bool = False
) -> Edition:
    newest = Edition.objects.newest()
    edition = Edition(
        number=newest.number + 1 if newest else 1,
        snapshot=snapshot,
        digest=digest_of(snapshot),
        note=note.strip(),
        major=major,
        live_at=live_at,
        published_by=by,
        reason=reason.strip(),
    )
    edition.full_clean(validate_unique=False)
    look_for_reasons_against(edition, newest.snapshot if newest else {}, ask=ask)
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as error:
        raise Refused("Somebody else published at the same moment. Look at the changes again, then publish.") from error
    return edition


def look_for_reasons_against(edition: Edition, before: Snapshot, *, ask: bool) -> None:
    if found := problems(edition.snapshot):
        raise Refused(*found)
    if not edition.reason and (gaps := gaps_in(edition.snapshot)):
        raise Gaps(*gaps)
    if ask and (doubts := doubts_in(edition.snapshot, before)):
        raise Doubts(*doubts)


@transaction.atomic
def restore(number: int, *, by: str, note: str, major: bool = False, reason: str = "", ask: bool = False) -> Edition:
    """Publish an older edition again. The working copy follows, save for items with unpublished changes."""
    source = Edition.objects.get(number=number)
    newest = Edition.objects.newest()
    if newest is None or source.digest == newest.digest:
        raise Refused(f"Edition {number} is what is published already.")
    untouched = {change.key for change in compare(newest.snapshot, source.snapshot)} - {c.key for c in pending()}
    wishes = {"note": note, "major": major, "reason": reason, "ask": ask}
    edition = add_edition(source.snapshot, by=by, live_at=timezone.now(), **wishes)
    rows = take()
    target = picked(rows, source.snapshot, untouched)
    if faults := faults_in(target):
        raise Refused(*(f"{f.kind} {f.slug}: {f.path} {f.message}" for f in faults))
    removed = [key for key in untouched if key not in items_of(target)]
    put(target, untouched - set(removed), removed)
    return edition
