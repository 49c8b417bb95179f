"""A limit on concurrent requests with a body, so that slow uploads leave threads free for readers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[..., Iterable[bytes]]
BUSY = b"The server is busy with other uploads. Try again in a few seconds.\n"
HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(BUSY))),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Retry-After", "5"),
]


class BodyLimit:
    """WSGI middleware that passes on at most `limit` requests with a body at a time, and answers others with 503.

    The server has no timeout for reading a body. Without this limit, a few requests that announce a body and never
    send it would block all threads.
    """

    def __init__(self, app: Application, limit: int) -> None:
        self._app, self._free = app, threading.BoundedSemaphore(limit)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:  # a body of these is never read
            return self._app(environ, start_response)
        if not self._free.acquire(blocking=False):
            start_response("503 Service Unavailable", HEADERS)
            return [BUSY]
        try:
            return self._app(environ, start_response)
        finally:
            self._free.release()
