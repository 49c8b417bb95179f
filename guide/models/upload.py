"""Uploaded zips that wait for the editor to confirm the import."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

LIFETIME = timedelta(days=1)


class UploadQuerySet(models.QuerySet["Upload"]):
    def not_expired(self) -> UploadQuerySet:
        return self.filter(at__gt=timezone.now() - LIFETIME)

    def expired(self) -> UploadQuerySet:
        return self.filter(at__lte=timezone.now() - LIFETIME)


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
