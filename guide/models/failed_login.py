"""Failed logins, stored until the owner of the account is warned."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class FailedLogins(models.Model):
    """Count of failed logins: at most one row per account, so that an attack cannot fill the disk."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="failed_logins")
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(null=True, help_text="When the owner was last told by email.")

    class Meta:
        verbose_name_plural = "failed logins"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.count} failed attempt{'' if self.count == 1 else 's'} to log in as {self.user}"
