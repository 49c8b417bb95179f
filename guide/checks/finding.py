"""The result of a check: what is wrong with one item, and how bad that is."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from guide.models.snapshot import ItemKey


class Severity(StrEnum):
    """How bad a finding is, the worst first."""

    ERROR = "error"  # blocks publishing
    GAP = "gap"  # the routine builder has no answer, or a wrong one: publishing needs a written reason
    WARNING = "warning"  # publishing needs a confirmation


class Finding(NamedTuple):
    severity: Severity
    key: ItemKey
    path: str  # the field, such as `body` or `steps[2].text`; empty if the finding is about the whole item
    message: str

    @property
    def place(self) -> str:
        """The field in words, such as “steps 3, text”."""
        counted = re.sub(r"\[(\d+)\]", lambda found: f" {int(found[1]) + 1}", self.path)
        return counted.replace(".", ", ").replace("_", " ")

    def __str__(self) -> str:
        field = f"{self.path}: " if self.path else ""
        return f"{self.key}: {field}{self.message}"


def error_finding(key: ItemKey, path: str, message: str) -> Finding:
    return Finding(Severity.ERROR, key, path, message)


def warning_finding(key: ItemKey, path: str, message: str) -> Finding:
    return Finding(Severity.WARNING, key, path, message)
