"""The editors' desk, on the Django admin."""

from __future__ import annotations

from guide.admin import (
    activity,
    changes,
    checks,
    coaching,
    content,
    deleted,
    edition,
    first_steps,
    inout,
    panels,
    people,
    prescriptions,
    preview,
    publish,
    report,
    waiting,
    writing,
)

__all__ = [
    "activity",
    "changes",
    "checks",
    "coaching",
    "content",
    "deleted",
    "edition",
    "first_steps",
    "inout",
    "panels",
    "people",
    "prescriptions",
    "preview",
    "publish",
    "report",
    "waiting",
    "writing",
]
