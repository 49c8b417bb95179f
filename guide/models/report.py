"""Readers' feedback on pages. Nothing about the reader is stored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from guide.models.edition import Edition

MAX_TEXT_LENGTH = 500


class ReportQuerySet(models.QuerySet["Report"]):
    def since(self, age: timedelta) -> ReportQuerySet:
        return self.filter(made_at__gt=timezone.now() - age)

    def per_page(self) -> models.QuerySet[Any, dict[str, Any]]:
        """Count reports per page: right, wrong and open ones; most open first."""

        def count(**which: str) -> models.Count:
            return models.Count("pk", filter=models.Q(**which))

        counts = {"right": count(verdict="right"), "wrong": count(verdict="wrong"), "open": count(state="open")}
        return self.order_by().values("kind", "slug").annotate(**counts).order_by("-open", "-wrong", "kind", "slug")


class Report(models.Model):
    class Kind(models.TextChoices):
        SECTION = "section", "section"
        VARIATION = "variation", "variation"

    class Verdict(models.TextChoices):
        RIGHT = "right", "It is right"
        WRONG = "wrong", "Something is wrong"

    class State(models.TextChoices):
        OPEN = "open", "open"
        ANSWERED = "answered", "resolved"

    kind = models.CharField("type", max_length=20, choices=Kind.choices)
    slug = models.SlugField("page", max_length=60)
    anchor = models.CharField("place on the page", max_length=120, blank=True)
    edition = models.ForeignKey(Edition, models.PROTECT, to_field="number", related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    text = models.CharField("comment", max_length=MAX_TEXT_LENGTH, blank=True)
    made_at = models.DateTimeField("received at", default=timezone.now, db_index=True)
    state = models.CharField(
        max_length=10,
        choices=State.choices,
        default=State.OPEN,
        help_text="Resolved: the text is corrected, or nothing needs to be done.",
    )
    answer = models.TextField(
        "private note",
        max_length=MAX_TEXT_LENGTH,
        blank=True,
        help_text="What was done about it. Only editors see it.",
    )
    answered_by = models.CharField("resolved by", max_length=150, blank=True)
    answered_at = models.DateTimeField("resolved at", null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "feedback message"
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.kind} {self.slug}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Positive reports need no answer, so they are not open."""
        if self._state.adding and self.verdict == self.Verdict.RIGHT:
            self.state = self.State.ANSWERED
        super().save(*args, **kwargs)

    def mark_answered(self, *, by: str) -> None:
        """Set who answered the report and when, or clear both if it is open again. Does not save."""
        if self.state == self.State.OPEN:
            self.answered_by, self.answered_at = "", None
        elif not self.answered_by:
            self.answered_by, self.answered_at = by, timezone.now()

    def get_absolute_url(self) -> str:
        anchor = f"#{self.anchor}" if self.anchor else ""
        return reverse(f"guide:{self.kind}", args=[self.slug]) + anchor
