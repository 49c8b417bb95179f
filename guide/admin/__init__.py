"""The editors' desk, on the Django admin."""

from __future__ import annotations

from guide.admin import checks, coaching, content, edition, preview, report

__all__ = ["checks", "coaching", "content", "edition", "preview", "report"]
