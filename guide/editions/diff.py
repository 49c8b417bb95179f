"""Two texts or two items side by side: which words went and which came."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from guide.models.base import SnapshotModel
from guide.models.snapshot import KINDS, ItemData, ItemKey

SAME, ADDED, REMOVED = "same", "added", "removed"


class DiffSegment(NamedTuple):
    """A stretch of text that stayed, came or went."""

    state: str
    text: str


class FieldDiff(NamedTuple):
    """One field of an item, or one of its children, that is not as it was."""

    label: str
    segments: tuple[DiffSegment, ...]


def word_diff(old: str, new: str) -> tuple[DiffSegment, ...]:
    """The two texts in one. Lines are matched first and words within them, so that long texts stay quick."""
    runs: list[DiffSegment] = []
    for state, before, after in _diff_blocks(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if state == "replace":
            for inner, gone, come in _diff_blocks(re.findall(r"\w+|\s+|.", before), re.findall(r"\w+|\s+|.", after)):
                runs += _block_segments(inner, gone, come)
        else:
            runs += _block_segments(state, before, after)
    return tuple(_merge_segments(runs))


def _diff_blocks(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        yield tag, "".join(old[from_old:to_old]), "".join(new[from_new:to_new])


def _block_segments(tag: str, before: str, after: str) -> list[DiffSegment]:
    if tag == "equal":
        return [DiffSegment(SAME, before)]
    return [run for run in (DiffSegment(REMOVED, before), DiffSegment(ADDED, after)) if run.text]


def _merge_segments(runs: list[DiffSegment]) -> Iterator[DiffSegment]:
    """Neighbours in one state as one run; a lone space between two changes belongs to both."""
    same = gone = come = ""
    for run in runs:
        if run.state == REMOVED:
            gone += run.text
        elif run.state == ADDED:
            come += run.text
        elif run.text == " " and gone and come:
            gone, come = gone + " ", come + " "
        else:
            if gone or come:
                yield from _segments(same, gone, come)
                same = gone = come = ""
            same += run.text
    yield from _segments(same, gone, come)


def _segments(same: str, gone: str, come: str) -> Iterator[DiffSegment]:
    runs = (DiffSegment(SAME, same), DiffSegment(REMOVED, gone), DiffSegment(ADDED, come))
    return (run for run in runs if run.text)


def field_diffs(key: ItemKey, old: ItemData | None, new: ItemData | None) -> list[FieldDiff]:
    """Every field and child of an item that differs, in the order of its form."""
    model = KINDS[key.kind]
    before, after = old or {}, new or {}
    lines = []
    if before.get("position") != after.get("position") and old and new:
        lines.append(_field_diff("position", before, after, "position"))
    for field in model.content_fields():
        if before.get(field.name, "") != after.get(field.name, ""):
            lines.append(_field_diff(str(field.verbose_name), before, after, field.name))
    for name, child in model.child_models().items():
        lines += _child_diffs(child, before.get(name) or [], after.get(name) or [])
    return [line for line in lines if line.segments]


def _field_diff(label: str, before: ItemData, after: ItemData, name: str) -> FieldDiff:
    return FieldDiff(label.capitalize(), word_diff(value_text(before.get(name)), value_text(after.get(name))))


def _child_diffs(model: type[SnapshotModel], old: list[Any], new: list[Any]) -> Iterator[FieldDiff]:
    """Children that came, went or differ, with their place in the list as it is now."""
    before, after = [_child_text(model, row) for row in old], [_child_text(model, row) for row in new]
    name = str(model._meta.verbose_name).capitalize()
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for place in range(max(to_old - from_old, to_new - from_new)):
            gone = old[from_old + place] if from_old + place < to_old else None
            come = new[from_new + place] if from_new + place < to_new else None
            number = (from_new if come is not None else from_old) + place + 1
            yield FieldDiff(f"{name} {number}", _child_segments(model, gone, come))


def _child_segments(model: type[SnapshotModel], old: Any, new: Any) -> tuple[DiffSegment, ...]:
    """The words of two children; where both are there, of the fields in which they differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
        old, new = ({name: row.get(name) for name in names} for row in (old, new))
    return word_diff("" if old is None else _child_text(model, old), "" if new is None else _child_text(model, new))


def _child_text(model: type[SnapshotModel], row: Any) -> str:
    """A child in lines of “field: value”; its text alone where it has no other field."""
    if not isinstance(row, dict):
        return value_text(row)
    labels = {field.name: str(field.verbose_name).capitalize() for field in model.content_fields()}
    return "\n".join(f"{labels.get(name, name)}: {value_text(value)}" for name, value in row.items())


def value_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return " ".join(map(str, value))
    return str(value)
