"""JSON logs of requests and messages, and the error page, whose error id is in the log too.

For readers' privacy, no line has a client address or a query.
"""

from __future__ import annotations

import logging
import re
import secrets
import sys
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from pythonjsonlogger.json import JsonFormatter

from guide.http.failed_writes import ERROR_ID
from guide.http.page_cache import CACHE_POLICY

Application = Callable[..., Iterable[bytes]]
ROUTE = "guide.route"
MAX_LENGTH = 200
SIGNED_TOKEN = re.compile("(?<=/preview/shared/)[^/ ]+")
FIELDS = ("time", "level", "logger", "message", "trace")
request_logger = logging.getLogger("kickbacks.requests")


class MessageFormatter(JsonFormatter):
    """Formats a log message as JSON with only FIELDS, since other attributes of a record may identify a reader."""

    def __init__(self) -> None:
        names = {"levelname": "level", "name": "logger", "exc_info": "trace"}
        super().__init__(["levelname", "name", "message"], rename_fields=names, timestamp="time")

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        line = {name: log_data[name] for name in FIELDS if name in log_data}
        line["message"] = SIGNED_TOKEN.sub("…", line["message"])
        if error := getattr(log_data.get("request"), "environ", {}).get(ERROR_ID):
            line["error"] = error
        return line


class RequestLog:
    """WSGI middleware that logs one line for each request, also for those that the page cache answers."""

    def __init__(self, app: Application) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        status_and_headers: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            status_and_headers[:] = status, headers
            return start_response(status, headers, *rest)

        started_at = perf_counter()
        body = self._app(environ, start)
        status, headers = status_and_headers
        request_logger.info(request_fields(environ, status, headers, perf_counter() - started_at))
        return body


def request_fields(
    environ: dict[str, Any], status: str, headers: list[tuple[str, str]], seconds: float
) -> dict[str, Any]:
    fields = {
        "method": environ["REQUEST_METHOD"][:MAX_LENGTH],
        "path": SIGNED_TOKEN.sub("…", loggable_path(environ)[:MAX_LENGTH]),
        "status": int(status[:3]),
        "edition": next((value for name, value in headers if name == "Edition"), ""),
        "ms": round(seconds * 1000, 2),
        "outcome": request_outcome(environ, status),
    }
    return fields | ({"error": environ[ERROR_ID]} if ERROR_ID in environ else {})


def loggable_path(environ: dict[str, Any]) -> str:
    """Return the path of a public page, or else the route, since other paths may contain a name or a signed token."""
    return (CACHE_POLICY not in environ and environ.get(ROUTE)) or environ["PATH_INFO"]


def request_outcome(environ: dict[str, Any], status: str) -> str:
    if status[0] == "5":
        return "error"
    if status[:3] == "304":
        return "304"
    return "rendered" if ROUTE in environ else "cached"


def store_route(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Django middleware that stores the route of each request in its environ, for the log."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        request.META[ROUTE] = request.resolver_match.route if request.resolver_match else ""
        return response

    return middleware


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the error page, with an error id that is in the log too."""
    request.META[ERROR_ID] = secrets.token_hex(4)
    page = render_to_string("500.html", {"error": request.META[ERROR_ID]})
    # With 503, caches try another server, whose database may work.
    return HttpResponse(page, status=503 if isinstance(sys.exception(), OperationalError) else 500)
