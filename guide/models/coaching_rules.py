"""Coaching rules: progressions, preferred variations, and limits of trainees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

from guide.models.base import Child, Item, markdown_field
from guide.models.coaching import Aim, Experience, FormOption, Placement
from guide.models.fields import NotationField
from guide.notation import Percentages, ProgressionCodes, Range

REQUIRED_LINES = ("week_text", "start_text", "stay_text", "step_text")


def week_text_field(label: str, help_text: str) -> models.CharField:
    return models.CharField(f"text {label}", max_length=150, blank=True, help_text=help_text)


class Progression(Item):
    class Method(models.TextChoices):
        LOAD = "reps-then-load", "Add reps, then load"
        TEMPO = "reps-then-tempo", "Add reps, then slow down"
        HOLD = "hold", "Keep it easy"
        GATE = "gate", "Steady form first"
        RAMP = "ramp", "Part of the weekly sets at first"
        SET = "extra-set", "One more set"
        EASE = "easier-week", "An easier week"

    NEEDS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        Method.LOAD: (
            *REQUIRED_LINES,
            "large_step_text",
            "step",
            "sessions",
            "reps_over_range",
            "most_reps",
            "reps_per_week",
        ),
        Method.TEMPO: (
            *REQUIRED_LINES,
            "slower_text",
            "sessions",
            "reps_over_range",
            "reps_per_week",
            "tempo_step",
            "max_lowering",
        ),
        Method.HOLD: ("week_text",),
        Method.GATE: ("week_text", "sessions"),
        Method.RAMP: ("week_text", "ramp_percentages"),
        Method.SET: ("week_text", "interval_weeks", "percent"),
        Method.EASE: ("week_text", "interval_weeks", "percent", "extra_rir"),
    }

    kind = "progressions"

    name = models.CharField(max_length=80)
    text = markdown_field("The rule in plain words.")
    method = models.CharField(
        max_length=20,
        blank=True,
        choices=Method.choices,
        help_text="How the weekly plan follows this rule. Blank: the plan leaves it out.",
    )
    week_text = week_text_field("for a week", "One short sentence in the weekly plan.")
    start_text = week_text_field("for the first week", "For the first week of adding reps.")
    stay_text = week_text_field("for a week without change", "For a week that adds nothing.")
    step_text = week_text_field("for a step up", "For a week that steps up.")
    large_step_text = week_text_field("for a large step", "If the next load is too large a step.")
    heaviest_text = week_text_field(
        "for the heaviest load", "If the equipment has no heavier load. Blank: the text for a large step."
    )
    unknown_text = week_text_field("for an unknown load", "Added to a step up if the trainee's load is unknown.")
    slower_text = week_text_field("for slower lowering", "For a week that lowers more slowly.")
    full_text = week_text_field(
        "for a full session", "If the minutes leave no room for more reps. Blank: the text for a week without change."
    )
    step = NotationField("load step", notation=Range, blank=True, help_text="Percent, such as 2-10.")
    sessions = models.PositiveSmallIntegerField(
        "sessions in a row", null=True, blank=True, help_text="How many sessions in a row must go well to step up."
    )
    reps_over_range = models.PositiveSmallIntegerField(
        "reps over the range",
        null=True,
        blank=True,
        help_text="How many reps over the range in the last set count as well.",
    )
    most_reps = models.PositiveSmallIntegerField(
        "max reps", null=True, blank=True, help_text="How far reps go if the next load is too large a step."
    )
    reps_per_week = models.PositiveSmallIntegerField(
        "reps per week", null=True, blank=True, help_text="Reps to add each week."
    )
    tempo_step = models.PositiveSmallIntegerField(
        "tempo step in seconds", null=True, blank=True, help_text="How much longer lowering takes after a step."
    )
    max_lowering = models.PositiveSmallIntegerField(
        "max lowering in seconds", null=True, blank=True, help_text="The longest lowering, in seconds."
    )
    ramp_percentages = NotationField(
        notation=Percentages, blank=True, help_text="Percent of the weekly sets, week by week: 50, 70, 80, 90."
    )
    interval_weeks = NotationField(
        "interval in weeks", notation=Range, blank=True, help_text="Every how many weeks, such as 4 or 5-6."
    )
    percent = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text="One more set: how much the weekly sets may grow. An easier week: how many of them remain.",
    )
    extra_rir = models.PositiveSmallIntegerField(
        "extra reps in reserve", null=True, blank=True, help_text="How many more reps stay in reserve."
    )
    followed_by = NotationField(
        notation=ProgressionCodes, blank=True, help_text="Codes of the progressions that come next, such as P1/P2."
    )

    def __str__(self) -> str:
        return f"{self.slug}: {self.name}"

    def references(self) -> Iterator[tuple[str, str, str]]:
        if isinstance(self.followed_by, ProgressionCodes):
            yield from (("followed_by", "progressions", code) for code in self.followed_by.codes)

    def clean(self) -> None:
        """Check that the fields which the method needs are there, and that step and interval are in range."""
        errors = {
            name: f"“{self.Method(self.method).label}” needs this."
            for name in self.NEEDS.get(self.method, ())
            if getattr(self, name) in (None, "", 0)
        }
        if isinstance(self.step, Range) and (self.step.high is None or self.step.high > 10 or self.step.low < 1):
            errors["step"] = "A load step lies between 1 and 10 percent."
        if isinstance(self.interval_weeks, Range) and (self.interval_weeks.high is None or self.interval_weeks.low < 1):
            errors["interval_weeks"] = "Give a number of weeks, such as 4 or 5-6."
        if errors:
            raise ValidationError(errors)


class Preference(Item):
    """The order in which variations are tried. The first preference that matches decides."""

    kind = "preferences"
    children = ("variations",)

    placement = models.ForeignKey(Placement, models.PROTECT, null=True, blank=True, help_text="Blank matches all.")
    aim = models.ForeignKey(Aim, models.PROTECT, null=True, blank=True, help_text="Blank matches all.")
    experience = models.ForeignKey(Experience, models.PROTECT, null=True, blank=True, help_text="Blank matches all.")
    reason = markdown_field("One sentence that the trainee reads.")

    def __str__(self) -> str:
        return self.slug


class PreferredVariation(Child):
    parent = "preference"
    preference = models.ForeignKey(Preference, models.CASCADE, related_name="variations")
    variation = models.ForeignKey("guide.Variation", models.PROTECT, related_name="+")

    class Meta(Child.Meta):
        constraints = [models.UniqueConstraint(fields=["preference", "variation"], name="variation_preferred_once")]

    def __str__(self) -> str:
        return str(self.variation)


class Limit(FormOption):
    """Something that a trainee must avoid."""

    kind = "limits"
    children = ("variations",)

    text = markdown_field("What it changes in the routine, and why.")
    safety_notice = markdown_field("Shown before any number. Blank if nothing is urgent.", blank=True)
    aim = models.ForeignKey(
        Aim,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Use the prescriptions of this aim, unless the trainee's own aim is more careful.",
    )
    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, blank=True, related_name="+", help_text="Always use this placement."
    )
    week = markdown_field(
        "Its place in the session, instead of the text of the placement.", "place in session", blank=True
    )
    keep_load = models.BooleanField(default=False, help_text="No load is added from week to week.")


class LimitedVariation(Child):
    parent = "limit"
    limit = models.ForeignKey(Limit, models.CASCADE, related_name="variations")
    variation = models.ForeignKey("guide.Variation", models.PROTECT, related_name="+")
    removed = models.BooleanField("leave out", default=False, help_text="Leave it out. Otherwise it is changed.")
    last_resort = models.BooleanField(default=False, help_text="The builder uses it only if nothing else is left.")
    unchanged = models.BooleanField(
        "nothing changes", default=False, help_text="It is done as usual, and the text says why that is fine."
    )
    text = markdown_field("Why it is left out, how to do it instead, or why nothing changes.")

    class Meta(Child.Meta):
        constraints = [models.UniqueConstraint(fields=["limit", "variation"], name="one_line_for_limit_on_variation")]

    def __str__(self) -> str:
        return str(self.variation)

    @classmethod
    def compact(cls, data: dict[str, Any]) -> Any:
        """Leave out what few lines have."""
        return {name: value for name, value in data.items() if value or name not in ("last_resort", "unchanged")}

    def clean(self) -> None:
        if self.removed and self.unchanged:
            raise ValidationError({"unchanged": "Tick “leave out” or “nothing changes”, not both."})
