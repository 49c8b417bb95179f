"""Values that stand in files and snapshots: whether they have the right type, and what is stored for them."""

from __future__ import annotations

from typing import Any

from django.db import models

from guide.models.base import is_code_list
from guide.models.fields import NotationField


def type_problem(field: models.Field, value: Any) -> str | None:
    """Why a value from a file cannot be the value of a field, or None if it can."""
    if value is None and field.null:
        return None
    if is_code_list(field):
        good = isinstance(value, list) and all(isinstance(code, str) for code in value)
        return None if good else "must be a list of codes, such as [A1, A2]."
    if isinstance(field, models.BooleanField):
        return None if isinstance(value, bool) else "must be true or false."
    if isinstance(field, models.IntegerField):
        return None if isinstance(value, int) and not isinstance(value, bool) else "must be a whole number."
    if isinstance(field, NotationField) and isinstance(value, int) and not isinstance(value, bool):
        return None
    return None if isinstance(value, str) else "must be text. Put it in quotation marks."


def to_stored(value: Any) -> Any:
    """Codes are written as a list and stored as a text."""
    return " ".join(value) if isinstance(value, list) else value


def clean_value(field: models.Field, value: Any) -> Any:
    """As Django's `clean_fields` would leave it in a row. Raises ValidationError."""
    if field.blank and value in field.empty_values:
        return None if field.null else value
    return field.clean(value, None)
