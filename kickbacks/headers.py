"""Response headers: the content security policy, and those that neither Django nor its packages set."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from wsgiref.headers import Headers

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponse

NO_STORE = "no-store"
HEADERS = {
    # The default. Without it, caches may store even a 404, whose page may be published a moment later.
    "Cache-Control": NO_STORE,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}


def security_headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if NO_STORE in response["Cache-Control"]:  # the directives that Django adds to it are redundant
            response["Cache-Control"] = NO_STORE
        return response

    return middleware


def ignore_ranges(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Send static files whole, which RFC 9110 allows (14.2). They are small, and pages are sent whole too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # WhiteNoise refuses a single byte with 416 and passes over If-Range.
        request.META.pop("HTTP_RANGE", None)
        return get_response(request)

    return middleware


def static_headers(headers: Headers, path: str, url: str) -> None:
    # WhiteNoise's own ETag is strong although encodings differ, and it differs between machines.
    headers["ETag"] = f'W/"{hashlib.sha256(Path(path).read_bytes()).hexdigest()[:20]}"'
    headers["Cache-Control"] = headers.get("Cache-Control", "").replace(", public", "")
