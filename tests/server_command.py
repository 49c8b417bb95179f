"""The server's command line, as in the Makefile and .deploy/guide.service."""

from __future__ import annotations

import sys

GRANIAN = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--blocking-threads", "8"]
GRANIAN += ["--backpressure", "2048", "--http1-header-read-timeout", "5000", "--http1-buffer-size", "65536"]
GRANIAN += ["--respawn-failed-workers", "--workers-kill-timeout", "5"]
