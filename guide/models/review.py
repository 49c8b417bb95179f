"""When somebody last looked whether a text still holds, and when that is due again."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from guide.models.base import Item

MAX_MONTHS = 36
REVIEW_FIELDS = ("reviewed_on", "reviewed_by", "review_due")


class Reviewed(Item):
    """An item that is reviewed. Only the review itself moves these fields, never a save of the text."""

    reviewed_on = models.DateField(null=True, blank=True, help_text="The day of the last review.")
    reviewed_by = models.CharField(
        max_length=60, blank=True, help_text="Who reviewed it, as readers see it: a role, such as “a physiotherapist”."
    )
    review_due = models.DateField(null=True, blank=True, help_text="The day of the next review.")

    class Meta(Item.Meta):
        abstract = True

    @classmethod
    @cache
    def content_fields(cls) -> tuple[models.Field, ...]:
        """The text first: that is what people look for in a file."""
        return tuple(sorted(super().content_fields(), key=lambda field: field.name in REVIEW_FIELDS))

    def clean(self) -> None:
        super().clean()
        given = [bool(self.reviewed_on), bool(self.reviewed_by), bool(self.review_due)]
        if any(given) and not all(given):
            raise ValidationError({"reviewed_on": "Give the day, the role and the next day of a review, or none."})
        if isinstance(self.reviewed_on, date) and isinstance(self.review_due, date):
            validate_due(self.reviewed_on, self.review_due)

    @classmethod
    def overdue(cls) -> models.QuerySet[Self]:
        """The items whose next review should have been before today."""
        return cls.objects.filter(review_due__lt=timezone.localdate())

    @property
    def is_overdue(self) -> bool:
        return self.review_due is not None and self.review_due < timezone.localdate()


def validate_due(reviewed_on: date, due: date) -> None:
    """Raise ValidationError where the next review is not after this one, or too far away."""
    if not reviewed_on < due <= latest_due(reviewed_on):
        message = f"The next review comes after this one and within {MAX_MONTHS} months."
        raise ValidationError({"review_due": message})


def latest_due(reviewed_on: date) -> date:
    day = min(reviewed_on.day, 28) if reviewed_on.month == 2 else reviewed_on.day
    return reviewed_on.replace(year=reviewed_on.year + MAX_MONTHS // 12, day=day)
