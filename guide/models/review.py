"""Reviews of items: when a text was last checked, by whom, and when it is due again."""

from __future__ import annotations

from datetime import MAXYEAR, date
from functools import cache
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from guide.models.page_item import PageItem

MAX_YEARS = 3
REVIEW_FIELDS = ("reviewed_on", "reviewed_by", "review_due")


class Reviewed(PageItem):
    """An item with reviews. Only a review sets these fields; saving the text does not."""

    reviewed_on = models.DateField("last reviewed", null=True, blank=True, help_text="The day of the last review.")
    reviewed_by = models.CharField(
        max_length=60, blank=True, help_text="Who reviewed it, as readers see it: a role, such as “a physiotherapist”."
    )
    review_due = models.DateField("next review due", null=True, blank=True, help_text="The day of the next review.")

    class Meta(PageItem.Meta):
        abstract = True

    @classmethod
    @cache
    def content_fields(cls) -> tuple[models.Field, ...]:
        """Put the review fields last, so that files start with the text."""
        return tuple(sorted(super().content_fields(), key=lambda field: field.name in REVIEW_FIELDS))

    def clean(self) -> None:
        super().clean()
        filled = [bool(self.reviewed_on), bool(self.reviewed_by), bool(self.review_due)]
        if any(filled) and not all(filled):
            raise ValidationError({"reviewed_on": "Give the day, the role and the next day of a review, or none."})
        if isinstance(self.reviewed_on, date) and isinstance(self.review_due, date):
            validate_due(self.reviewed_on, self.review_due)

    @classmethod
    def overdue(cls) -> models.QuerySet[Self]:
        """Items whose review was due before today."""
        return cls.objects.filter(review_due__lt=timezone.localdate())

    @property
    def is_overdue(self) -> bool:
        return self.review_due is not None and self.review_due < timezone.localdate()


def validate_due(reviewed_on: date, due: date) -> None:
    """Raise ValidationError unless `due` is after `reviewed_on` and within MAX_YEARS."""
    if not reviewed_on < due <= add_years(reviewed_on, MAX_YEARS):
        message = f"The next review comes after this one and within {MAX_YEARS * 12} months."
        raise ValidationError({"review_due": message})


def add_years(day: date, years: int) -> date:
    last = 28 if day.month == 2 else 31  # 29 February exists only every fourth year
    return day.replace(year=min(day.year + years, MAXYEAR), day=min(day.day, last))
