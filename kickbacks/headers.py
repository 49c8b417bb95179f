"""Response headers that neither Django nor its packages here set."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from wsgiref.headers import Headers

from django.http import HttpRequest, HttpResponse

NO_STORE = "no-store"
HEADERS = {
    # What does not say how long it holds is not to be guessed at: caches keep even a 404, and it may be published next.
    "Cache-Control": NO_STORE,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if NO_STORE in response["Cache-Control"]:  # which says all that Django puts beside it
            response["Cache-Control"] = NO_STORE
        return response

    return middleware


def static_headers(headers: Headers, path: str, url: str) -> None:
    """WhiteNoise's own tag claims that each encoding has the same bytes, and differs between machines."""
    headers["ETag"] = f'W/"{hashlib.sha256(Path(path).read_bytes()).hexdigest()[:20]}"'
    headers["Cache-Control"] = headers.get("Cache-Control", "").replace(", public", "")
