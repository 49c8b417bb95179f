"""Failed writes: log an id and show the submitted values again, so that nothing typed is lost."""

from __future__ import annotations

import logging
import secrets
from typing import NamedTuple

from django.db import InternalError, OperationalError
from django.http import HttpRequest, QueryDict

# Raised if the disk is full or the database is away; InternalError if PostgreSQL is read-only.
WRITE_ERRORS = (OperationalError, InternalError)
# Key in the WSGI environ: the id of the request's error in the log.
ERROR_ID = "guide.error"
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
    """Log the error and return its id."""
    error_id = request.META[ERROR_ID] = secrets.token_hex(4)
    logger.error("The submitted data could not be stored: %s", error, exc_info=error, extra={"request": request})
    return error_id


def submitted_values(data: QueryDict) -> list[SubmittedValue]:
    """Return all submitted values but passwords, to fill a form that can be sent again."""
    names = [name for name in data if name not in EXCLUDED_FIELDS and "password" not in name]
    return [SubmittedValue(name, text) for name in names for text in data.getlist(name)]
