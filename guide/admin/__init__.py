"""The editors' desk, on the Django admin."""

from __future__ import annotations

from guide.admin import accounts, audit_log, checks, dashboard, feedback, help, import_export
from guide.admin.editing import text_preview, trash
from guide.admin.items import coaching, content, prescriptions
from guide.admin.publishing import changes, editions, preview_links, publish, scheduled

__all__ = [
    "accounts",
    "audit_log",
    "changes",
    "checks",
    "coaching",
    "content",
    "dashboard",
    "editions",
    "feedback",
    "help",
    "import_export",
    "prescriptions",
    "preview_links",
    "publish",
    "scheduled",
    "text_preview",
    "trash",
]
