"""Set this process's clock 2 seconds ahead; import it before any module that reads the time.

libfaketime would do the same, but it breaks `time.sleep` of Python 3.11 and newer.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from django.utils import timezone

AHEAD = 2
true = time.time

time.time = lambda: true() + AHEAD
timezone.now = lambda: datetime.now(UTC) + timedelta(seconds=AHEAD)
