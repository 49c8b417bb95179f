"""Uploaded zips that wait for the editor to confirm the import, and the import that is running."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import ClassVar

from django.db import IntegrityError, models, transaction
from django.utils import timezone

LIFETIME = timedelta(days=1)
MAX_IMPORT_TIME = timedelta(minutes=5)  # after this, the process that ran it must have died


class UploadQuerySet(models.QuerySet["Upload"]):
    def not_expired(self) -> UploadQuerySet:
        return self.filter(at__gt=timezone.now() - LIFETIME)

    def replaced_by(self, by: str) -> UploadQuerySet:
        """Those that a new upload of an editor replaces: the editor's own, and expired ones."""
        return self.filter(models.Q(by=by) | models.Q(at__lte=timezone.now() - LIFETIME))


class Upload(models.Model):
    content = models.BinaryField()  # a zip
    working_copy_digest = models.CharField(max_length=64)  # of the working copy that it was compared with
    by = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"Upload {self.pk} of {self.by}"


class ImportRunning(Exception):
    """Another import is running, here or in another process."""


class RunningImport(models.Model):
    """A row that exists while a zip is read, previewed or imported. There is one at most."""

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"Import since {self.since}"


@contextmanager
def one_import_at_a_time() -> Iterator[None]:
    """Raise ImportRunning if another import is running, in whichever process. Enter it outside of a transaction."""
    RunningImport.objects.filter(since__lt=timezone.now() - MAX_IMPORT_TIME).delete()
    try:
        with transaction.atomic():
            own = RunningImport.objects.create()
    except IntegrityError as error:
        raise ImportRunning from error
    try:
        yield
    finally:
        RunningImport.objects.filter(since=own.since).delete()
