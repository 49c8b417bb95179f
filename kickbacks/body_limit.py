"""Keeps threads of the server free for readers, whatever is sent to it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[..., Iterable[bytes]]
BUSY = b"Too many requests that send something are on their way. Try again in a few seconds.\n"
HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(BUSY))),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Retry-After", "5"),
]


class BodyLimit:
    """Passes on at most `limit` requests with a body at a time. Each further one is answered with 503 at once.

    A thread waits for the body of its request, and the server sets no time limit to that. So without this, a few
    bodies that are announced and never sent would take every thread.
    """

    def __init__(self, app: Application, limit: int) -> None:
        self._app, self._free = app, threading.BoundedSemaphore(limit)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:  # nobody reads a body that comes with these
            return self._app(environ, start_response)
        if not self._free.acquire(blocking=False):
            start_response("503 Service Unavailable", HEADERS)
            return [BUSY]
        try:
            return self._app(environ, start_response)
        finally:
            self._free.release()
