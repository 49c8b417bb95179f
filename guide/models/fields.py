"""Model and form fields for Markdown and for the notations of `guide.notation`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol, Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

# Rendering takes longer than their number grows. The longest text of the shipped guide has 5,400 characters.
MAX_PROSE = {"characters": 20_000, "lines": 1_000, "“<”": 200, "“[”": 500, "“`”": 500}


class PositionField(models.FloatField):
    """A place in an order. Between 2 and 3 there is room for 2.5, so moving one row changes no other."""

    default_validators = [MinValueValidator(0), MaxValueValidator(9_999)]

    def from_db_value(self, value: float | None, *args: Any) -> float | None:
        return whole_if_possible(value)

    def to_python(self, value: Any) -> float | None:
        return whole_if_possible(super().to_python(value))


def whole_if_possible(number: float | None) -> float | None:
    """Return 3 for 3.0, as forms, files and stored editions write it."""
    return int(number) if number is not None and number.is_integer() else number


def position_between(before: float, after: float | None) -> float:
    """Return the number with the fewest decimals between two, or the next whole one if nothing comes after."""
    if after is None:
        return math.floor(before) + 1
    middles = (round((before + after) / 2, decimals) for decimals in range(7))
    return next((middle for middle in middles if before < middle < after), before)


def normalize_text(value: str | None) -> str | None:
    """Normalize line ends and strip surrounding whitespace, so that forms and content files give the same text."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def validate_prose(text: str) -> None:
    """Raise ValidationError if a text is too long to be rendered quickly."""
    counts = (len(text), *map(text.count, "\n<[`"))
    for (what, most), count in zip(MAX_PROSE.items(), counts, strict=True):
        if count > most:
            raise ValidationError(f"This text has {count:,} {what}; at most {most:,} are allowed.")


class MarkdownFormField(forms.CharField):
    """Normalizes line ends, since browsers send others than they received."""

    def to_python(self, value: Any) -> str | None:
        return normalize_text(super().to_python(value))


class SingleLineFormField(forms.CharField):
    """Text of one line edited in a textarea. Line breaks become spaces."""

    def to_python(self, value: Any) -> str:
        return re.sub(r"\s*[\r\n]+\s*", " ", super().to_python(value) or "")


class MarkdownField(models.TextField):
    default_validators = [validate_prose]

    def to_python(self, value: Any) -> str | None:
        return normalize_text(super().to_python(value))

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Appear as a plain text field in migrations, so that this class can be moved."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": MarkdownFormField} | kwargs)


class Notation(Protocol):
    @classmethod
    def parse(cls, text: str) -> Self: ...


class NotationField(models.CharField):
    """A notation: text in the database and in forms, a parsed value in Python, None if blank."""

    def __init__(self, *args: Any, notation: type[Notation], **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        self.notation = notation
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Appear as a plain character field in migrations, so that this class and the notations can be moved."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def clone(self) -> Self:
        _, _, args, kwargs = self.deconstruct()
        field_class: Callable[..., Self] = type(self)
        return field_class(*args, notation=self.notation, **kwargs)

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, self.notation):
            return value
        text = str(value).strip()
        try:
            return self.notation.parse(text) if text else None
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def from_db_value(self, value: str, expression: object, connection: object) -> Any:
        return self.notation.parse(value) if value else None

    def get_prep_value(self, value: Any) -> str:
        parsed = self.to_python(value)
        return "" if parsed is None else str(parsed)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        value = self.to_python(value)
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        if value:
            self.run_validators(str(value))
        return value

    def value_from_object(self, obj: models.Model) -> Any:
        """Return the text, which forms show and compare."""
        return self.get_prep_value(super().value_from_object(obj))
