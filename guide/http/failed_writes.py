"""What somebody sent and the database could not store: its disk is full, or takes no more writing, or it is away."""

from __future__ import annotations

import logging
import secrets
from typing import NamedTuple

from django.db import InternalError, OperationalError
from django.http import HttpRequest, QueryDict

WRITE_ERRORS = (OperationalError, InternalError)
"""What Django raises then. PostgreSQL that is read-only says InternalError."""
ERROR_ID = "guide.error"
"""In the environ of a request: the id of its error, which the log has too."""
EXCLUDED_FIELDS = {"csrfmiddlewaretoken"}
LONG_VALUE = 30
logger = logging.getLogger(__name__)


class SubmittedValue(NamedTuple):
    name: str
    text: str

    @property
    def label(self) -> str:
        return " ".join(self.name.replace("_", " ").replace("-", " ").split()).capitalize()

    @property
    def is_long(self) -> bool:
        return len(self.text) > LONG_VALUE


def log_failed_write(request: HttpRequest, error: Exception) -> str:
    """Write it into the log; the id under which it stands there."""
    number = request.META[ERROR_ID] = secrets.token_hex(4)
    logger.error("What was sent could not be stored: %s", error, exc_info=error, extra={"request": request})
    return number


def submitted_values(data: QueryDict) -> list[SubmittedValue]:
    """All that was sent, to be sent again; passwords are not written into a page."""
    names = [name for name in data if name not in EXCLUDED_FIELDS and "password" not in name]
    return [SubmittedValue(name, text) for name in names for text in data.getlist(name)]
