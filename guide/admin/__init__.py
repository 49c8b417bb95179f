"""The editors' desk, on the Django admin."""

from __future__ import annotations

from guide.admin import changes, checks, coaching, content, edition, preview, publish, report, routines, waiting

__all__ = ["changes", "checks", "coaching", "content", "edition", "preview", "publish", "report", "routines", "waiting"]
