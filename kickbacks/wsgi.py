"""The entry for any WSGI server. `kickbacks.serve` is the one that is meant for the guide."""

from __future__ import annotations

from kickbacks.program import application, follow_editions

follow_editions()

__all__ = ["application"]
