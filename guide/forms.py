"""The builder's form: text from the address in, a `Trainee` out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from guide.reading import Guide
from guide.routine import Trainee

MOST_DAYS = 5


class Hints:
    """A widget whose options carry the hint of the part that they stand for."""

    hints: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().create_option(name, value, *args, **kwargs) | {"hint": self.hints.get(str(value), "")}


class Radios(Hints, forms.RadioSelect):
    pass


class Ticks(Hints, forms.CheckboxSelectMultiple):
    pass


class Choices(forms.ChoiceField):
    """Choices made of parts that have a slug, a name and a hint."""

    def offer(self, parts: Sequence[Any], first: Sequence[tuple[str, str]] = ()) -> None:
        self.choices = [*first, *((part.slug, part.name) for part in parts)]
        self.widget.hints = {part.slug: part.hint for part in parts}


class SeveralChoices(Choices, forms.MultipleChoiceField):
    pass


class RoutineForm(forms.Form):
    aim = Choices(
        label="What is your aim?",
        widget=Radios,
        help_text="It decides the reps, the rest and how hard each set should be.",
        error_messages={"required": "Choose your aim.", "invalid_choice": "Choose one of the aims in the list."},
    )
    experience = Choices(
        label="How long have you trained?",
        widget=Radios,
        help_text="It decides how many sets you do and how close to your limit.",
        error_messages={
            "required": "Choose how long you have trained.",
            "invalid_choice": "Choose one of the levels in the list.",
        },
    )
    equipment = SeveralChoices(
        label="What can you use?",
        widget=Ticks,
        help_text="Tick all that you have. The routine uses nothing else.",
        error_messages={
            "required": "Tick at least one kind of equipment.",
            "invalid_choice": "“%(value)s” is not in the list. Tick what you have.",
        },
    )
    placement = Choices(
        label="Where does it go in your session?",
        required=False,
        widget=Radios,
        help_text="Not sure? Leave it to us: your aim and experience decide, and we say why.",
        error_messages={"invalid_choice": "Choose one of the places in the list."},
    )
    days = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": f"Give the days as a whole number from 1 to {MOST_DAYS}.",
            "min_value": f"Give the days as a whole number from 1 to {MOST_DAYS}.",
            "max_value": f"Give the days as a whole number from 1 to {MOST_DAYS}.",
        },
    )

    def __init__(self, data: Any = None, *, guide: Guide) -> None:
        super().__init__(data)
        self.fields["aim"].offer(guide.aims)
        self.fields["experience"].offer(guide.experience)
        self.fields["equipment"].offer(guide.equipment)
        self.fields["placement"].offer(guide.placements, first=[("", "Choose for me")])
        self.fields["days"].label = guide.cover.days_question
        self.fields["days"].help_text = guide.cover.days_hint

    def trainee(self) -> Trainee:
        data = self.cleaned_data
        return Trainee(
            aim=data["aim"],
            experience=data["experience"],
            equipment=frozenset(data["equipment"]),
            placement=data["placement"],
            days=data["days"],
        )
