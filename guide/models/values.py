"""Whether a value can stand in a field. Most can, and that is seen at a glance; Django's cleaning takes far longer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from math import inf
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from guide.models.fields import NotationField
from guide.models.item import Item, Part, is_list

Glance = Callable[[Any], bool]


class Look(NamedTuple):
    field: models.Field
    needed: bool
    """Whether there has to be a value."""
    good: Glance


Looks = dict[str, Look]
"""By the name of the field."""


def look_at(field: models.Field) -> Look:
    return Look(field, not (field.blank or field.has_default()), glance(field))


@cache
def looks_of(part: type[Part]) -> Looks:
    """At the fields that hold what an editor wrote."""
    return {field.name: look_at(field) for field in part.content_fields()}


@cache
def looks_at_place_of(part: type[Part]) -> Looks:
    return {field.name: look_at(field) for field in part._meta.concrete_fields if field.name in {"slug", "position"}}


@cache
def all_looks_of(item: type[Item]) -> Looks:
    return looks_at_place_of(item) | looks_of(item)


def glance(field: models.Field) -> Glance:
    """Whether a value is good as it is. What a glance says no to may be good all the same: cleaning tells."""
    own = type(field)
    as_usual = own.clean is models.Field.clean and own.validate is models.Field.validate
    if as_usual and all(map(is_known, field.validators)):
        if isinstance(field, models.CharField | models.TextField):
            return _choice(field) if field.choices else _text(field)
        if isinstance(field, models.IntegerField) and not field.choices:
            return _number(field)
        if isinstance(field, models.BooleanField):
            return lambda value: type(value) is bool
    blank = field.blank and not field.is_relation and not is_list(field)
    return lambda value: blank and value == ""


def is_known(validator: Any) -> bool:
    known = (MaxLengthValidator, MaxValueValidator, MinValueValidator, RegexValidator)
    return type(validator) in known and not getattr(validator, "inverse_match", False)


def _limits(field: models.Field, kind: type) -> list[Any]:
    return [validator.limit_value for validator in field.validators if type(validator) is kind]


def _text(field: models.Field) -> Glance:
    most, blank = min(_limits(field, MaxLengthValidator), default=inf), field.blank
    patterns = [validator.regex.search for validator in field.validators if type(validator) is RegexValidator]

    def good(value: Any) -> bool:
        if type(value) is not str or len(value) > most or "\r" in value or value != value.strip():
            return False
        return all(found(value) for found in patterns) if value else blank

    return good


def _choice(field: models.Field) -> Glance:
    values = {value for value, _ in field.flatchoices} | ({""} if field.blank else set())
    return lambda value: type(value) is str and value in values


def _number(field: models.Field) -> Glance:
    least, most = max(_limits(field, MinValueValidator)), min(_limits(field, MaxValueValidator))
    optional = field.null and field.blank
    return lambda value: least <= value <= most if type(value) is int else value is None and optional


def type_problem(field: models.Field, value: Any) -> str | None:
    """Why a value from a file cannot be the value of a field, or None if it can."""
    if value is None and field.null:
        return None
    if is_list(field):
        good = isinstance(value, list) and all(isinstance(code, str) for code in value)
        return None if good else "must be a list of codes, such as [A1, A2]."
    if isinstance(field, models.BooleanField):
        return None if isinstance(value, bool) else "must be true or false."
    if isinstance(field, models.IntegerField):
        return None if isinstance(value, int) and not isinstance(value, bool) else "must be a whole number."
    if isinstance(field, NotationField) and isinstance(value, int) and not isinstance(value, bool):
        return None
    return None if isinstance(value, str) else "must be text. Put it in quotation marks."


def as_stored(value: Any) -> Any:
    """Codes are written as a list and stored as a text."""
    return " ".join(value) if isinstance(value, list) else value


def cleaned(field: models.Field, value: Any) -> Any:
    """As Django's `clean_fields` would leave it in a row. Raises ValidationError."""
    return value if field.blank and value in field.empty_values else field.clean(value, None)


def fits(look: Look, value: Any) -> bool:
    """Whether a value can stand in a field: at a glance, or as cleaning tells."""
    if look.good(value):
        return True
    if type_problem(look.field, value) is not None:
        return False
    try:
        cleaned(look.field, as_stored(value))
    except ValidationError:
        return False
    return True


@cache
def stands_alone(model: type[Item]) -> bool:
    """Whether an item is good where its fields are: it has no lines, names no other and has no rule of its own."""
    plain = model.clean is models.Model.clean and model.codes is Item.codes
    return plain and not model.children and not model.relations()


def is_good(model: type[Item], data: Mapping[str, Any]) -> bool:
    """Whether an item that stands alone is faultless. It takes half as long as to make a row of it."""
    looks = all_looks_of(model)
    return data.keys() == looks.keys() and all(fits(look, data[name]) for name, look in looks.items())
