"""Values from files are cleaned as Django cleans model fields."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.models.field_validation import clean_value, to_stored, type_problem
from guide.models.snapshot import KINDS

PARTS = [part for model in KINDS.values() for part in (model, *model.child_models().values())]
FIELDS = [(part, field) for part in PARTS for field in (*part.place_fields(), *part.content_fields())]
CHOICES = sorted({value for _, field in FIELDS for value, _ in field.flatchoices or () if isinstance(value, str)})
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


def clean_with_django(part, field, value):
    """Return the value after Django's `clean_fields`, or its messages. It leaves "" also where NULL is stored."""
    row = part()
    setattr(row, field.name, value)
    try:
        row.clean_fields(exclude={other.name for other in part._meta.concrete_fields} - {field.name})
    except ValidationError as error:
        return error.messages
    left = getattr(row, field.name)
    return None if left == "" and field.null else left


def clean_from_file(field, value):
    try:
        return clean_value(field, value)
    except ValidationError as error:
        return error.messages


@settings(max_examples=1000, deadline=None)
@given(place=st.sampled_from(FIELDS), value=VALUES)
def test_values_are_cleaned_as_by_django(place, value):
    part, field = place
    if not (field.is_relation or type_problem(field, value) or "\0" in str(value)):
        ours, django = clean_from_file(field, to_stored(value)), clean_with_django(part, field, to_stored(value))
        if "is not a valid choice" in str(django):
            assert ours[0].startswith(f"“{to_stored(value)}” is not one of ")
        else:
            assert ours == django
