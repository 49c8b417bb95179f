"""Links that show a preview to people without an account."""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import admin
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone

from guide.models.edition import Edition

SIGNER_SALT = "guide.preview"


def signer() -> signing.Signer:
    return signing.Signer(salt=SIGNER_SALT)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self) -> PreviewLinkQuerySet:
        """Links that are neither expired nor revoked."""
        return self.filter(ends__gt=timezone.now(), revoked_at=None)

    def by_token(self, token: str) -> PreviewLink | None:
        """Return the link of a signed token, even if it is expired or revoked; None if the signature is invalid."""
        try:
            return self.filter(name=UUID(signer().unsign(token))).first()
        except (signing.BadSignature, ValueError):
            return None


class PreviewLink(models.Model):
    name = models.UUIDField(default=uuid4, unique=True, editable=False)
    # None stands for the working copy at the time of the visit.
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, to_field="number", related_name="+")
    page = models.CharField(
        max_length=1000,
        blank=True,
        help_text="The page that the link opens, such as guide/safety/. Leave empty for the front page.",
    )
    # The key of an item, such as "sections/safety". Empty for the whole working copy or edition.
    item = models.CharField("limit to one change", max_length=200, blank=True)
    for_whom = models.CharField("recipient", max_length=100, help_text="Who gets the link. Only editors see this.")
    ends = models.DateTimeField("expiry time")
    made_by = models.CharField("created by", max_length=150, editable=False)
    made_at = models.DateTimeField("created at", default=timezone.now, editable=False)
    revoked_by = models.CharField(max_length=150, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.target}, for {self.for_whom}"

    @property
    @admin.display(description="content")
    def target(self) -> str:
        if self.item:
            return f"Only one change: {self.item}"
        return f"Edition {self.edition_id}" if self.edition_id else "Working copy"

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.ends > timezone.now()

    def get_absolute_url(self) -> str:
        return settings.SITE_URL + reverse("shared-preview", args=[signer().sign(self.name.hex)]) + self.page

    def revoke(self, *, by: str) -> Self:
        """End the link now. A revoked link keeps its time of revocation."""
        if self.revoked_at is None:
            self.revoked_at, self.revoked_by = timezone.now(), by
            self.save(update_fields=["revoked_at", "revoked_by"])
        return self
