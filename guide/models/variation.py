"""Variations of the exercise with their steps, cues and likely mistakes, and the phases of steps."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from guide.models.base import Child, Item, facts_field, markdown_field
from guide.models.coaching import Equipment
from guide.models.content import Mistake
from guide.models.fields import NotationField
from guide.models.pose import AbstractPose
from guide.models.review import Reviewed
from guide.notation import Ladder, Tempo


class Phase(Item):
    """A part of one repetition, such as the start or the return."""

    kind = "phases"

    name = models.CharField(max_length=40, help_text="The word in front of the steps of this phase.")
    effort = models.BooleanField(default=False, help_text="In this phase the muscles work against the load.")

    def __str__(self) -> str:
        return self.name


def neighbour_field(label: str, help_text: str) -> models.ForeignKey:
    return models.ForeignKey(
        "self", models.RESTRICT, verbose_name=label, null=True, blank=True, related_name="+", help_text=help_text
    )


class Variation(Reviewed):
    kind = "variations"
    children = ("poses", "steps", "cues", "mistakes")

    title = models.CharField(max_length=100)
    summary = models.CharField(max_length=150, help_text="One line for lists.")
    equipment = models.ForeignKey(Equipment, models.PROTECT)
    stance = models.CharField(max_length=100, help_text="Position of the body, in a few words.")
    tempo = NotationField(
        "tempo of the animation",
        notation=Tempo,
        blank=True,
        help_text="Lift-pause-lower in seconds, such as 2-1-2. Blank for no animation.",
    )
    facts = facts_field()
    setup = markdown_field("How to set up the kit and the body, as a list.", "set-up")
    suits = markdown_field("Who it suits, and who should choose another.", "who it suits")
    loading = markdown_field("How to choose the first load and how to add to it.", "choosing the load")
    ladder = NotationField(notation=Ladder, blank=True, max_length=500, help_text="If not that of the equipment.")
    easier = neighbour_field("easier variation", "The next easier variation.")
    easier_text = markdown_field("What is easier, and when to step back.", "text on the easier variation")
    harder = neighbour_field("harder variation", "The next harder variation.")
    harder_text = markdown_field("What is harder, and when to move on.", "text on the harder variation")
    instead = neighbour_field("alternative", "What to do if the kit is taken.")
    instead_text = markdown_field("What to do if the kit is taken, with load and reps.", "text on the alternative")
    body = markdown_field("Introduction.", "introduction")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        for name in ("easier", "harder", "instead"):
            if getattr(self, name) == self:
                raise ValidationError({name: "Choose another variation than this one."})


class VariationPose(AbstractPose):
    class Moment(models.TextChoices):
        START = "start", "Start"
        TOP = "top", "Top"

    parent = "variation"
    variation = models.ForeignKey(Variation, models.CASCADE, related_name="poses")
    moment = models.CharField(max_length=10, choices=Moment.choices, help_text="One pose for each moment.")

    class Meta(AbstractPose.Meta):
        verbose_name = "pose"
        constraints = [models.UniqueConstraint(fields=["variation", "moment"], name="one_pose_of_a_moment")]

    def __str__(self) -> str:
        return self.get_moment_display()


class Step(Child):
    parent = "variation"
    variation = models.ForeignKey(Variation, models.CASCADE, related_name="steps")
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+")
    text = markdown_field("One or two short sentences.")

    def __str__(self) -> str:
        return self.phase.name


class Cue(Child):
    parent = "variation"
    variation = models.ForeignKey(Variation, models.CASCADE, related_name="cues")
    text = models.CharField(max_length=100, help_text="A short sentence to say to oneself.")

    def __str__(self) -> str:
        return self.text


class LikelyMistake(Child):
    parent = "variation"
    variation = models.ForeignKey(Variation, models.CASCADE, related_name="mistakes")
    mistake = models.ForeignKey(Mistake, models.PROTECT, related_name="+")
    text = markdown_field("Why it is likely here, and what to do.")

    def __str__(self) -> str:
        return self.mistake.title
