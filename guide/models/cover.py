"""The cover: texts of the guide as a whole, with its key facts, other names and takeaways."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from guide.models.base import Child, Item, facts_field, markdown_field
from guide.models.fields import NotationField
from guide.models.page_item import validate_addresses
from guide.notation import CodeList, Phrases


class Cover(Item):
    """Texts of the guide as a whole. There is exactly one cover."""

    kind = "cover"
    children = ("key_facts", "names", "takeaways")

    name = models.CharField("site name", max_length=60, help_text="Name of the site, shown at the top of every page.")
    exercise = models.CharField(max_length=60, help_text="The exercise in the singular, in small letters.")
    title = models.CharField("heading", max_length=100, help_text="Heading of the front page.")
    standfirst = markdown_field("One or two sentences below the heading of the front page.", "introduction")
    description = models.CharField("search description", max_length=155, help_text="For search engines.")
    side = models.CharField(
        max_length=20, blank=True, help_text="What is trained one at a time, such as “arm”. Blank if nothing is."
    )
    sides = models.CharField(max_length=20, blank=True, help_text="The same in the plural.")
    not_to_confuse_with = models.CharField(
        max_length=200, blank=True, help_text="What it is often confused with, and is not."
    )
    notice = markdown_field("What the guide is not, and who should ask first. Shown beside numbers.", "disclaimer")
    stop_signs = markdown_field(
        "When to stop at once. On the front page, below “Stop if it hurts”.", "stop signs", blank=True
    )
    builder = markdown_field("One or two sentences above the first question.", "introduction to the routine builder")
    days_question = models.CharField(max_length=100, help_text="The builder's question about days a week.")
    days_hint = models.CharField(max_length=200, blank=True, help_text="Why it is asked.")
    about = markdown_field("The page “About this guide”.", "about page")
    terms = NotationField(
        "technical terms",
        notation=Phrases,
        max_length=1000,
        blank=True,
        help_text="Terms of the field, with commas between them. Before publishing, each page is checked for an "
        "explanation: everyday words first, the term in brackets.",
    )

    gone_addresses = NotationField(
        notation=CodeList,
        blank=True,
        max_length=2000,
        help_text="Addresses of removed pages, such as question:old-name, separated by spaces. Readers are told that "
        "the page was removed.",
    )

    class Meta(Item.Meta):
        verbose_name_plural = "cover"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if bool(self.side) != bool(self.sides):
            raise ValidationError({"sides": "Give both the singular and the plural, or neither."})
        validate_addresses("gone_addresses", self.gone_addresses)


class KeyFact(Child):
    parent = "cover"
    cover = models.ForeignKey(Cover, models.CASCADE, related_name="key_facts")
    label = models.CharField(max_length=40)
    text = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.label


class OtherName(Child):
    parent = "cover"
    cover = models.ForeignKey(Cover, models.CASCADE, related_name="names")
    name = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True, help_text="Which form of the exercise it usually means.")

    class Meta(Child.Meta):
        verbose_name = "other name"

    def __str__(self) -> str:
        return self.name


class Takeaway(Child):
    parent = "cover"
    cover = models.ForeignKey(Cover, models.CASCADE, related_name="takeaways")
    text = markdown_field("One or two sentences.")
    facts = facts_field()

    class Meta(Child.Meta):
        verbose_name = "key takeaway"

    def __str__(self) -> str:
        return self.text[:60]
