"""Validation of values from files and snapshots."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models

from guide.models.base import Item, is_code_list
from guide.models.fields import NotationField


def may_be_missing(field: models.Field) -> bool:
    """Whether a draft may leave out this required field: a text that neither names nor groups the item."""
    is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, NotationField)
    named_by = {"slug", "title", "name", *getattr(field.model, "ordered_within", ())}
    is_item = issubclass(field.model, Item) and field.model.kind != "cover"
    return is_item and is_text and not (field.blank or field.choices or field.name in named_by)


def type_problem(field: models.Field, value: Any) -> str | None:
    """Return a message if the value has the wrong JSON type for the field, or None."""
    if value is None and field.null:
        return None
    if is_code_list(field):
        valid = isinstance(value, list) and all(isinstance(code, str) for code in value)
        return None if valid else "must be a list of codes, such as [A1, A2]."
    if isinstance(field, models.BooleanField):
        return None if isinstance(value, bool) else "must be true or false."
    if isinstance(field, models.IntegerField):
        return None if isinstance(value, int) and not isinstance(value, bool) else "must be a whole number."
    if isinstance(field, NotationField) and isinstance(value, int) and not isinstance(value, bool):
        return None
    if value is None:
        return "has no value. Write one as text, or remove the key."
    return None if isinstance(value, str) else "must be text. Put it in quotation marks."


def to_stored(value: Any) -> Any:
    """Convert a value of a snapshot to the stored form: a list of codes becomes text."""
    return " ".join(value) if isinstance(value, list) else value


def clean_value(field: models.Field, value: Any) -> Any:
    """Return the cleaned value, like Django's `Model.clean_fields`. Raises ValidationError."""
    if field.blank and value in field.empty_values:
        return None if field.null else value
    if isinstance(value, str):
        ProhibitNullCharactersValidator()(value)  # as in forms: PostgreSQL cannot store them
    choices = [str(choice) for choice, _ in field.flatchoices]
    if choices and value not in choices and value not in field.empty_values:
        raise ValidationError(f"“{value}” is not one of {', '.join(filter(None, choices))}.", code="invalid_choice")
    return field.clean(value, None)
