"""A node whose clock is 2 seconds ahead: imported before anything else that asks for the time.

libfaketime would shift the clock of the whole process, but it breaks `time.sleep` of Python 3.11 and newer.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from django.utils import timezone

AHEAD = 2
true = time.time

time.time = lambda: true() + AHEAD
timezone.now = lambda: datetime.now(UTC) + timedelta(seconds=AHEAD)
