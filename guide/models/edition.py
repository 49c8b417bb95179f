"""Editions: one immutable row for each publication, and one for each that was cancelled before its time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, NoReturn

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone


def database_now() -> datetime:
    """Now, by the database's clock where many machines share one: theirs may differ by seconds."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        return cursor.execute("SELECT clock_timestamp()").fetchone()[0]


class ImmutableError(TypeError):
    """An edition is never changed or deleted. Publish a new one instead."""


class ImmutableQuerySet(models.QuerySet):
    def update(self, *args: Any, **fields: Any) -> NoReturn:
        raise ImmutableError(ImmutableError.__doc__)

    def delete(self) -> NoReturn:
        raise ImmutableError(ImmutableError.__doc__)

    bulk_update = update


class EditionQuerySet(ImmutableQuerySet):
    def not_cancelled(self) -> EditionQuerySet:
        """All but the cancelled, newest first."""
        return self.filter(cancellation__isnull=True).order_by("-number")

    def live(self, at: datetime | None = None) -> EditionQuerySet:
        """The editions whose time has come, newest first."""
        return self.not_cancelled().filter(live_at__lte=at or timezone.now())

    def current(self, at: datetime | None = None) -> Edition | None:
        return self.live(at).first()

    def scheduled(self) -> EditionQuerySet:
        """The editions whose time is still to come, the next one first."""
        return self.not_cancelled().filter(live_at__gt=timezone.now()).order_by("live_at", "number")

    def last_published(self) -> Edition | None:
        """The last one published, though its time may be still to come."""
        return self.not_cancelled().first()

    def next_number(self) -> int:
        """Numbers are given out once: that of a cancelled edition is not used again."""
        return (self.aggregate(last=models.Max("number"))["last"] or 0) + 1


BaseEditionManager = models.Manager.from_queryset(EditionQuerySet)


class EditionManager(BaseEditionManager):
    def get_queryset(self) -> EditionQuerySet:
        """Without the snapshots: each is as large as the guide, so it is read only where somebody asks for it."""
        return EditionQuerySet(self.model, using=self._db).defer("snapshot")


class ImmutableModel(models.Model):
    """A row that is written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError(ImmutableError.__doc__)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ImmutableError(ImmutableError.__doc__)


class SerializedSnapshot(dict[str, Any]):
    """A snapshot with the text that its digest is made from, and that is stored: a large one is written down once."""

    def __init__(self, snapshot: dict[str, Any]) -> None:
        super().__init__(snapshot)
        self.text = canonical_json(snapshot)
        self.digest = sha256(self.text.encode()).hexdigest()


class SnapshotEncoder(json.JSONEncoder):
    def encode(self, o: Any) -> str:
        return o.text if isinstance(o, SerializedSnapshot) else super().encode(o)


class SnapshotField(models.JSONField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"encoder": SnapshotEncoder})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Migrations see a plain JSON field, so that the encoder may move: it is nothing of the database."""
        name, _, args, kwargs = super().deconstruct()
        del kwargs["encoder"]
        return name, "django.db.models.JSONField", args, kwargs


class Edition(ImmutableModel):
    number = models.PositiveIntegerField(unique=True)
    snapshot = SnapshotField()
    digest = models.CharField(max_length=64)
    note = models.CharField("change note", max_length=500, help_text="What changed, for readers.")
    major = models.BooleanField(default=False, help_text="A change that readers should know of. It moves the date.")
    reason = models.CharField(
        "reason for the gaps", max_length=300, blank=True, help_text="Why it was published though the builder has gaps."
    )
    live_at = models.DateTimeField("live from", default=timezone.now)
    published_at = models.DateTimeField(default=timezone.now, editable=False)
    published_by = models.CharField(max_length=150)

    objects = EditionManager()

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

    def base_edition(self) -> Edition | None:
        """The edition that this one was made upon: what would have been live at its time without it."""
        cancelled_before = models.Q(cancellation__at__lt=self.published_at)
        older = Edition.objects.filter(number__lt=self.number, live_at__lte=self.live_at)
        return older.exclude(cancelled_before).order_by("-number").first()

    def superseded_by(self) -> Edition | None:
        """A newer edition that goes live no later, so that this one, still waiting, never does."""
        newer = Edition.objects.not_cancelled().filter(number__gt=self.number, live_at__lte=self.live_at)
        return newer.last() if self.live_at > timezone.now() else None


class Cancellation(ImmutableModel):
    """An edition that was called back before its time. Nobody has read it."""

    edition = models.OneToOneField(Edition, models.PROTECT, to_field="number", related_name="cancellation")
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=150)

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.edition} cancelled"


def snapshot_digest(snapshot: dict[str, Any]) -> str:
    """SHA-256 of the snapshot, the same for the same content on every machine."""
    return sha256(canonical_json(snapshot).encode()).hexdigest()


def canonical_json(snapshot: dict[str, Any]) -> str:
    return json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
