"""The server's entry on a machine whose clock is ahead."""

from __future__ import annotations

import tests.cluster.ahead  # noqa: F401
from kickbacks.wsgi import application

__all__ = ["application"]
