"""The editors' desk, on the Django admin."""

from __future__ import annotations

from guide.admin import coaching, content, edition, report

__all__ = ["coaching", "content", "edition", "report"]
