"""Formats of times on the desk. Formats of a known language override those in the settings, so they are here."""

from __future__ import annotations

TIME_FORMAT = "H:i"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j M Y, H:i"
