"""The forms below the answer: the last session, and the days for the calendar."""

from __future__ import annotations

import re
from calendar import day_name
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from guide.builder.form_fields import (
    CheckboxesWithHints,
    LoadField,
    QueryForm,
    RadiosWithHints,
    WholeNumberField,
    weight_and_unit,
)
from guide.read_model.guide import Guide, cached_on_guide
from guide.routine import LastSession

MAX_REPS = 100
MAX_SETS = 10
FEELINGS = (
    ("fine", "Well: clean reps, nothing hurt"),
    ("slipped", "My form slipped, or a muscle cramped"),
    ("pain", "Something hurt"),
)
OLD_NAMES = {"used": "load_used", "spare": "reps_in_reserve", "again": "previous_session_same"}
FIRST_YEAR, LAST_YEAR = 2000, 2100


def with_current_names(given: QueryDict) -> QueryDict:
    """Replace former field names, which old links still use."""
    if OLD_NAMES.keys().isdisjoint(given):
        return given
    data = QueryDict(mutable=True)
    for name, values in given.lists():
        data.setlistdefault(OLD_NAMES.get(name, name)).extend(values)
    return data


class RepsField(forms.CharField):
    """The reps of each set, such as "12 11 10"."""

    def clean(self, value: Any) -> tuple[int, ...]:
        parts = [part for part in re.split(r"[\s,;/]+", super().clean(value)) if part]
        if not all(re.fullmatch(r"[0-9]{1,3}", part) and int(part) <= MAX_REPS for part in parts):
            raise forms.ValidationError(f"Give one number from 0 to {MAX_REPS} for each set, such as 12 11 10.")
        if len(parts) > MAX_SETS:
            raise forms.ValidationError(f"Give at most {MAX_SETS} sets.")
        return tuple(int(part) for part in parts)


def reps_field() -> RepsField:
    return RepsField(
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="One number for each set, such as 12 11 10.",
    )


class LastSessionForm(QueryForm):
    left = reps_field()
    right = reps_field()
    load_used = LoadField(
        label="Load you used",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        help_text="With its unit, such as 20 kg. Leave it empty if there was none.",
    )
    reps_in_reserve = WholeNumberField(
        0,
        20,
        "the reps left",
        label="How many clean reps were left after the last set?",
        error_messages={"required": "Say how many clean reps were left."},
    )
    previous_session_same = forms.ChoiceField(
        label="Did the session before go the same way?",
        choices=[("no", "No, or I do not know"), ("yes", "Yes")],
        widget=RadiosWithHints,
        required=False,
        help_text="A step up needs more than 1 good session running.",
        error_messages={"invalid_choice": "Choose yes or no."},
    )
    felt = forms.ChoiceField(
        label="How did it feel?",
        choices=FEELINGS,
        widget=RadiosWithHints,
        error_messages={"required": "Say how it felt.", "invalid_choice": "Choose one of the answers in the list."},
    )

    def __init__(self, data: Any = None, *, guide: Guide, weighted: bool, unit: str = "") -> None:
        super().__init__(data, guide=guide)
        self.unit, side = unit, guide.cover.side
        for name in ("left", "right"):
            field = self.fields[name]
            on_side = f", {name} {side}" if side else ""
            field.label = f"Clean reps in each set{on_side}"
            field.error_messages["required"] = f"Give the clean reps of each set{on_side}."
        if not side:
            del self.fields["right"]
        if not weighted:
            del self.fields["load_used"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "left" in data and "right" in data and len(data["left"]) != len(data["right"]):
            self.add_error("right", "Give as many sets here as on the other side.")
        if data.get("load_used"):
            try:
                data["load_used"], self.unit = weight_and_unit(data["load_used"], self.unit)
            except forms.ValidationError as error:
                self.add_error("load_used", error)
        return data

    def last_session(self) -> LastSession:
        data = self.cleaned_data
        return LastSession(
            reps=tuple(data[name] for name in ("left", "right") if name in data),
            reps_in_reserve=data["reps_in_reserve"],
            load=data.get("load_used"),
            unit=self.unit,
            previous_session_same=data["previous_session_same"] == "yes",
            felt=data["felt"],
        )


class CalendarForm(QueryForm):
    on = forms.TypedMultipleChoiceField(
        label="On which days?",
        coerce=int,
        choices=list(enumerate(day_name)),
        widget=CheckboxesWithHints,
        error_messages={"required": "Tick the days of your sessions.", "invalid_choice": "Tick days of the week."},
    )
    start = forms.DateField(
        label="From which date?",
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Give the date to start from.", "invalid": "Give the date as year-month-day."},
    )
    at = forms.TimeField(
        label="At what time?",
        input_formats=["%H:%M"],
        initial="18:00",
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": "Give the time of day.", "invalid": "Give the time as hours:minutes, like 18:00."},
    )

    def __init__(self, data: Any = None, *, guide: Guide, days: int) -> None:
        super().__init__(data, guide=guide)
        self.days = days
        self.fields["on"].help_text = f"Your routine has {self.days} a week. Leave a day between them where you can."

    def clean_on(self) -> list[int]:
        days = sorted(set(self.cleaned_data["on"]))
        if len(days) != self.days:
            raise forms.ValidationError(f"Your routine has {self.days} a week, and you ticked {len(days)}.")
        return days

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        if not FIRST_YEAR <= start.year <= LAST_YEAR:
            raise forms.ValidationError(f"Give a date from {FIRST_YEAR} to {LAST_YEAR}.")
        return start


@cached_on_guide
def empty_last_session_form(guide: Guide, weighted: bool) -> LastSessionForm:
    return LastSessionForm(guide=guide, weighted=weighted)


@cached_on_guide
def empty_calendar_form(guide: Guide, days: int) -> CalendarForm:
    return CalendarForm(guide=guide, days=days)
