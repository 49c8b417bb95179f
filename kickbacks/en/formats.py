"""How the desk writes times. Django takes this from here and not from the settings, where it knows the language."""

from __future__ import annotations

TIME_FORMAT = "H:i"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j M Y, H:i"
