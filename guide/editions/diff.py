"""Differences between two texts or two items, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from guide.models.base import SnapshotModel
from guide.models.snapshot import KINDS, ItemData, ItemKey

SAME, ADDED, REMOVED = "same", "added", "removed"
WORDS = re.compile(r"\w+|\s+|.")
MAX_WORDS = 2_000


class DiffSegment(NamedTuple):
    state: str  # SAME, ADDED or REMOVED
    text: str


class FieldDiff(NamedTuple):
    """The difference in one field of an item, or in one of its children."""

    label: str
    segments: tuple[DiffSegment, ...]


def word_diff(old: str, new: str) -> tuple[DiffSegment, ...]:
    """Return both texts as one list of segments.

    Lines are matched first, then words within those that differ, unless there are very many: that is faster.
    """
    segments: list[DiffSegment] = []
    for tag, before, after in _diff_blocks(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        old_words, new_words = WORDS.findall(before), WORDS.findall(after)
        if tag == "replace" and len(old_words) + len(new_words) <= MAX_WORDS:
            for inner_tag, removed, added in _diff_blocks(old_words, new_words):
                segments += _block_segments(inner_tag, removed, added)
        else:
            segments += _block_segments(tag, before, after)
    return tuple(_merge_segments(segments))


def _diff_blocks(old: list[str], new: list[str]) -> Iterator[tuple[str, str, str]]:
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new).get_opcodes():
        yield tag, "".join(old[from_old:to_old]), "".join(new[from_new:to_new])


def _block_segments(tag: str, before: str, after: str) -> list[DiffSegment]:
    if tag == "equal":
        return [DiffSegment(SAME, before)]
    return [segment for segment in (DiffSegment(REMOVED, before), DiffSegment(ADDED, after)) if segment.text]


def _merge_segments(segments: list[DiffSegment]) -> Iterator[DiffSegment]:
    """Join neighbours of the same state; a single space between two changes becomes part of both."""
    same = removed = added = ""
    for segment in segments:
        if segment.state == REMOVED:
            removed += segment.text
        elif segment.state == ADDED:
            added += segment.text
        elif segment.text == " " and removed and added:
            removed, added = removed + " ", added + " "
        else:
            if removed or added:
                yield from _segments(same, removed, added)
                same = removed = added = ""
            same += segment.text
    yield from _segments(same, removed, added)


def _segments(same: str, removed: str, added: str) -> Iterator[DiffSegment]:
    segments = (DiffSegment(SAME, same), DiffSegment(REMOVED, removed), DiffSegment(ADDED, added))
    return (segment for segment in segments if segment.text)


def field_diffs(key: ItemKey, old: ItemData | None, new: ItemData | None) -> list[FieldDiff]:
    """Return the fields and children of an item that differ, in the order of its form."""
    model = KINDS[key.kind]
    before, after = old or {}, new or {}
    diffs = []
    if before.get("position") != after.get("position") and old and new:
        diffs.append(_field_diff("position", before, after, "position"))
    for field in model.content_fields():
        if before.get(field.name, "") != after.get(field.name, ""):
            diffs.append(_field_diff(str(field.verbose_name), before, after, field.name))
    for name, child in model.child_models().items():
        diffs += _child_diffs(child, before.get(name) or [], after.get(name) or [])
    return [diff for diff in diffs if diff.segments]


def _field_diff(label: str, before: ItemData, after: ItemData, name: str) -> FieldDiff:
    return FieldDiff(label.capitalize(), word_diff(value_text(before.get(name)), value_text(after.get(name))))


def _child_diffs(model: type[SnapshotModel], old: list[Any], new: list[Any]) -> Iterator[FieldDiff]:
    """Return the children that were added, removed or changed, each with its number in the new list."""
    before, after = [_child_text(model, row) for row in old], [_child_text(model, row) for row in new]
    name = str(model._meta.verbose_name).capitalize()
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            continue
        for offset in range(max(to_old - from_old, to_new - from_new)):
            removed = old[from_old + offset] if from_old + offset < to_old else None
            added = new[from_new + offset] if from_new + offset < to_new else None
            number = (from_new if added is not None else from_old) + offset + 1
            yield FieldDiff(f"{name} {number}", _child_segments(model, removed, added))


def _child_segments(model: type[SnapshotModel], old: Any, new: Any) -> tuple[DiffSegment, ...]:
    """Compare two children, one of which may be None; only the fields that differ are shown."""
    if isinstance(old, dict) and isinstance(new, dict):
        names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
        old, new = ({name: row.get(name) for name in names} for row in (old, new))
    return word_diff("" if old is None else _child_text(model, old), "" if new is None else _child_text(model, new))


def _child_text(model: type[SnapshotModel], row: Any) -> str:
    """Return a child as lines of “field: value”, or its value alone if it has only one field."""
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
