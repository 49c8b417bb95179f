"""The WSGI application of a node whose clock is ahead."""

from __future__ import annotations

import tests.cluster.ahead  # noqa: F401
from kickbacks.wsgi import application as application
