"""Fields that carry hints, and a form that never picks one of two answers by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from guide.http.fragment_cache import render_cached
from guide.notation import Weight
from guide.read_model.guide import Guide
from guide.routine.trainee import UNITS

MAX_LOAD = {"kg": 300, "lb": 660}
"""Above this a number is a slip of the keyboard, on any kit."""


MAX_QUOTED = 30


def shortened(text: str) -> str:
    """What an address holds, as far as it helps to find it there."""
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…"


class HintsMixin(forms.widgets.ChoiceWidget):
    """A widget whose options carry the hint of the part that they stand for."""

    hints: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


class RadiosWithHints(HintsMixin, forms.RadioSelect):
    pass


class CheckboxesWithHints(HintsMixin, forms.CheckboxSelectMultiple):
    pass


class PartChoiceField(forms.ChoiceField):
    """Choices made of parts that have a slug, a name and a hint."""

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
    """A whole number within bounds, with one message for every way to miss them."""

    def __init__(self, least: int, most: int, what: str, **kwargs: Any) -> None:
        message = f"Give {what} as a whole number from {least} to {most}."
        kwargs["error_messages"] = dict.fromkeys(("invalid", "min_value", "max_value"), message) | kwargs.get(
            "error_messages", {}
        )
        # As text: of a number field, browsers throw away what is no number, and with it what was typed.
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=least, max_value=most, widget=widget, **kwargs)


class LoadField(forms.CharField):
    """A weight as people type it: "22.5", "22,5" or "20 kg". Gives (weight, unit or an empty string)."""

    MESSAGE = "Give the load as a number, such as 20 or 22.5."

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


def weight_and_unit(load: tuple[Weight, str], unit: str) -> tuple[Weight, str]:
    """The weight with its unit; ValidationError where the unit is missing, doubtful or the weight absurd."""
    weight, written = load
    if written and unit and written != unit:
        raise forms.ValidationError(f"You wrote {written} and chose {unit}. Give the load in one unit.")
    unit = unit or written
    if unit not in UNITS:
        raise forms.ValidationError("Say whether the load is in kg or lb.")
    if weight.amount > MAX_LOAD[unit]:
        raise forms.ValidationError(f"Give a load of {MAX_LOAD[unit]} {unit} or less.")
    return weight, unit


class QueryForm(forms.Form):
    """A form filled in from an address. An answer given twice is a fault, not a choice of ours."""

    data: MultiValueDict[str, str]
    optional_fields: Sequence[str] = ()

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
            given = self.data.getlist(name)
            if not several and len(set(given)) > 1:
                self.add_error(name, "The address answers this more than once. Give one answer.")
        return self.cleaned_data

    def render_required_fields(self) -> list[str]:
        return [self.render_field(name) for name in self.fields if name not in self.optional_fields]

    def render_optional_fields(self) -> list[str]:
        return [self.render_field(name) for name in self.fields if name in self.optional_fields]

    def is_expanded(self) -> bool:
        """Whether the folded questions hold an answer or an error, and so must be seen."""
        return self.is_bound and any(
            name in self.errors or any(self.data.getlist(name)) for name in self.optional_fields
        )

    def render_field(self, name: str) -> str:
        """One question as HTML. The same question with the same answer is drawn once: it is most of a page's work."""
        field, given = self.fields[name], self.data.getlist(name) if self.is_bound else None
        words = (str(field.label), str(field.help_text), repr(given), repr(self.errors.get(name)))
        key = (type(self).__name__, name, *words)
        return render_cached(self.guide.fragments, "guide/_field.html", key, lambda: {"field": self[name]})
