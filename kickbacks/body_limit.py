"""Limits on requests with a body, so that slow or large uploads leave threads free for readers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[..., Iterable[bytes]]
MAX_BYTES = 16 << 20
BUSY = "503 Service Unavailable", b"The server is busy with other uploads. Try again in a few seconds.\n"
NO_LENGTH = "411 Length Required", b"Send the length of the body in the header Content-Length.\n"
TOO_LARGE = "413 Content Too Large", b"The body of the request is too large.\n"
HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
]


class BodyLimit:
    """WSGI middleware that passes on at most `limit` requests with a body at a time, and none that is too large.

    The server has no timeout for reading a body. Without this limit, a few requests that announce a body and never
    send it would block all threads.
    """

    def __init__(self, app: Application, limit: int) -> None:
        self._app, self._free = app, threading.BoundedSemaphore(limit)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:  # a body of these is never read
            return self._app(environ, start_response)
        if "HTTP_TRANSFER_ENCODING" in environ:
            return refuse(start_response, *NO_LENGTH)
        if int(environ.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
            return refuse(start_response, *TOO_LARGE)
        if not self._free.acquire(blocking=False):
            return refuse(start_response, *BUSY, ("Retry-After", "5"))
        try:
            return self._app(environ, start_response)
        finally:
            self._free.release()


def refuse(start_response: Callable[..., Any], status: str, text: bytes, *headers: tuple[str, str]) -> Iterable[bytes]:
    start_response(status, [*HEADERS, ("Content-Length", str(len(text))), *headers])
    return [text]
