"""Requests that no browser would send: whatever comes, the answer is never a server error, and memory does not grow."""

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
from guide.models import Edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]
COUNT = 20_000
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


class FromDjango:
    def read(self):
        return Edition.objects.live().values_list("number", "digest").first()


def hostile(dice: random.Random) -> dict[str, object]:
    """One request: a known address with something wrong, or nonsense from end to end."""
    path = dice.choice(PATHS)
    if dice.random() < 0.4:
        at = dice.randrange(len(path) + 1)
        path = path[:at] + dice.choice(PIECES) + path[at:]
    pairs = [f"{dice.choice(NAMES)}={dice.choice(VALUES)}" for _ in range(dice.choice((0, 0, 1, 3, 5, 30)))]
    environ = request_environ("http://testserver/") | {"REQUEST_METHOD": dice.choice(METHODS)}
    environ |= {"PATH_INFO": wsgi(path), "QUERY_STRING": wsgi(dice.choice("&;&&").join(pairs))}
    for _ in range(dice.choice((0, 1, 1, 2, 4))):
        environ[dice.choice(HEADERS)] = wsgi(dice.choice([*HEADER_VALUES, *PIECES]))
    return environ | {"wsgi.input": BytesIO(b"x=1")}


def wsgi(text: str) -> str:
    """Text as a server hands it over: bytes in the dress of Latin-1."""
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def held():
    """Pieces of memory in use, and bytes of the process where the system tells."""
    gc.collect()
    told = Path("/proc/self/statm")
    pages = int(told.read_text().split()[1]) if told.exists() else 0
    return sys.getallocatedblocks(), pages * resource.getpagesize()


def ask(delivery, dice):
    """The status of the answer to one hostile request."""
    environ, answer = hostile(dice), []
    parts = delivery(environ, lambda *head: answer.extend(head))
    body = b"".join(parts)
    close_body(parts)
    status = int(answer[0][:3])
    assert status < 500, environ
    assert b"Traceback" not in body
    assert b"<script>" not in body or "html" not in dict(answer[1])["content-type".title()], environ
    assert delivery._cache._bytes <= 4 << 20
    return status


def test_no_request_makes_a_server_error_and_memory_does_not_grow(caplog):
    """All of them, from a fixed seed; the log is kept quiet, since each refused request is a line in it.

    What is kept is full after the first half, so after the second one nothing more may be held.
    """
    dice = random.Random(20261123)
    delivery = PageCache(WSGIHandler(), FromDjango(), site="http://testserver", max_bytes=4 << 20)
    caplog.set_level("CRITICAL", logger="django.request")
    caplog.set_level("CRITICAL", logger="django.security")
    seen = {ask(delivery, dice) for _ in range(COUNT // 2)}
    blocks, size = held()
    seen |= {ask(delivery, dice) for _ in range(COUNT // 2)}
    more_blocks, more_size = held()
    assert {200, 302, 304, 400, 403, 404, 405} <= seen
    assert more_blocks - blocks < COUNT // 4, "A piece for each second request is a leak."
    assert more_size - size < 8 << 20
