"""Three-way merge of an item's form: as it was opened, as somebody else left it, as it is sent now. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

GONE = "DELETE"
"""The name under which a form says that a line is to be removed."""
ORDER = "position"
"""The field of a line that says where it stands. The order of a list is one thing: it is no text to be merged."""


@dataclass(frozen=True)
class Line:
    """A child of an item. `pk` is empty while it is not saved."""

    pk: str
    fields: Mapping[str, str]
    gone: bool = False


@dataclass(frozen=True)
class Filled:
    """All that a form holds: its own fields, and its lists of lines by name."""

    fields: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """What both have changed.

    `field` is GONE where one changed a line that the other removed: then the texts are the whole line as JSON.
    """

    field: str
    was: str
    theirs: str
    mine: str
    list: str = ""
    number: int = 0

    @property
    def name(self) -> str:
        """As the form names its field."""
        return f"{self.list}-{self.number}-{self.field}" if self.list else self.field


@dataclass
class Merged:
    """What to save: theirs with mine in it. Where both changed a field it holds mine, and a conflict says so."""

    filled: Filled
    conflicts: list[Conflict]
    took: bool
    """Whether anything of theirs is in it that was not there when the form was opened."""


def merge(base: Filled, mine: Filled, theirs: Filled) -> Merged:
    """Each change that only one of them made is taken; what both changed differently is a conflict.

    What `base` does not know counts as changed by both.
    """
    conflicts: list[Conflict] = []
    fields = dict(_fields(base.fields, mine.fields, theirs.fields, conflicts))
    lists = {}
    for name in {**theirs.lists, **mine.lists}:
        own = _Lines(name, *(side.lists.get(name, ()) for side in (base, mine, theirs)))
        lists[name] = own.merged()
        conflicts += own.conflicts
    return Merged(Filled(fields, lists), conflicts, took=theirs != base)


def _fields(
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


class _Lines:
    """One list of lines. Those that are saved keep their order and come first, as Django's formsets want it."""

    def __init__(self, name: str, base: tuple[Line, ...], mine: tuple[Line, ...], theirs: tuple[Line, ...]) -> None:
        self.name, self.theirs = name, theirs
        self.base = {line.pk: line for line in base}
        self.mine = {line.pk: line for line in mine if line.pk}
        self.fresh = [line for line in mine if not line.pk and not line.gone]
        self.conflicts: list[Conflict] = []
        self.stood_in = dict(self._stood_in())
        self.moved = any(_place(line) != _place(self.base[pk]) for pk, line in self.mine.items() if pk in self.base)

    def _stood_in(self) -> Iterator[tuple[str, str]]:
        """The old key of each of their lines that was written anew as it was: a restore does that."""
        here = {line.pk for line in self.theirs}
        left = [line for line in self.base.values() if line.pk not in here]
        for line in self.theirs:
            twin = next((old for old in left if old.fields == line.fields), None) if line.pk not in self.base else None
            if twin:
                left.remove(twin)
                yield line.pk, twin.pk

    def merged(self) -> tuple[Line, ...]:
        lines = [self._kept(number, line) for number, line in enumerate(self.theirs)]
        known = {self.stood_in.get(line.pk, line.pk) for line in self.theirs}
        for line in self.mine.values():
            if line.pk not in known:
                lines += self._removed_by_them(len(lines), line)
        added = [line.fields for line in self.theirs if self.stood_in.get(line.pk, line.pk) not in self.base]
        for line in self.fresh:
            if line.fields in added:  # the same form, sent a second time
                added.remove(line.fields)
            else:
                lines.append(line)
        return tuple(lines)

    def _kept(self, number: int, their: Line) -> Line:
        old_pk = self.stood_in.get(their.pk, their.pk)
        was, own = self.base.get(old_pk), self.mine.get(old_pk)
        if own is None:
            return their
        if own.gone:
            if was is None or _said(their) != _said(was):
                self._ask(number, Line("", {}) if was is None else was, their, None)
            return replace(their, gone=True)
        base = was.fields if was else {}
        fields = dict(_fields(base, _said(own), _said(their), self.conflicts, self.name, number))
        return replace(their, fields=fields | _place(own if self.moved else their))

    def _removed_by_them(self, number: int, own: Line) -> list[Line]:
        was = self.base.get(own.pk)
        if own.gone or (was and _said(own) == _said(was)):
            return []
        self._ask(number, was or Line("", {}), None, own)
        return [replace(own, pk="")]

    def _ask(self, number: int, was: Line, their: Line | None, own: Line | None) -> None:
        texts = (json.dumps(dict(line.fields)) if line else "" for line in (was, their, own))
        self.conflicts.append(Conflict(GONE, *texts, self.name, number))


def _said(line: Line) -> dict[str, str]:
    """The fields of a line but for its place."""
    return {name: value for name, value in line.fields.items() if name != ORDER}


def _place(line: Line) -> dict[str, str]:
    return {name: value for name, value in line.fields.items() if name == ORDER}
