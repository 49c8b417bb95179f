"""The three-way merge: no edit is lost silently."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from guide.admin.editing.three_way_merge import DELETE_FLAG, POSITION_FIELD, FormRow, FormValues, three_way_merge

TEXT = st.sampled_from(["", "a", "b", "c", "d"])
FIELDS = st.fixed_dictionaries({"text": TEXT, "position": TEXT})
KEYS = st.lists(st.sampled_from("123456"), unique=True, max_size=4)


@st.composite
def forms(draw, keys=None, fresh=False):
    """Generate a form: rows with keys; if `fresh`, some marked for removal and some new."""
    lines = [
        FormRow(key, draw(FIELDS), deleted=fresh and draw(st.booleans()))
        for key in (draw(KEYS) if keys is None else keys)
    ]
    lines += [FormRow("", draw(FIELDS)) for _ in range(draw(st.integers(0, 2)))] if fresh else []
    return FormValues(draw(FIELDS), {"steps": tuple(lines)})


@st.composite
def form_versions(draw):
    """Generate a form as opened, as another editor saved it, and as sent; all keep the opened rows."""
    base = draw(forms())
    mine = draw(forms(keys=[line.pk for line in base.lists["steps"]], fresh=True))
    return base, mine, draw(forms())


def saved_values(form: FormValues) -> tuple[dict[str, str], list[tuple[tuple[str, str], ...]]]:
    """Return the values that remain after saving, without row keys."""
    lines = [line for line in form.lists.get("steps", ()) if not line.deleted]
    return dict(form.fields), sorted(tuple(sorted(line.fields.items())) for line in lines)


def texts(form: FormValues) -> set[str]:
    lines = [line for line in form.lists.get("steps", ()) if not line.deleted]
    return set(form.fields.values()) | {
        text for line in lines for name, text in line.fields.items() if name != POSITION_FIELD
    }


def conflict_texts(conflicts) -> set[str]:
    sides = [(c.field, text) for c in conflicts for text in (c.mine, c.theirs)]
    return {t for field, text in sides for t in (json.loads(text or "{}").values() if field == DELETE_FLAG else [text])}


@given(form_versions())
def test_merge_loses_no_edit_silently(versions):
    base, mine, theirs = versions
    merged = three_way_merge(base, mine, theirs)
    seen = texts(merged.values) | conflict_texts(merged.conflicts)
    for side in (mine, theirs):
        assert texts(side) - texts(base) <= seen | {""}


@given(form_versions())
def test_field_both_changed_differently_is_a_conflict(versions):
    base, mine, theirs = versions
    conflicting = {conflict.name for conflict in three_way_merge(base, mine, theirs).conflicts}
    for name, was in base.fields.items():
        both = len({was, mine.fields[name], theirs.fields[name]}) == 3
        assert (name in conflicting) == both


@given(form_versions())
def test_without_remote_changes_mine_is_saved(versions):
    base, mine, _ = versions
    merged = three_way_merge(base, mine, base)
    assert merged.conflicts == []
    assert not merged.has_remote_changes
    assert saved_values(merged.values) == saved_values(mine)


@given(forms(), forms())
def test_without_my_changes_theirs_stays(base, theirs):
    merged = three_way_merge(base, base, theirs)
    assert merged.conflicts == []
    assert merged.values == theirs


@given(form_versions())
def test_same_form_sent_twice_changes_nothing(versions):
    base, mine, _ = versions
    saved = [line for line in mine.lists["steps"] if not line.deleted]
    stored = FormValues(
        mine.fields, {"steps": tuple(FormRow(x.pk or f"new{n}", x.fields) for n, x in enumerate(saved))}
    )
    again = three_way_merge(base, mine, stored)
    assert again.conflicts == []
    assert saved_values(again.values) == saved_values(stored)


def form_with(text: str, *lines: FormRow) -> FormValues:
    return FormValues({"title": text}, {"steps": lines})


def test_row_they_changed_and_i_removed_is_a_conflict():
    merged = three_way_merge(
        form_with("a", FormRow("1", {"text": "old"})),
        form_with("a", FormRow("1", {"text": "old"}, deleted=True)),
        form_with("a", FormRow("1", {"text": "new"})),
    )
    assert [(c.name, c.base, c.theirs, c.mine) for c in merged.conflicts] == [
        (f"steps-0-{DELETE_FLAG}", row_json("old"), row_json("new"), "")
    ]


def test_row_they_deleted_and_i_changed_is_a_conflict():
    merged = three_way_merge(
        form_with("a", FormRow("1", {"text": "old"})), form_with("a", FormRow("1", {"text": "mine"})), form_with("a")
    )
    assert merged.values.lists["steps"] == (FormRow("", {"text": "mine"}),)
    assert [(c.name, c.theirs, c.mine) for c in merged.conflicts] == [(f"steps-0-{DELETE_FLAG}", "", row_json("mine"))]


def test_recreated_row_is_the_same_row():
    merged = three_way_merge(
        form_with("a", FormRow("1", {"text": "old"})),
        form_with("a", FormRow("1", {"text": "mine"})),
        form_with("a", FormRow("9", {"text": "old"})),
    )
    assert merged.values.lists["steps"] == (FormRow("9", {"text": "mine"}),)
    assert merged.conflicts == []


def test_unsigned_form_makes_every_difference_a_conflict():
    merged = three_way_merge(
        FormValues(), form_with("mine", FormRow("1", {"text": "x"})), form_with("theirs", FormRow("1", {"text": "y"}))
    )
    assert [(c.name, c.theirs, c.mine) for c in merged.conflicts] == [
        ("title", "theirs", "mine"),
        ("steps-0-text", "y", "x"),
    ]


def row_json(text: str) -> str:
    return json.dumps({"text": text})


def steps(*places: str) -> FormValues:
    """Return a form with steps a, b and c at these positions."""
    lines = (FormRow(key, {"text": key, POSITION_FIELD: place}) for key, place in zip("abc", places, strict=True))
    return FormValues({}, {"steps": tuple(lines)})


def test_last_reordering_decides_the_order():
    base, theirs, mine = steps("1", "2", "3"), steps("2", "1", "3"), steps("1", "3", "2")
    for sent, wanted in ((mine, mine), (base, theirs)):
        merged = three_way_merge(base, sent, theirs)
        assert (merged.conflicts, merged.values) == ([], wanted)


def test_moving_a_row_is_no_change_of_it():
    base, moved = steps("1", "2", "3"), steps("3", "1", "2")
    two = FormValues({}, {"steps": base.lists["steps"][1:]})
    assert three_way_merge(base, moved, two).conflicts == []
    assert [line.pk for line in three_way_merge(base, moved, two).values.lists["steps"]] == ["b", "c"]
    gone = FormValues({}, {"steps": (replace(base.lists["steps"][0], deleted=True), *base.lists["steps"][1:])})
    assert three_way_merge(base, gone, moved).conflicts == []
