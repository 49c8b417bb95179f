"""Form fields with hints, and the base class of the builder's forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from guide.http.fragment_cache import render_cached
from guide.notation import Range, Weight
from guide.read_model.guide import Guide
from guide.read_model.pictures import Picture
from guide.routine.trainee import UNITS

MAX_LOAD = {"kg": 300, "lb": 660}  # more is taken for a typing error
MAX_QUOTED = 30


def shortened(text: str) -> str:
    """Shorten text from an address for an error message."""
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…"


class HintsMixin(forms.widgets.ChoiceWidget):
    """A widget that shows a hint and a figure for each option."""

    hints: Mapping[str, str] = {}  # by value
    pictures: Mapping[str, Sequence[Picture]] = {}  # by value

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        more = {"hint": self.hints.get(str(value), ""), "pictures": self.pictures.get(str(value), ())}
        return super().create_option(name, value, *args, **kwargs) | more


class RadiosWithHints(HintsMixin, forms.RadioSelect):
    pass


class CheckboxesWithHints(HintsMixin, forms.CheckboxSelectMultiple):
    pass


class PartChoiceField(forms.ChoiceField):
    """A choice among parts of the guide, such as aims or limits."""

    def set_choices(self, parts: Sequence[Any], first: Sequence[tuple[str, str]] = (), name: str = "name") -> None:
        self.choices = [*first, *((part.slug, getattr(part, name)) for part in parts)]
        self.widget.hints = {part.slug: getattr(part, "hint", "") for part in parts}


class PartMultipleChoiceField(PartChoiceField, forms.MultipleChoiceField):
    def validate(self, value: Any) -> None:
        try:
            super().validate(value)
        except forms.ValidationError as error:
            error.params = {name: shortened(text) for name, text in (error.params or {}).items()}
            raise


class WholeNumberField(forms.IntegerField):
    """A whole number within bounds, with one message for all errors."""

    def __init__(self, least: int, most: int, what: str, **kwargs: Any) -> None:
        message = f"Give {what} as a whole number from {least} to {most}."
        kwargs["error_messages"] = dict.fromkeys(("invalid", "min_value", "max_value"), message) | kwargs.get(
            "error_messages", {}
        )
        # A text input, because browsers discard anything but numbers typed into a number input.
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=least, max_value=most, widget=widget, **kwargs)


class RepsLeftField(WholeNumberField):
    """Clean reps that were left. Of a range such as "2-3", as routines have it, the smaller number counts."""

    def to_python(self, value: Any) -> int | None:
        with suppress(ValueError):
            value = Range.parse(re.sub(r"\s*(?:[-–]|to)\s*", "-", str(value))).low
        return super().to_python(value)


class DecimalInput(forms.TextInput):
    """A text input for a decimal number, because number inputs of browsers discard a comma."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off"})


class LoadField(forms.CharField):
    """A weight such as "22.5", "22,5" or "20 kg". The cleaned value is (weight, unit or an empty string)."""

    MESSAGE = "Give the load as a number, such as 20 or 22.5."
    widget = DecimalInput

    def clean(self, value: Any) -> tuple[Weight, str] | None:
        text = super().clean(value).strip().lower()
        if not text:
            return None
        match = re.fullmatch(r"([0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*(kgs?|lbs?)?", text)
        if not match:
            raise forms.ValidationError(self.MESSAGE)
        try:
            weight = Weight.parse(match[1].replace(",", "."))
        except ValueError as error:
            raise forms.ValidationError(self.MESSAGE) from error
        return weight, (match[2] or "").rstrip("s")


class WeightField(forms.CharField):
    """A weight without a unit. The cleaned value is None if it is empty."""

    widget = DecimalInput

    def clean(self, value: Any) -> Weight | None:
        text = super().clean(value).strip().replace(",", ".")
        try:
            return Weight.parse(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(LoadField.MESSAGE) from error


def weight_and_unit(load: tuple[Weight, str], unit: str) -> tuple[Weight, str]:
    """Return the weight and its unit. Raises ValidationError if the unit is missing or contradicts the load."""
    weight, typed_unit = load
    if typed_unit and unit and typed_unit != unit:
        raise forms.ValidationError(f"You wrote {typed_unit} and chose {unit}. Give the load in one unit.")
    unit = unit or typed_unit
    if unit not in UNITS:
        raise forms.ValidationError("Say whether the load is in kg or lb.")
    if weight.amount > MAX_LOAD[unit]:
        raise forms.ValidationError(f"Give a load of {MAX_LOAD[unit]} {unit} or less.")
    return weight, unit


class QueryForm(forms.Form):
    """A form filled in from the query of an address. Two different answers to a question are an error."""

    data: MultiValueDict[str, str]
    optional_fields: Sequence[str] = ()
    is_live = False  # whether messages come and go while the reader answers, so that each question has room for one

    def __init__(self, data: Any = None, *, guide: Guide) -> None:
        super().__init__(data)
        self.guide = guide

    def part_field(self, name: str) -> PartChoiceField:
        field = self.fields[name]
        assert isinstance(field, PartChoiceField)
        return field

    def clean(self) -> dict[str, Any]:
        for name, field in self.fields.items():
            several = isinstance(field, forms.MultipleChoiceField)
            if not several and len(set(self.data.getlist(name))) > 1:
                self.add_error(name, "The address answers this more than once. Give one answer.")
        return self.cleaned_data

    def render_required_fields(self) -> list[str]:
        return [self.render_field(name) for name in self.fields if name not in self.optional_fields]

    def render_optional_fields(self) -> list[str]:
        return [self.render_field(name) for name in self.fields if name in self.optional_fields]

    def is_expanded(self) -> bool:
        """Whether an optional question has an answer or an error, so that the optional part must be open."""
        return self.is_bound and any(
            name in self.errors or any(self.data.getlist(name)) for name in self.optional_fields
        )

    def render_field(self, name: str) -> str:
        """Render a question as HTML. Cached, because rendering questions takes most of the time of a page."""
        field, given = self.fields[name], self.data.getlist(name) if self.is_bound else self.initial.get(name)
        state = (str(field.label), str(field.help_text), repr(given), repr(self.errors.get(name)))
        key = (type(self).__name__, name, *state)
        return render_cached(self.guide.fragments, "guide/_field.html", key, lambda: {"field": self[name]})
