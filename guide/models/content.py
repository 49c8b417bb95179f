"""Models of the texts that readers read: sections, muscles, mistakes, audiences, questions, sources."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from guide import figures
from guide.models.base import Item, facts_field, markdown_field
from guide.models.coaching import Aim, Experience
from guide.models.fields import NotationField
from guide.models.page_item import PageItem
from guide.models.pose import AbstractPose, choice_field, regions_field, unknown_region_message
from guide.models.review import Reviewed
from guide.notation import CodeList, Phrases


class Section(Reviewed):
    class ListBelow(models.TextChoices):
        MUSCLES = "muscles", "Muscles"
        VARIATIONS = "variations", "Variations"
        MISTAKES = "mistakes", "Mistakes"
        AUDIENCES = "audiences", "Audiences"
        PRESCRIPTIONS = "prescriptions", "Prescriptions"
        TAKEAWAYS = "takeaways", "Key takeaways"

    class Chapter(models.TextChoices):
        DO = "do", "Do it"
        PLAN = "plan", "Plan it"
        UNDERSTAND = "understand", "Understand it"

    kind = "sections"

    title = models.CharField(max_length=100)
    summary = models.CharField(max_length=150, help_text="One line for the table of contents.")
    chapter = models.CharField(
        max_length=20,
        blank=True,
        choices=Chapter.choices,
        help_text="Where the front page lists it: in the last, if blank.",
    )
    list_below = models.CharField(
        max_length=20, blank=True, choices=ListBelow.choices, help_text="What is listed below the text, if anything."
    )
    numbered = models.BooleanField("numbered steps", default=False, help_text="Its headings are steps, with numbers.")
    facts = facts_field()
    body = markdown_field("The text. Headings start with ##.")

    class Meta(Item.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["list_below"], condition=~models.Q(list_below=""), name="one_section_for_each_list"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Muscle(Item):
    class Role(models.TextChoices):
        TARGET = "target", "target"
        SYNERGIST = "synergist", "synergist (helper)"
        STABILISER = "stabiliser", "stabiliser (keeps the body still)"

    kind = "muscles"

    name = models.CharField(max_length=80, help_text="The anatomical name.")
    plain_name = models.CharField("everyday name", max_length=80, help_text="In everyday words.")
    role = models.CharField(max_length=20, choices=Role.choices)
    regions = regions_field("Its regions in the pictures, separated by spaces.")
    facts = facts_field()
    text = markdown_field("What it does in this exercise.")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if message := unknown_region_message(self.regions):
            raise ValidationError({"regions": message})


class Mistake(Item):
    kind = "mistakes"
    children = ("poses",)

    title = models.CharField(max_length=100)
    cue = models.CharField(max_length=100, help_text="One short sentence to say to oneself.")
    looks = markdown_field("What it looks like to others.", "what it looks like")
    feels = markdown_field("How it feels to the trainee.", "how it feels")
    matters = markdown_field("What it costs or risks.", "why it matters")
    fix = markdown_field("The right way to do it.", "what to do instead")
    facts = facts_field()

    def __str__(self) -> str:
        return self.title


class MistakePose(AbstractPose):
    class Moment(models.TextChoices):
        RIGHT = "right", "Right"
        FAULT = "fault", "Fault"

    parent = "mistake"
    mistake = models.ForeignKey(Mistake, models.CASCADE, related_name="poses")
    moment = models.CharField(max_length=10, choices=Moment.choices, help_text="The fault, or how it is done right.")
    mark = choice_field(figures.FAULT_MARKS, "none", "How the fault is marked.")
    mark_at = choice_field(figures.MARK_PLACES, "lower-back", "What the ring encircles.")

    class Meta(AbstractPose.Meta):
        verbose_name = "pose"

    def __str__(self) -> str:
        return self.get_moment_display()


class Audience(Item):
    kind = "audiences"

    title = models.CharField(max_length=100)
    summary = models.CharField(max_length=150, help_text="One line for lists.")
    aim = models.ForeignKey(Aim, models.PROTECT, help_text="The aim to start from.")
    experience = models.ForeignKey(Experience, models.PROTECT, help_text="The experience to start from.")
    variation = models.ForeignKey("Variation", models.PROTECT, help_text="The variation to start from.")
    facts = facts_field()
    body = markdown_field("What changes for these readers.")

    def __str__(self) -> str:
        return self.title


class Question(PageItem):
    kind = "questions"
    ordered_within = ("topic",)

    title = models.CharField("question", max_length=150)
    topic = models.CharField(max_length=60, help_text="Questions with the same topic are listed together.")
    facts = facts_field()
    body = markdown_field("The first sentence answers the question; the rest says why.", "answer")

    def __str__(self) -> str:
        return self.title


class Source(Item):
    class Standing(models.TextChoices):
        VERIFIED = "verified", "text or abstract read by us"
        ABSTRACT = "abstract", "abstract read by us"
        REPORTED = "reported", "as reported by others"
        OWN_RULE = "own_rule", "our own rule"

    kind = "sources"

    standing = models.CharField("how we know it", max_length=20, choices=Standing.choices)
    citation = models.CharField(max_length=500, help_text="Authors, year, title, where it appeared.")
    dois = NotationField("DOIs", notation=CodeList, blank=True, help_text="Without https://, separated by spaces.")
    finding = markdown_field("What it found, in our own words.")

    def __str__(self) -> str:
        return f"{self.slug}: {self.citation[:80]}"


class Synonyms(Item):
    """Words that search treats as equal. No page shows them."""

    kind = "synonyms"

    words = NotationField(
        notation=Phrases,
        max_length=1000,
        help_text="Words or phrases that mean the same to a reader, with commas between them. "
        "Other forms of a word, such as its plural, are found without listing them.",
    )

    class Meta(Item.Meta):
        verbose_name = "synonyms"
        verbose_name_plural = "synonyms"

    def __str__(self) -> str:
        return self.slug
