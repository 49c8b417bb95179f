"""Requests to publish, used if the settings require approval by a second person."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from guide.models.edition import Edition


class PublicationRequest(models.Model):
    """A request that another publisher approves or declines. It holds the items as they were when it was made."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        APPROVED = "approved", "approved"
        DECLINED = "declined", "declined"
        WITHDRAWN = "withdrawn", "withdrawn"

    items = models.JSONField(help_text="Each item by its key, as plain data; null where it is to be removed.")
    note = models.CharField("change note", max_length=500)
    major = models.BooleanField(default=False)
    reason = models.CharField("reason to publish despite gaps", max_length=300, blank=True)
    live_at = models.DateTimeField("go-live time", null=True, blank=True, help_text="Blank is now.")
    replaces = models.ForeignKey(
        Edition,
        models.PROTECT,
        to_field="number",
        null=True,
        blank=True,
        related_name="+",
        help_text="It is cancelled.",
    )
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True, help_text="For the one who asked.")
    edition = models.ForeignKey(Edition, models.PROTECT, to_field="number", null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Request {self.pk} by {self.asked_by}"
