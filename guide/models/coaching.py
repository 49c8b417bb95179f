"""Models that the routine builder works from: form options, loads, prescriptions."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models

from guide.models.base import Child, Item, facts_field, markdown_field
from guide.models.fields import NotationField
from guide.notation import Evidence, Ladder, ProgressionCodes, Range, Tempo, Weight

RANGE_HELP = "A number or a range, such as 3 or 10-15."


class FormOption(Item):
    """One answer to one of the builder's questions."""

    name = models.CharField(max_length=80, help_text="As shown in the routine builder.")
    hint = models.CharField(max_length=200, blank=True, help_text="A few words below the name.")

    class Meta(Item.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name


class Equipment(FormOption):
    kind = "equipment"

    weighted = models.BooleanField(
        default=False,
        help_text="Its load can be raised in small steps. Of two progressions such as P1/P2, it takes the first.",
    )
    stable = models.BooleanField(
        default=False, help_text="It holds the trainee steady enough for a last set close to failure."
    )
    always_available = models.BooleanField(
        default=False, help_text="Everybody has it. The builder uses it where nothing else fits the limits or the load."
    )
    side_switch_seconds = models.PositiveSmallIntegerField(
        "seconds between sides", null=True, blank=True, help_text="They count towards the minutes of a session."
    )
    step_kg = NotationField("load step in kg", notation=Weight, blank=True, help_text="The usual step, such as 5.")
    step_lb = NotationField("load step in lb", notation=Weight, blank=True, help_text="The usual step, such as 10.")
    max_start_kg = NotationField(
        "max starting load in kg", notation=Weight, blank=True, help_text="The builder suggests no more than this."
    )
    max_start_lb = NotationField(
        "max starting load in lb", notation=Weight, blank=True, help_text="The builder suggests no more than this."
    )

    limb_kg = NotationField(
        "limb in kg",
        notation=Weight,
        blank=True,
        help_text="What the limb itself counts for, where it is lifted along with a small load. Like 7.",
    )
    limb_lb = NotationField("limb in lb", notation=Weight, blank=True, help_text="The same in lb, like 15.")
    ladder = NotationField(
        notation=Ladder,
        blank=True,
        max_length=500,
        help_text="Without weights: harder ways, in order. Seconds to add to the tempo and what to do, with semicolons "
        "between: “0-1-0 Pause longer.; 0-0-0 deeper: Go further down.” Each week shows what stands before "
        "a colon. Blank: as the progression says.",
    )

    class Meta(FormOption.Meta):
        verbose_name_plural = "equipment"

    def clean(self) -> None:
        if self.weighted and bool(self.step_kg) != bool(self.step_lb):
            raise ValidationError({"step_kg": "Give the step in both kg and lb, or in neither."})


class Experience(FormOption):
    kind = "experience"

    weekly_sets_ceiling = models.PositiveSmallIntegerField(
        "most sets a week for the muscles",
        null=True,
        blank=True,
        help_text="Hard sets of all exercises together. The builder leaves room for those done elsewhere.",
    )

    class Meta(FormOption.Meta):
        verbose_name_plural = "experience"


class Placement(FormOption):
    kind = "placements"

    sets = NotationField(notation=Range, help_text="No prescription here may leave this range. " + RANGE_HELP)
    reps = NotationField(notation=Range, help_text="No prescription here may leave this range. " + RANGE_HELP)
    counted = models.BooleanField("counts as weekly sets", default=True, help_text="Its sets count for the week.")
    week = markdown_field("Its place in the session: what comes before it.", "place in session", blank=True)
    easy_sets = NotationField(
        notation=Range,
        blank=True,
        help_text="Easy sets on each side before the first one that counts. 0-1: not everybody needs one. "
        "They count towards the minutes of a session.",
    )
    easy_text = markdown_field("The easy sets in words: for whom, how heavy.", "easy sets in words", blank=True)
    facts = facts_field()

    def clean(self) -> None:
        if isinstance(self.easy_sets, Range) and self.easy_sets.high is None:
            raise ValidationError({"easy_sets": "Give a number or a range with an upper end, such as 0-1."})
        if bool(self.easy_sets) != bool(self.easy_text):
            raise ValidationError({"easy_text": "Give the easy sets both as a number and in words, or in neither."})


class Aim(FormOption):
    kind = "aims"
    children = ("placements",)

    note = markdown_field("Shown with every answer for this aim.")
    caution = models.PositiveSmallIntegerField(
        "caution level",
        null=True,
        blank=True,
        help_text="Higher is more careful. A limit moves a trainee only to a more careful aim.",
    )
    mistake = models.ForeignKey(
        "guide.Mistake",
        models.PROTECT,
        verbose_name="mistake to watch for",
        null=True,
        blank=True,
        help_text="The mistake to watch for, if the variation lists it. Otherwise its first mistake is shown.",
    )


class DefaultPlacement(Child):
    parent = "aim"
    aim = models.ForeignKey(Aim, models.CASCADE, related_name="placements")
    experience = models.ForeignKey(Experience, models.PROTECT, related_name="+")
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="+")
    reason = markdown_field("One sentence that the trainee reads.")

    class Meta(Child.Meta):
        verbose_name = "default placement"
        constraints = [models.UniqueConstraint(fields=["aim", "experience"], name="one_default_placement")]

    def __str__(self) -> str:
        return f"{self.experience}: {self.placement}"


