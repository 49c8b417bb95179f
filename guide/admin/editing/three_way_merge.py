"""Three-way merge of an item's form: as it was opened (base), as it is stored now (theirs) and as sent (mine)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

DELETE_FLAG = "DELETE"  # the formset field that marks a row for deletion
POSITION_FIELD = "position"  # the order of the rows is merged as a whole, not row by row


@dataclass(frozen=True)
class FormRow:
    """A row of an inline. `pk` is empty until it is saved."""

    pk: str
    fields: Mapping[str, str]
    deleted: bool = False


@dataclass(frozen=True)
class FormValues:
    """The values of a form: its own fields, and the rows of each inline by prefix."""

    fields: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[FormRow, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """A field that both changed differently.

    If one changed a row that the other deleted, `field` is DELETE_FLAG and the texts are whole rows as JSON.
    """

    field: str
    base: str
    theirs: str
    mine: str
    list: str = ""
    number: int = 0

    @property
    def name(self) -> str:
        """The name of the form field."""
        return f"{self.list}-{self.number}-{self.field}" if self.list else self.field


@dataclass
class MergeResult:
    """The merged values, the conflicts (for which the values hold mine), and whether theirs differs from the base."""

    values: FormValues
    conflicts: list[Conflict]
    has_remote_changes: bool


def three_way_merge(base: FormValues, mine: FormValues, theirs: FormValues) -> MergeResult:
    """Take each change that only one side made. Fields that both changed differently are conflicts.

    A field that is missing in `base` counts as changed by both.
    """
    conflicts: list[Conflict] = []
    fields = dict(_merge_fields(base.fields, mine.fields, theirs.fields, conflicts))
    lists = {}
    for name in {**theirs.lists, **mine.lists}:
        rows = _RowMerge(name, *(side.lists.get(name, ()) for side in (base, mine, theirs)))
        lists[name] = rows.merged()
        conflicts += rows.conflicts
    return MergeResult(FormValues(fields, lists), conflicts, has_remote_changes=theirs != base)


def _merge_fields(
    base: Mapping[str, str],
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    conflicts: list[Conflict],
    list_name: str = "",
    number: int = 0,
) -> Iterator[tuple[str, str]]:
    for name in {**theirs, **mine}:
        was, their, own = base.get(name), theirs.get(name, ""), mine.get(name, "")
        if own not in (their, was) and (was is None or their != was):
            conflicts.append(Conflict(name, was or "", their, own, list_name, number))
        yield name, their if own == was else own


class _RowMerge:
    """Merge of the rows of one inline. Saved rows keep their order and come first, as Django's formsets require."""

    def __init__(
        self, name: str, base: tuple[FormRow, ...], mine: tuple[FormRow, ...], theirs: tuple[FormRow, ...]
    ) -> None:
        self.name, self.theirs = name, theirs
        self.base = {row.pk: row for row in base}
        self.mine = {row.pk: row for row in mine if row.pk}
        self.added = [row for row in mine if not row.pk and not row.deleted]
        self.conflicts: list[Conflict] = []
        self.recreated = dict(self._find_recreated())
        self.reordered = any(
            _position_fields(row) != _position_fields(self.base[pk]) for pk, row in self.mine.items() if pk in self.base
        )

    def _find_recreated(self) -> Iterator[tuple[str, str]]:
        """Yield the new and old pk of rows that were deleted and created again unchanged, as a restore does."""
        current_pks = {row.pk for row in self.theirs}
        missing = [row for row in self.base.values() if row.pk not in current_pks]
        for row in self.theirs:
            if row.pk in self.base:
                continue
            twin = next((old for old in missing if old.fields == row.fields), None)
            if twin:
                missing.remove(twin)
                yield row.pk, twin.pk

    def merged(self) -> tuple[FormRow, ...]:
        rows = [self._merge_row(number, row) for number, row in enumerate(self.theirs)]
        known = {self.recreated.get(row.pk, row.pk) for row in self.theirs}
        for row in self.mine.values():
            if row.pk not in known:
                rows += self._merge_deleted_row(len(rows), row)
        added = [row.fields for row in self.theirs if self.recreated.get(row.pk, row.pk) not in self.base]
        for row in self.added:
            if row.fields in added:  # the same form was sent twice
                added.remove(row.fields)
            else:
                rows.append(row)
        return tuple(rows)

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
        base, theirs, mine = (json.dumps(dict(row.fields)) if row else "" for row in (was, their, own))
        self.conflicts.append(Conflict(DELETE_FLAG, base, theirs, mine, self.name, number))


def _content_fields(row: FormRow) -> dict[str, str]:
    """Return the fields of a row without its position."""
    return {name: value for name, value in row.fields.items() if name != POSITION_FIELD}


def _position_fields(row: FormRow) -> dict[str, str]:
    return {name: value for name, value in row.fields.items() if name == POSITION_FIELD}
