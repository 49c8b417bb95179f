"""The application of a machine whose clock is ahead, for the server to load."""

from __future__ import annotations

import tests.cluster.ahead  # noqa: F401
from kickbacks.wsgi import application as application
