"""The editors' desk: the Django admin with its own pages for editing and publishing."""

from __future__ import annotations

# Django imports this package to register the admin. Each module registers its own pages.
# ruff: noqa: F401
from guide.admin import accounts, audit_log, checks, dashboard, feedback, import_export
from guide.admin.editing import text_preview, trash, versions
from guide.admin.items import coaching, content, limit_matrix, prescription_grid, prescriptions
from guide.admin.publishing import changes, editions, preview_links, publish, scheduled
