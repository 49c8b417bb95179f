"""Whether a second factor is still missing."""

from __future__ import annotations

from typing import Any

from django.conf import settings


def has_second_factor(user: Any) -> bool:
    """Return True if the user logged in with a code, or if the setting SECOND_FACTOR asks for none."""
    return not settings.SECOND_FACTOR or user.is_verified()
