"""A value that is good at a glance is one that Django's cleaning leaves as it is. What is bad is told as before."""

from __future__ import annotations

from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.models.draft import Draft
from guide.models.snapshot import KINDS, SOUND, faults_in, take
from guide.models.values import (
    as_stored,
    cleaned,
    glance,
    look_at,
    looks_at_place_of,
    looks_of,
    stands_alone,
    type_problem,
)

PARTS = [part for model in KINDS.values() for part in (model, *model.child_models().values())]
PLACES = [(part, look) for part in PARTS for look in (looks_of(part) | looks_at_place_of(part)).values()]
LOOKS = [look for _, look in PLACES]
CHOICES = sorted({value for look in LOOKS for value, _ in look.field.flatchoices or () if isinstance(value, str)})
WORDS = [
    "",
    " ",
    "a",
    " a",
    "a\n",
    "a\r\nb",
    "5",
    "10-15",
    "5+",
    "-1",
    "2-1-3",
    "a, b",
    "a,a",
    "A1 B2",
    "\x00",
    "a b",
    "é",
]
LENGTHS = [len_ for size in (10, 20, 40, 60, 80, 100, 150, 200, 250, 500, 1000) for len_ in (size, size + 1)]
VALUES = st.one_of(
    st.sampled_from([*WORDS, *CHOICES, None, True, False, [], ["A1"], ["A1", 2], {}, 1.5]),
    st.sampled_from(LENGTHS).map("a".__mul__),
    st.integers(-300, 300) | st.sampled_from([2**15, 2**63 - 1, 2**63]),
    st.text(max_size=70),
)
ALONE = [kind for kind, model in KINDS.items() if stands_alone(model)]


def djangos(part, field, value):
    """What Django's `clean_fields` leaves in a row, or its messages."""
    row = part.blank()
    setattr(row, field.name, value)
    try:
        row.clean_fields(exclude={other.name for other in part._meta.concrete_fields} - {field.name})
    except ValidationError as error:
        return error.messages
    return getattr(row, field.name)


def ours(field, value):
    try:
        return cleaned(field, value)
    except ValidationError as error:
        return error.messages


@settings(max_examples=4000, deadline=None)
@given(place=st.sampled_from(PLACES), value=VALUES)
def test_a_value_is_cleaned_as_django_cleans_it_and_left_alone_where_it_is_good_at_a_glance(place, value):
    part, look = place
    problem = look.field.is_relation or type_problem(look.field, value)
    if look.good(value):
        assert not problem
        assert djangos(part, look.field, value) == value
    if not problem:
        assert ours(look.field, as_stored(value)) == djangos(part, look.field, as_stored(value))


def test_the_kinds_of_which_a_guide_has_most_are_checked_without_rows():
    assert {"sources", "synonyms", "questions"} <= set(ALONE)
    assert not {"variations", "sections", "prescriptions", "muscles", "limits"} & set(ALONE)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_an_item_that_stands_alone_has_the_faults_that_its_row_has(snapshot, data):
    kind = data.draw(st.sampled_from(ALONE))
    place = data.draw(st.integers(0, min(5, len(snapshot[kind]) - 1)))
    item = deepcopy(snapshot[kind][place])
    name = data.draw(st.sampled_from([*item, "unknown"]).filter(lambda name: name != "slug"))
    if data.draw(st.booleans()):
        item[name] = data.draw(VALUES)
    else:
        item.pop(name, None)
    after = snapshot | {kind: [item if row is snapshot[kind][place] else row for row in snapshot[kind]]}
    SOUND[:] = [{}]
    if "position" in item:
        assert set(faults_in(after)) == set(Draft(after, KINDS).faults)


@pytest.fixture(scope="module")
def snapshot(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return take()


def test_a_field_with_rules_of_its_own_is_never_good_at_a_glance():
    field = KINDS["questions"]._meta.get_field("title").clone()
    field.validators.append(lambda value: (_ for _ in ()).throw(ValidationError("no")))
    assert not glance(field)("a")
    assert look_at(field).needed
