"""The three-way merge: nothing that either wrote disappears without being shown."""

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
def filled(draw, keys=None, fresh=False):
    """A form: lines with keys, some of them ticked for removal and some new where a person sends it."""
    lines = [
        FormRow(key, draw(FIELDS), deleted=fresh and draw(st.booleans()))
        for key in (draw(KEYS) if keys is None else keys)
    ]
    lines += [FormRow("", draw(FIELDS)) for _ in range(draw(st.integers(0, 2)))] if fresh else []
    return FormValues(draw(FIELDS), {"steps": tuple(lines)})


@st.composite
def meetings(draw):
    """A form as opened, as somebody else left it, and as it is sent: with every line that it was opened with."""
    base = draw(filled())
    mine = draw(filled(keys=[line.pk for line in base.lists["steps"]], fresh=True))
    return base, mine, draw(filled())


def kept(form: FormValues) -> tuple[dict[str, str], list[tuple[tuple[str, str], ...]]]:
    """What stays of a form once it is saved, whatever keys its lines have."""
    lines = [line for line in form.lists.get("steps", ()) if not line.deleted]
    return dict(form.fields), sorted(tuple(sorted(line.fields.items())) for line in lines)


def texts(form: FormValues) -> set[str]:
    lines = [line for line in form.lists.get("steps", ()) if not line.deleted]
    return set(form.fields.values()) | {
        text for line in lines for name, text in line.fields.items() if name != POSITION_FIELD
    }


def shown(conflicts) -> set[str]:
    sides = [(c.field, text) for c in conflicts for text in (c.mine, c.theirs)]
    return {t for field, text in sides for t in (json.loads(text or "{}").values() if field == DELETE_FLAG else [text])}


@given(meetings())
def test_merge_loses_no_edit_silently(meeting):
    base, mine, theirs = meeting
    merged = three_way_merge(base, mine, theirs)
    seen = texts(merged.values) | shown(merged.conflicts)
    for side in (mine, theirs):
        assert texts(side) - texts(base) <= seen | {""}


@given(meetings())
def test_every_field_that_both_changed_differently_is_asked_about(meeting):
    base, mine, theirs = meeting
    asked = {conflict.name for conflict in three_way_merge(base, mine, theirs).conflicts}
    for name, was in base.fields.items():
        both = len({was, mine.fields[name], theirs.fields[name]}) == 3
        assert (name in asked) == both


@given(meetings())
def test_if_nobody_else_saved_mine_is_what_is_saved(meeting):
    base, mine, _ = meeting
    merged = three_way_merge(base, mine, base)
    assert merged.conflicts == []
    assert not merged.has_remote_changes
    assert kept(merged.values) == kept(mine)


@given(filled(), filled())
def test_if_i_changed_nothing_theirs_stays(base, theirs):
    merged = three_way_merge(base, base, theirs)
    assert merged.conflicts == []
    assert merged.values == theirs


@given(meetings())
def test_the_same_form_sent_twice_changes_nothing_more(meeting):
    base, mine, _ = meeting
    saved = [line for line in mine.lists["steps"] if not line.deleted]
    stored = FormValues(
        mine.fields, {"steps": tuple(FormRow(x.pk or f"new{n}", x.fields) for n, x in enumerate(saved))}
    )
    again = three_way_merge(base, mine, stored)
    assert again.conflicts == []
    assert kept(again.values) == kept(stored)


def one(text: str, *lines: FormRow) -> FormValues:
    return FormValues({"title": text}, {"steps": lines})


def test_a_line_that_they_changed_and_i_removed_is_asked_about():
    merged = three_way_merge(
        one("a", FormRow("1", {"text": "old"})),
        one("a", FormRow("1", {"text": "old"}, deleted=True)),
        one("a", FormRow("1", {"text": "new"})),
    )
    assert [(c.name, c.base, c.theirs, c.mine) for c in merged.conflicts] == [
        (f"steps-0-{DELETE_FLAG}", whole("old"), whole("new"), "")
    ]


def test_row_they_deleted_and_i_changed_is_a_conflict():
    merged = three_way_merge(
        one("a", FormRow("1", {"text": "old"})), one("a", FormRow("1", {"text": "mine"})), one("a")
    )
    assert merged.values.lists["steps"] == (FormRow("", {"text": "mine"}),)
    assert [(c.name, c.theirs, c.mine) for c in merged.conflicts] == [(f"steps-0-{DELETE_FLAG}", "", whole("mine"))]


def test_a_line_written_anew_as_it_was_is_the_same_line():
    merged = three_way_merge(
        one("a", FormRow("1", {"text": "old"})),
        one("a", FormRow("1", {"text": "mine"})),
        one("a", FormRow("9", {"text": "old"})),
    )
    assert merged.values.lists["steps"] == (FormRow("9", {"text": "mine"}),)
    assert merged.conflicts == []


def test_unsigned_form_makes_every_difference_a_conflict():
    merged = three_way_merge(
        FormValues(), one("mine", FormRow("1", {"text": "x"})), one("theirs", FormRow("1", {"text": "y"}))
    )
    assert [(c.name, c.theirs, c.mine) for c in merged.conflicts] == [
        ("title", "theirs", "mine"),
        ("steps-0-text", "y", "x"),
    ]


def whole(text: str) -> str:
    return json.dumps({"text": text})


def steps(*places: str) -> FormValues:
    """A form with steps a, b and c at these places."""
    lines = (FormRow(key, {"text": key, POSITION_FIELD: place}) for key, place in zip("abc", places, strict=True))
    return FormValues({}, {"steps": tuple(lines)})


def test_the_order_of_a_list_is_that_of_the_last_one_who_changed_it():
    base, theirs, mine = steps("1", "2", "3"), steps("2", "1", "3"), steps("1", "3", "2")
    for sent, wanted in ((mine, mine), (base, theirs)):
        merged = three_way_merge(base, sent, theirs)
        assert (merged.conflicts, merged.values) == ([], wanted)


def test_to_move_a_line_is_not_to_change_it():
    base, moved = steps("1", "2", "3"), steps("3", "1", "2")
    two = FormValues({}, {"steps": base.lists["steps"][1:]})
    assert three_way_merge(base, moved, two).conflicts == []
    assert [line.pk for line in three_way_merge(base, moved, two).values.lists["steps"]] == ["b", "c"]
    gone = FormValues({}, {"steps": (replace(base.lists["steps"][0], deleted=True), *base.lists["steps"][1:])})
    assert three_way_merge(base, gone, moved).conflicts == []
