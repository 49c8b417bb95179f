"""Malformed and random requests cause no server error, and memory does not grow."""

from __future__ import annotations

import gc
import random
import resource
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler

from guide.http.page_cache import PageCache, close_body, request_environ
from tests.page_cache import FromDjango

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("one_connection")]
# The caches are full after the first requests, so memory must not grow with those that follow.
WARM_UP, COUNT = 6_000, 3_000
METHODS = ["GET"] * 12 + ["HEAD", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "FROB", "get", ""]
PATHS = [
    "/",
    "/guide/",
    "/guide/form/",
    "/variations/",
    "/variations/cable/",
    "/questions/",
    "/search/",
    "/routine/",
    "/routine.json",
]
PATHS += ["/sources/", "/changes/", "/about/", "/guide.json", "/sitemap.xml", "/robots.txt", "/healthz", "/readyz"]
PATHS += [
    "/preview/",
    "/admin/",
    "/admin/login/",
    "/static/guide/guide.css",
    "/nope",
    "//",
    "/guide//",
    "/guide/../etc",
]
PIECES = [
    "\x00",
    "\xff\xfe",
    "%00",
    "%ff",
    "..",
    "/",
    "\\",
    "'",
    '"',
    "<script>",
    "&",
    "=",
    ";",
    "\r\n",
    "a" * 3000,
    "💪",
]
PIECES += [
    "%F0%9F%92%AA",
    "{{7*7}}",
    "${x}",
    "-1",
    "1e309",
    "NaN",
    "[]",
    "aim",
    "equipment",
    "days",
    "cable",
    "٣",
    "\u202e",
]
NAMES = ["aim", "experience", "equipment", "placement", "days", "q", "utm_source", "", "aim[]", "__proto__", "%00", "é"]
VALUES = ["hypertrophy", "beginner", "band", "cable", "accessory", "3", "", "0", "-1", "9" * 400, "true", *PIECES]
HEADERS = ["HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_HX_REQUEST"]
HEADERS += ["HTTP_HX_HISTORY_RESTORE_REQUEST", "HTTP_COOKIE", "HTTP_HOST", "CONTENT_TYPE", "CONTENT_LENGTH"]
HEADERS += [
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_AUTHORIZATION",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_ORIGIN",
    "HTTP_HX_CURRENT_URL",
]
HEADER_VALUES = [
    "*",
    '"x"',
    'W/"1-a", "b"',
    "br;q=0, gzip",
    "bytes=0-",
    "bytes=9-1,-5",
    "true",
    "sessionid=" + "x" * 40,
]
HEADER_VALUES += [
    "Thu, 99 Foo 2026 99:99:99",
    "-1",
    "999999999999",
    "multipart/form-data",
    "evil.example",
    "localhost:99999",
]


def hostile_request(rng: random.Random) -> dict[str, object]:
    """Return one request: a known address with something wrong, or random parts."""
    path = rng.choice(PATHS)
    if rng.random() < 0.4:
        at = rng.randrange(len(path) + 1)
        path = path[:at] + rng.choice(PIECES) + path[at:]
    pairs = [f"{rng.choice(NAMES)}={rng.choice(VALUES)}" for _ in range(rng.choice((0, 0, 1, 3, 5, 30)))]
    environ = request_environ("http://testserver/") | {"REQUEST_METHOD": rng.choice(METHODS)}
    environ |= {"PATH_INFO": as_wsgi_text(path), "QUERY_STRING": as_wsgi_text(rng.choice("&;&&").join(pairs))}
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        environ[rng.choice(HEADERS)] = as_wsgi_text(rng.choice([*HEADER_VALUES, *PIECES]))
    return environ | {"wsgi.input": BytesIO(b"x=1")}


def as_wsgi_text(text: str) -> str:
    """Return text as WSGI passes it: UTF-8 bytes decoded as Latin-1."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def memory_in_use():
    """Return allocated memory blocks, and the resident bytes of the process where available."""
    gc.collect()
    statm = Path("/proc/self/statm")
    pages = int(statm.read_text().split()[1]) if statm.exists() else 0
    return sys.getallocatedblocks(), pages * resource.getpagesize()


def send_hostile_request(page_cache, rng):
    """Return the status of the response to one hostile request."""
    environ, answer = hostile_request(rng), []
    parts = page_cache(environ, lambda *head: answer.extend(head))
    body = b"".join(parts)
    close_body(parts)
    status = int(answer[0][:3])
    assert status < 500, environ
    assert b"Traceback" not in body
    assert b"<script>" not in body or "html" not in dict(answer[1])["content-type".title()], environ
    assert page_cache._cache._bytes <= 4 << 20
    return status


def test_no_request_causes_a_server_error_or_memory_growth(caplog):
    """Send random requests from a fixed seed, with the log switched off."""
    rng = random.Random(20261123)
    page_cache = PageCache(WSGIHandler(), FromDjango(), site="http://testserver", max_bytes=4 << 20)
    caplog.set_level("CRITICAL", logger="django.request")
    caplog.set_level("CRITICAL", logger="django.security")
    seen = {send_hostile_request(page_cache, rng) for _ in range(WARM_UP)}
    blocks, size = memory_in_use()
    seen |= {send_hostile_request(page_cache, rng) for _ in range(COUNT)}
    more_blocks, more_size = memory_in_use()
    assert {200, 302, 304, 400, 403, 404, 405} <= seen
    assert more_blocks - blocks < COUNT, "A piece for each request is a leak."
    assert more_size - size < 8 << 20
