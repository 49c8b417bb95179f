"""Three-way merge of an item's form: as it was opened, as somebody else left it, as it is sent now. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

DELETE_FLAG = "DELETE"
"""The name under which a form says that a line is to be removed."""
POSITION_FIELD = "position"
"""The field of a line that says where it stands. The order of a list is one thing: it is no text to be merged."""


@dataclass(frozen=True)
class FormRow:
    """A child of an item. `pk` is empty while it is not saved."""

    pk: str
    fields: Mapping[str, str]
    deleted: bool = False


@dataclass(frozen=True)
class FormValues:
    """All that a form holds: its own fields, and its lists of lines by name."""

    fields: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[FormRow, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """What both have changed.

    `field` is GONE where one changed a line that the other removed: then the texts are the whole line as JSON.
    """

    field: str
    base: str
    theirs: str
    mine: str
    list: str = ""
    number: int = 0

    @property
    def name(self) -> str:
        """As the form names its field."""
        return f"{self.list}-{self.number}-{self.field}" if self.list else self.field


@dataclass
class MergeResult:
    """What to save: theirs with mine in it. Where both changed a field it holds mine, and a conflict says so."""

    values: FormValues
    conflicts: list[Conflict]
    has_remote_changes: bool
    """Whether anything of theirs is in it that was not there when the form was opened."""


def three_way_merge(base: FormValues, mine: FormValues, theirs: FormValues) -> MergeResult:
    """Each change that only one of them made is taken; what both changed differently is a conflict.

    What `base` does not know counts as changed by both.
    """
    conflicts: list[Conflict] = []
    fields = dict(_merge_fields(base.fields, mine.fields, theirs.fields, conflicts))
    lists = {}
    for name in {**theirs.lists, **mine.lists}:
        own = _RowMerge(name, *(side.lists.get(name, ()) for side in (base, mine, theirs)))
        lists[name] = own.merged()
        conflicts += own.conflicts
    return MergeResult(FormValues(fields, lists), conflicts, has_remote_changes=theirs != base)


def _merge_fields(
    base: Mapping[str, str],
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    conflicts: list[Conflict],
    of: str = "",
    number: int = 0,
) -> Iterator[tuple[str, str]]:
    for name in {**theirs, **mine}:
        was, their, own = base.get(name), theirs.get(name, ""), mine.get(name, "")
        if own not in (their, was) and (was is None or their != was):
            conflicts.append(Conflict(name, was or "", their, own, of, number))
        yield name, their if own == was else own


class _RowMerge:
    """One list of lines. Those that are saved keep their order and come first, as Django's formsets want it."""

    def __init__(
        self, name: str, base: tuple[FormRow, ...], mine: tuple[FormRow, ...], theirs: tuple[FormRow, ...]
    ) -> None:
        self.name, self.theirs = name, theirs
        self.base = {line.pk: line for line in base}
        self.mine = {line.pk: line for line in mine if line.pk}
        self.added = [line for line in mine if not line.pk and not line.deleted]
        self.conflicts: list[Conflict] = []
        self.recreated = dict(self._find_recreated())
        self.reordered = any(
            _position_fields(line) != _position_fields(self.base[pk])
            for pk, line in self.mine.items()
            if pk in self.base
        )

    def _find_recreated(self) -> Iterator[tuple[str, str]]:
        """The old key of each of their lines that was written anew as it was: a restore does that."""
        here = {line.pk for line in self.theirs}
        left = [line for line in self.base.values() if line.pk not in here]
        for line in self.theirs:
            twin = next((old for old in left if old.fields == line.fields), None) if line.pk not in self.base else None
            if twin:
                left.remove(twin)
                yield line.pk, twin.pk

    def merged(self) -> tuple[FormRow, ...]:
        lines = [self._merge_row(number, line) for number, line in enumerate(self.theirs)]
        known = {self.recreated.get(line.pk, line.pk) for line in self.theirs}
        for line in self.mine.values():
            if line.pk not in known:
                lines += self._merge_deleted_row(len(lines), line)
        added = [line.fields for line in self.theirs if self.recreated.get(line.pk, line.pk) not in self.base]
        for line in self.added:
            if line.fields in added:  # the same form, sent a second time
                added.remove(line.fields)
            else:
                lines.append(line)
        return tuple(lines)

    def _merge_row(self, number: int, their: FormRow) -> FormRow:
        old_pk = self.recreated.get(their.pk, their.pk)
        was, own = self.base.get(old_pk), self.mine.get(old_pk)
        if own is None:
            return their
        if own.deleted:
            if was is None or _content_fields(their) != _content_fields(was):
                self._add_conflict(number, FormRow("", {}) if was is None else was, their, None)
            return replace(their, deleted=True)
        base = was.fields if was else {}
        fields = dict(
            _merge_fields(base, _content_fields(own), _content_fields(their), self.conflicts, self.name, number)
        )
        return replace(their, fields=fields | _position_fields(own if self.reordered else their))

    def _merge_deleted_row(self, number: int, own: FormRow) -> list[FormRow]:
        was = self.base.get(own.pk)
        if own.deleted or (was and _content_fields(own) == _content_fields(was)):
            return []
        self._add_conflict(number, was or FormRow("", {}), None, own)
        return [replace(own, pk="")]

    def _add_conflict(self, number: int, was: FormRow, their: FormRow | None, own: FormRow | None) -> None:
        base, theirs, mine = (json.dumps(dict(line.fields)) if line else "" for line in (was, their, own))
        self.conflicts.append(Conflict(DELETE_FLAG, base, theirs, mine, self.name, number))


def _content_fields(line: FormRow) -> dict[str, str]:
    """The fields of a line but for its place."""
    return {name: value for name, value in line.fields.items() if name != POSITION_FIELD}


def _position_fields(line: FormRow) -> dict[str, str]:
    return {name: value for name, value in line.fields.items() if name == POSITION_FIELD}