class Load(Item):
    kind = "loads"
    children = ("kit",)

    name = models.CharField(max_length=80, help_text="As shown in the prescription.")
    text = markdown_field("In plain words: how to know that the load is right.")
    start_percent = models.PositiveSmallIntegerField(
        "starting load in percent",
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text="What to start with, in percent of the trainee's present load. Blank if that does not matter.",
    )

    def __str__(self) -> str:
        return self.name


class KitLoad(Child):
    parent = "load"
    load = models.ForeignKey(Load, models.CASCADE, related_name="kit")
    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="+")
    text = markdown_field("What this load means on this equipment.")

    class Meta(Child.Meta):
        verbose_name = "explanation for equipment"
        verbose_name_plural = "explanations for equipment"
        constraints = [models.UniqueConstraint(fields=["load", "equipment"], name="one_text_for_load_on_equipment")]

    def __str__(self) -> str:
        return str(self.equipment)


class Prescription(Item):
    kind = "prescriptions"

    placement = models.ForeignKey(Placement, models.PROTECT)
    experience = models.ForeignKey(Experience, models.PROTECT)
    aim = models.ForeignKey(Aim, models.PROTECT)
    sets = NotationField(notation=Range, help_text=RANGE_HELP)
    reps = NotationField(notation=Range, help_text="For one side. " + RANGE_HELP)
    rir = NotationField("reps in reserve", notation=Range, help_text="Clean reps left at the end, such as 2 or 5+.")
    last_set_reps = NotationField(
        "reps of the last set", notation=Range, blank=True, help_text="Only where it may differ."
    )
    last_set_rir = NotationField(
        "reps in reserve of the last set", notation=Range, blank=True, help_text="Only where it may differ."
    )
    load = models.ForeignKey(Load, models.PROTECT)
    rest = NotationField("rest in seconds", notation=Range, help_text="After both sides. " + RANGE_HELP)
    tempo = NotationField(notation=Tempo, help_text="Lift-pause-lower in seconds, such as 2-1-3.")
    days = NotationField("days a week", notation=Range, help_text=RANGE_HELP)
    weekly_sets_cap = models.PositiveSmallIntegerField("max sets a week", help_text="For one side.")
    progression = NotationField(
        notation=ProgressionCodes, help_text="Codes, such as P1/P2, P6: P1 for weighted equipment, P2 for other."
    )
    note = models.CharField("note on the progression", max_length=200, blank=True, help_text="A remark.")
    entry_test = models.CharField(
        max_length=200, blank=True, help_text="What a trainee must be able to do first, if anything."
    )
    evidence = NotationField(
        notation=Evidence,
        max_length=500,
        help_text="S sets, R reps, I RIR, L load, T rest, V tempo, D days, C cap, P progression, each with sources: "
        "“S B2,E5; T E10 (upper bound); P see codes”.",
    )

    class Meta(Item.Meta):
        constraints = [
            models.UniqueConstraint(fields=["placement", "experience", "aim"], name="one_prescription_each"),
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.placement}, {self.experience}, {self.aim}"

    def references(self) -> Iterator[tuple[str, str, str]]:
        if isinstance(self.progression, ProgressionCodes):
            yield from (("progression", "progressions", code) for code in self.progression.codes)
        if isinstance(self.evidence, Evidence):
            yield from (("evidence", "sources", code) for code in self.evidence.codes)

    def clean(self) -> None:
        """Ranges stay within those of the placement, and the weekly cap allows the minimum of sets and days."""
        errors = {}
        placement = getattr(self, "placement", None)
        for name in ("sets", "reps", "last_set_reps"):
            value, bounds = getattr(self, name), getattr(placement, name.removeprefix("last_set_"), None)
            # An invalid range is still text here and has its own message.
            if isinstance(value, Range) and isinstance(bounds, Range) and value not in bounds:
                errors[name] = f"{value} is outside {bounds}, the range for {placement}."
        if isinstance(self.sets, Range) and isinstance(self.days, Range) and self.weekly_sets_cap is not None:
            minimum = self.sets.low * self.days.low
            if self.weekly_sets_cap < minimum:
                errors["weekly_sets_cap"] = f"The fewest sets and days already make {minimum} sets a week."
        if errors:
            raise ValidationError(errors)
