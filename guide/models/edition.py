"""Editions, one immutable row for each publication, and cancellations of scheduled ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, NoReturn

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone


def database_now() -> datetime:
    """Return PostgreSQL's time, since clocks of several machines may differ, or this machine's time for SQLite."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        return cursor.execute("SELECT clock_timestamp()").fetchone()[0]


class ImmutableError(TypeError):
    def __init__(self) -> None:
        super().__init__("An edition is never changed or deleted. Publish a new one instead.")


class ImmutableQuerySet(models.QuerySet):
    def update(self, *args: Any, **fields: Any) -> NoReturn:
        raise ImmutableError

    def delete(self) -> NoReturn:
        raise ImmutableError

    bulk_update = update


class EditionQuerySet(ImmutableQuerySet):
    def not_cancelled(self) -> EditionQuerySet:
        """Newest first."""
        return self.filter(cancellation__isnull=True).order_by("-number")

    def live(self, at: datetime | None = None) -> EditionQuerySet:
        """Editions whose go-live time has passed, newest first. The first one is current."""
        return self.not_cancelled().filter(live_at__lte=at or timezone.now())

    def current(self, at: datetime | None = None) -> Edition | None:
        return self.live(at).first()

    def scheduled(self) -> EditionQuerySet:
        """Editions that go live later, the next one first."""
        return self.not_cancelled().filter(live_at__gt=timezone.now()).order_by("live_at", "number")

    def last_published(self) -> Edition | None:
        """The newest edition, which may go live later."""
        return self.not_cancelled().first()

    def next_number(self) -> int:
        # Numbers of cancelled editions are not used again.
        return (self.aggregate(last=models.Max("number"))["last"] or 0) + 1


BaseEditionManager = models.Manager.from_queryset(EditionQuerySet)


class EditionManager(BaseEditionManager):
    def get_queryset(self) -> EditionQuerySet:
        """Defer `snapshot`: it holds the whole guide, so it is loaded only when accessed."""
        return EditionQuerySet(self.model, using=self._db).defer("snapshot")


class ImmutableModel(models.Model):
    """A row that can be neither changed nor deleted once it is saved."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ImmutableError


class Edition(ImmutableModel):
    number = models.PositiveIntegerField(unique=True)
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)
    note = models.CharField("change note", max_length=500, help_text="What changed, for readers.")
    major = models.BooleanField(
        "major change", default=False, help_text="Readers should know of it. It updates the date on the pages."
    )
    reason = models.CharField(
        "reason to publish despite gaps", max_length=300, blank=True, help_text="Given if the builder had gaps."
    )
    live_at = models.DateTimeField("go-live time", default=timezone.now)
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

    @property
    def is_scheduled(self) -> bool:
        """Whether it goes live later."""
        return self.live_at > timezone.now()

    def clean(self) -> None:
        if not self.note.strip():
            raise ValidationError({"note": "Say in one sentence what changed. Readers see it."})
        if self.major and len(self.note.strip()) < 10:
            raise ValidationError({"note": "A major change needs a change note of at least 10 characters."})

    def base_edition(self) -> Edition | None:
        """Return the edition that would be current at this one's go-live time without it."""
        cancelled_before = models.Q(cancellation__at__lt=self.published_at)
        older = Edition.objects.filter(number__lt=self.number, live_at__lte=self.live_at)
        return older.exclude(cancelled_before).order_by("-number").first()

    def superseded_by(self) -> Edition | None:
        """For a scheduled edition: return a newer one that goes live no later, so that this one is never current."""
        newer = Edition.objects.not_cancelled().filter(number__gt=self.number, live_at__lte=self.live_at)
        return newer.last() if self.is_scheduled else None


class Cancellation(ImmutableModel):
    """A scheduled edition that was cancelled before it went live."""

    edition = models.OneToOneField(Edition, models.PROTECT, to_field="number", related_name="cancellation")
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=150)
    replaced_by = models.ForeignKey(
        Edition,
        models.PROTECT,
        to_field="number",
        null=True,
        blank=True,
        related_name="+",
        help_text="The edition that has its changes, on top of what was published since.",
    )

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.edition} cancelled"


def once_live(editions: Iterable[Edition]) -> Iterator[Edition]:
    """Yield the editions that were ever live, not those that a newer one overtook. `editions` are newest first."""
    newer = None
    for edition in editions:
        if newer is None or edition.live_at < newer:
            newer = edition.live_at
            yield edition


def snapshot_digest(snapshot: dict[str, Any]) -> str:
    canonical = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()
