"""Logs as JSON, one object a line, and the id by which a reader's error is found in them.

A line of a request holds no address of a visitor and no query: what people ask is nobody's business.
"""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache
from time import perf_counter, time
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from guide.delivery import KEEP
from guide.unsaved import ERROR

Application = Callable[..., Iterable[bytes]]
ROUTE = "guide.route"
STDOUT, LONG = 1, 200
SIGNED = re.compile("(?<=/preview/shared/)[^/ ]+")


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {"time": stamp(record.created), "level": record.levelname, "logger": record.name}
        line["message"] = SIGNED.sub("…", record.getMessage())
        if error := getattr(getattr(record, "request", None), "environ", {}).get(ERROR):
            line["error"] = error
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class RequestLog:
    """Writes one line for each request that passes through it, those answered ahead of Django too."""

    def __init__(self, app: Application, write: Callable[[bytes], Any] = lambda line: os.write(STDOUT, line)) -> None:
        self._app, self._write = app, write

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        head: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            head[:] = status, headers
            return start_response(status, headers, *rest)

        begun = perf_counter()
        body = self._app(environ, start)
        self._write(line_of(environ, head[0], head[1], perf_counter() - begun))
        return body


def line_of(environ: dict[str, Any], status: str, headers: list[tuple[str, str]], seconds: float) -> bytes:
    """One line; put together by hand, since a kept page takes hardly longer than json.dumps."""
    edition = next((value for name, value in headers if name == "Edition"), "")
    path, method = quoted(address_of(environ)[:LONG]), quoted(environ["REQUEST_METHOD"][:LONG])
    outcome = outcome_of(environ, status)
    error = f', "error": "{environ[ERROR]}"' if ERROR in environ else ""
    return (
        f'{{"time": "{stamp(time())}", "method": {method}, "path": {path}, "status": {status[:3]}, '
        f'"edition": "{edition}", "ms": {seconds * 1000:.2f}, "outcome": "{outcome}"{error}}}\n'
    ).encode()


@lru_cache(maxsize=1024)
def quoted(text: str) -> str:
    return json.dumps(SIGNED.sub("…", text))


def address_of(environ: dict[str, Any]) -> str:
    """The path of a public page. Of all others the route, since their paths may hold a name or a signed key."""
    return (KEEP not in environ and environ.get(ROUTE)) or environ["PATH_INFO"]


def outcome_of(environ: dict[str, Any], status: str) -> str:
    """How a request ended: an error, 304, made by Django, or kept from an earlier request."""
    if status[0] == "5":
        return "error"
    if status[:3] == "304":
        return "304"
    return "made" if ROUTE in environ else "kept"


def stamp(seconds: float) -> str:
    """A moment in UTC, as RFC 3339 writes it."""
    whole = int(seconds)
    return f"{second(whole)}.{int((seconds - whole) * 1000):03}Z"


@lru_cache(maxsize=4)
def second(whole: int) -> str:
    return datetime.fromtimestamp(whole, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def remember_route(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Leave the route of each request where its line in the log is made."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        request.environ[ROUTE] = request.resolver_match.route if request.resolver_match else ""
        return response

    return middleware


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of an error, with an id that the log has too. 503 tells caches to ask a node that has its database."""
    request.environ[ERROR] = secrets.token_hex(4)
    page = render_to_string("500.html", {"error": request.environ[ERROR]})
    return HttpResponse(page, status=503 if isinstance(sys.exception(), OperationalError) else 500)
