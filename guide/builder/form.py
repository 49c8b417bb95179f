"""The form of the routine builder."""

from __future__ import annotations

from typing import Any

from django import forms

from guide.builder.form_fields import (
    CheckboxesWithHints,
    LoadField,
    PartChoiceField,
    PartMultipleChoiceField,
    QueryForm,
    RadiosWithHints,
    RepsLeftField,
    WeightField,
    WholeNumberField,
    weight_and_unit,
)
from guide.read_model.guide import Guide
from guide.routine import Trainee
from guide.routine.trainee import DEFAULT_WEEKS, UNITS, WEEK_COUNTS

MAX_DAYS = 7
MAX_MINUTES = 180
CHOOSE_FOR_ME = ("", "Choose for me")


class RoutineForm(QueryForm):
    is_live = True
    optional_fields = (
        *("avoid", "placement", "days", "minutes", "weeks", "load", "unit"),
        *("reps_done", "reps_left", "load_step", "max_load", "other_sets", "variation"),
    )

    aim = PartChoiceField(
        label="What is your aim?",
        widget=RadiosWithHints,
        error_messages={"required": "Choose your aim.", "invalid_choice": "Choose one of the aims in the list."},
    )
    experience = PartChoiceField(
        label="How long have you trained?",
        widget=RadiosWithHints,
        error_messages={
            "required": "Choose how long you have trained.",
            "invalid_choice": "Choose one of the levels in the list.",
        },
    )
    equipment = PartMultipleChoiceField(
        label="What can you use?",
        widget=CheckboxesWithHints,
        help_text="Tick all that you have. The routine uses nothing else.",
        error_messages={
            "required": "Tick at least one kind of equipment.",
            "invalid_choice": "“%(value)s” is not in the list. Tick what you have.",
        },
    )
    avoid = PartMultipleChoiceField(
        label="Is there anything to avoid?",
        required=False,
        widget=CheckboxesWithHints,
        help_text="We ask so that nothing in the routine works against you. Leave it empty if nothing applies.",
        error_messages={"invalid_choice": "“%(value)s” is not in the list. Tick what applies."},
    )
    placement = PartChoiceField(
        label="Where does it go in your session?",
        required=False,
        widget=RadiosWithHints,
        help_text="Not sure? Leave it to us: your aim and experience decide, and we say why.",
        error_messages={"invalid_choice": "Choose one of the places in the list."},
    )
    days = WholeNumberField(1, MAX_DAYS, "the days", required=False)
    minutes = WholeNumberField(
        1,
        MAX_MINUTES,
        "the minutes",
        label="How many minutes do you have for it in a session?",
        required=False,
        help_text="We ask so that it fits. If there are too few, we cut in this order: the easy set, rest, sets, reps, "
        "and last the sets below the prescription, down to 1.",
    )
    weeks = forms.TypedChoiceField(
        label="For how many weeks do you plan?",
        required=False,
        coerce=int,
        choices=[("", f"Choose for me ({DEFAULT_WEEKS} weeks)"), *((n, f"{n} weeks") for n in WEEK_COUNTS)],
        widget=RadiosWithHints,
        help_text="We ask because the table shows each week from the first to the last.",
        error_messages={"invalid_choice": "Choose one of the numbers of weeks in the list."},
    )
    load = LoadField(
        label="What load do you use for it now, if any?",
        required=False,
        help_text="One number, such as 20 or 22.5. We ask so that we can name a load to start with.",
    )
    unit = forms.ChoiceField(
        label="Is that in kg or lb?",
        required=False,
        choices=[(unit, unit) for unit in UNITS],
        widget=RadiosWithHints,
        help_text="Needed only with a load. We do not guess it.",
        error_messages={"invalid_choice": "Choose kg or lb."},
    )
    reps_done = WholeNumberField(
        1,
        100,
        "the reps",
        label="How many clean reps do you do with that load?",
        required=False,
        help_text="In your last set, on the weaker side. We ask so that your first session is right for you.",
    )
    reps_left = RepsLeftField(
        0,
        20,
        "the reps left",
        label="How many more could you have done then?",
        required=False,
        help_text="Clean reps only, and a guess is fine. We ask because reps alone do not say how hard they were.",
    )
    load_step = WeightField(
        label="What is the smallest step of your weights?",
        required=False,
        help_text="From one plate or dumbbell to the next, in the same unit. We ask so that you can take each step "
        "of the plan. Left empty, we take the usual step.",
    )
    max_load = WeightField(
        label="What is the heaviest load that you have?",
        required=False,
        help_text="In the same unit. We ask so that the plan stays within what you have.",
    )
    other_sets = WholeNumberField(
        0,
        60,
        "the other sets",
        label="How many hard sets a week do you do for the same muscles elsewhere?",
        required=False,
        help_text="Count a set that trains them directly as 1, and one that trains them along the way as half. "
        "We ask so that the week does not get too much.",
    )
    variation = PartChoiceField(
        label="Do you want a certain variation?",
        required=False,
        widget=RadiosWithHints,
        help_text="Leave it to us, and we name the one that fits your other answers best.",
        error_messages={"invalid_choice": "Choose one of the variations in the list."},
    )

    def __init__(self, data: Any = None, *, guide: Guide) -> None:
        super().__init__(data, guide=guide)
        self.part_field("aim").set_choices(guide.aims)
        self.part_field("experience").set_choices(guide.experience)
        self.set_equipment_choices(guide)
        self.part_field("avoid").set_choices(guide.limits)
        self.part_field("placement").set_choices(guide.placements, first=[CHOOSE_FOR_ME])
        self.part_field("variation").set_choices(guide.variations, first=[CHOOSE_FOR_ME], name="title")
        self.fields["days"].label = guide.cover.days_question
        self.fields["days"].help_text = guide.cover.days_hint
        if not guide.limits:
            del self.fields["avoid"]

    def set_equipment_choices(self, guide: Guide) -> None:
        """Offer the equipment in the order of the variations, each with the figure of the first one that uses it."""
        first, field = guide.variations_by_equipment(), self.part_field("equipment")
        order = [*first]
        field.set_choices(sorted(guide.equipment, key=lambda row: order.index(row.slug) if row.slug in order else 99))
        field.widget.pictures = {slug: variation.pictures for slug, variation in first.items()}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if load := data.get("load"):
            try:
                data["load"], data["unit"] = weight_and_unit(load, data.get("unit", ""))
            except forms.ValidationError as error:
                self.add_error("load", error)
        variation = self.guide.find("variations", data.get("variation") or "")
        if variation and data.get("equipment") and variation.equipment.slug not in data["equipment"]:
            name = variation.equipment.name
            self.add_error("variation", f"{variation.title} needs something you did not tick: {name}. Tick it above.")
        return data

    def trainee(self) -> Trainee:
        data = self.cleaned_data
        return Trainee(
            aim=data["aim"],
            experience=data["experience"],
            equipment=frozenset(data["equipment"]),
            placement=data["placement"],
            days=data["days"],
            limits=frozenset(data.get("avoid", ())),
            minutes=data["minutes"],
            weeks=data["weeks"] or DEFAULT_WEEKS,
            unit=data["unit"],
            load=data["load"],
            reps=data["reps_done"],
            reps_left=data["reps_left"],
            load_step=data["load_step"],
            max_load=data["max_load"],
            other_sets=data["other_sets"],
            variation=data["variation"],
        )
