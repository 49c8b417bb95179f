"""Editions: one immutable row for each publication."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone


class Immutable(TypeError):
    """An edition is never changed or deleted. Publish a new one instead."""


class EditionQuerySet(models.QuerySet["Edition"]):
    def live(self, at: datetime | None = None) -> EditionQuerySet:
        """The editions whose time has come, newest first."""
        return self.filter(live_at__lte=at or timezone.now()).order_by("-number")

    def current(self, at: datetime | None = None) -> Edition | None:
        return self.live(at).first()

    def newest(self) -> Edition | None:
        """The last one published, though its time may be still to come."""
        return self.order_by("-number").first()

    def update(self, *args: Any, **fields: Any) -> NoReturn:
        raise Immutable(Immutable.__doc__)

    def delete(self) -> NoReturn:
        raise Immutable(Immutable.__doc__)

    bulk_update = update


class Edition(models.Model):
    number = models.PositiveIntegerField(unique=True)
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)
    note = models.CharField("change note", max_length=500, help_text="What changed, for readers.")
    major = models.BooleanField(default=False, help_text="A change that readers should know of. It moves the date.")
    reason = models.CharField(
        "reason for the gaps", max_length=300, blank=True, help_text="Why it was published though the builder has gaps."
    )
    live_at = models.DateTimeField("live from", default=timezone.now)
    published_at = models.DateTimeField(default=timezone.now, editable=False)
    published_by = models.CharField(max_length=150)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        permissions: ClassVar = [
            ("preview_guide", "Can preview the working copy"),
            ("publish_edition", "Can publish editions"),
            ("restore_edition", "Can restore editions"),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("guide:changes") + f"#edition-{self.number}"

    def clean(self) -> None:
        if not self.note.strip():
            raise ValidationError({"note": "Say in one sentence what changed. Readers see it."})
        if self.major and len(self.note.strip()) < 10:
            raise ValidationError({"note": "A major change needs a note of at least 10 characters."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Immutable(Immutable.__doc__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Immutable(Immutable.__doc__)


def digest_of(snapshot: dict[str, Any]) -> str:
    """SHA-256 of the snapshot, the same for the same content on every machine."""
    text = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
