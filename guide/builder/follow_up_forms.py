"""The forms below the answer: the last session, and the days for the calendar."""

from __future__ import annotations

import re
from calendar import day_name
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from guide.builder.form_fields import (
    CheckboxesWithHints,
    LoadField,
    QueryForm,
    RadiosWithHints,
    RepsLeftField,
    WeightField,
    WholeNumberField,
    weight_and_unit,
)
from guide.notation import Weight
from guide.read_model.guide import Guide, cached_on_guide
from guide.routine import LastSession, NextTarget
from guide.routine.trainee import MAX_RUNGS, WEEK_COUNTS, LoggedSet

MAX_REPS = 100
MAX_SETS = 10
FEELINGS = (
    ("fine", "Well: clean reps, nothing hurt"),
    ("slipped", "My form slipped, or a muscle cramped"),
    ("pain", "Something hurt"),
)
MAX_HISTORY = 7  # sessions
RESULTS = ("left", "right", "load_used", "reps_in_reserve", "felt")  # without one of them, no session is told
CARRIED = ("history", "former_load", "rung")  # from one session to the next
PAST_SESSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?x[0-9]{1,3}x[0-9]{1,2}(x[0-9]{1,2})?")
FIRST_YEAR, LAST_YEAR = 2000, 2100


class RepsField(forms.CharField):
    """The reps of each set, such as "12 11 10"."""

    def clean(self, value: Any) -> tuple[int, ...]:
        parts = [part for part in re.split(r"[\s,;/]+", super().clean(value)) if part]
        if not all(re.fullmatch(r"[0-9]{1,3}", part) and int(part) <= MAX_REPS for part in parts):
            raise forms.ValidationError(f"Give one number from 0 to {MAX_REPS} for each set, such as 12 11 10.")
        if len(parts) > MAX_SETS:
            raise forms.ValidationError(f"Give at most {MAX_SETS} sets.")
        return tuple(int(part) for part in parts)


class HistoryField(forms.CharField):
    """The sessions before the last one, oldest first: load, reps and reps left of each, such as "20x12x3,20x13x2"."""

    def clean(self, value: Any) -> tuple[LoggedSet, ...]:
        parts = [part for part in super().clean(value).split(",") if part]
        if len(parts) > MAX_HISTORY or not all(PAST_SESSION.fullmatch(part) for part in parts):
            raise forms.ValidationError("The address has sessions that cannot be read. Leave out its “history”.")
        return tuple(parse_session(part) for part in parts)


def parse_session(text: str) -> LoggedSet:
    load, reps, left, rung = (*text.split("x"), "0")[:4]
    return LoggedSet(int(reps), int(left), Weight.parse(load) if Decimal(load) else None, int(rung))


def carried_pairs(target: NextTarget) -> tuple[tuple[str, str], ...]:
    """Return the parameters that carry the history to the next session."""
    sessions = (
        f"{done.load or 0}x{done.reps}x{done.left}" + (f"x{done.rung}" if done.rung else "") for done in target.history
    )
    pairs = {
        "history": ",".join(sessions),
        "former_load": str(target.former_load or ""),
        "rung": str(target.rung) if any(done.rung for done in target.history) or target.rung else "",
    }
    return tuple((name, value) for name, value in pairs.items() if value)


def reps_field() -> RepsField:
    return RepsField(
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="One number for each set, such as 12 11 10.",
    )


class LastSessionForm(QueryForm):
    optional_fields = CARRIED

    left = reps_field()
    right = reps_field()
    load_used = LoadField(
        label="Load you used",
        required=False,
        help_text="With its unit, such as 20 kg. Leave it empty if there was none.",
    )
    reps_in_reserve = RepsLeftField(
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
    plan_week = WholeNumberField(
        1,
        max(WEEK_COUNTS),
        "the week",
        label="Which week of the table comes next?",
        required=False,
        help_text="Needed only in the first weeks of a return, and for an easier week and the week after it.",
    )
    history = HistoryField(required=False)
    former_load = WeightField(required=False)
    rung = WholeNumberField(0, MAX_RUNGS, "the rung", required=False)

    def __init__(
        self, data: Any = None, *, guide: Guide, weighted: bool, has_history: bool = False, unit: str = ""
    ) -> None:
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
        if has_history:
            del self.fields["previous_session_same"]

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
            previous_session_same=data.get("previous_session_same") == "yes",
            felt=data["felt"],
            history=data["history"],
            former_load=data["former_load"],
            week=data["plan_week"],
            rung=data["rung"],
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

    changed = forms.DateField(
        label="Are the sessions in your calendar already?",
        help_text="Then give today’s date, and they move to the new times. Otherwise leave this empty.",
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Give the date as year-month-day."},
    )
    optional_fields = ("changed",)

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
        return self._near("start")

    def clean_changed(self) -> date | None:
        return self._near("changed") if self.cleaned_data["changed"] else None

    def _near(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(f"Give a date from {FIRST_YEAR} to {LAST_YEAR}.")
        return day


@cached_on_guide
def empty_last_session_form(
    guide: Guide, weighted: bool, has_history: bool, week: int | None = None
) -> LastSessionForm:
    """Return an empty form, with the week of the table filled in if it is known."""
    form = LastSessionForm(guide=guide, weighted=weighted, has_history=has_history)
    form.initial = {"plan_week": week} if week else {}
    return form


@cached_on_guide
def empty_calendar_form(guide: Guide, days: int) -> CalendarForm:
    return CalendarForm(guide=guide, days=days)
