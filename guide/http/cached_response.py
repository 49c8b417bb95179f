"""One page as bytes, in each form that a browser may ask for: as it is, gzip and brotli."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Any

import brotli

Headers = list[tuple[str, str]]
EncodedResponse = tuple[str, Headers, Headers, bytes]
"""The tag of a page in one encoding, its headers, those of a 304, and the body."""
# No page is much longer than a window of 64 kB, and a longer one takes megabytes for each page.
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=5, lgwin=16),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}
# A tenth smaller, and 50 times slower: 50 ms for most pages, half a second for the whole guide.
COMPRESS_BEST = partial(brotli.compress, quality=11, lgwin=18)
MAX_HEADER_LENGTH = 200
"""Letters of an Accept-Encoding header that count: the answer is remembered, and that must not fill the memory."""
ACCEPT_ENCODING_PART = re.compile(r"\s*([^\s;]+)\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?")
# What describes a body has no place in a 304, which has none (RFC 9110, section 15.4.5). All else is said again: which
# edition, how long it holds, what a browser must not do with it.
BODY_HEADERS = {"content-type", "content-encoding", "content-length", "content-disposition"}


class CachedResponse:
    def __init__(self, status: str, headers: Headers, body: bytes) -> None:
        self.status = status
        self._body = body
        self._headers = [(name, value) for name, value in headers if name.lower() not in {"content-length", "vary"}]
        vary = [value for name, value in headers if name.lower() == "vary"]
        self._headers.append(("Vary", ", ".join([*vary, "Accept-Encoding"])))
        self._encoded: dict[str, EncodedResponse] = {}

    @property
    def size(self) -> int:
        """Bytes held, about: the page, its compressed forms and the headers."""
        return 2 * len(self._body) + 2048

    def respond(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        encoding = negotiate_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")[:MAX_HEADER_LENGTH])
        tag, headers, unchanged, body = self._encoded.get(encoding) or self._encode(encoding)
        if tag and etag_matches(environ.get("HTTP_IF_NONE_MATCH", ""), tag):
            start_response("304 Not Modified", unchanged)
            return []
        start_response(self.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def compress(self) -> None:
        """Make the smallest brotli form, for a page that no reader waits for. It takes the place of the quick one."""
        self._keep("br", "br-best", COMPRESS_BEST(self._body))

    def _encode(self, encoding: str) -> EncodedResponse:
        """The page in one encoding, made when it is first asked for."""
        return self._keep(encoding, encoding, COMPRESSORS[encoding](self._body) if encoding else self._body)

    def _keep(self, encoding: str, suffix: str, body: bytes) -> EncodedResponse:
        """Keep a form. What has other bytes has another strong tag, so each has its own suffix."""
        if len(body) > len(self._body):
            return self._encoded.setdefault(encoding, self._encode(""))
        tag = next((value for name, value in self._headers if name.lower() == "etag"), "")
        if suffix and tag:
            tag = f'{tag[:-1]}-{suffix}"'
        headers = [(name, tag if name.lower() == "etag" else value) for name, value in self._headers]
        unchanged = [(name, value) for name, value in headers if name.lower() not in BODY_HEADERS]
        headers += [("Content-Encoding", encoding)] if encoding else []
        headers.append(("Content-Length", str(len(body))))
        self._encoded[encoding] = tag, headers, unchanged, body
        return self._encoded[encoding]


@lru_cache(maxsize=256)
def negotiate_encoding(header: str) -> str:
    """The form that an Accept-Encoding header likes best, and of equals the shortest; empty for the page as it is."""
    parts = map(ACCEPT_ENCODING_PART.fullmatch, header.lower().split(","))
    found = {part[1]: float(part[2] or 1) for part in parts if part}
    weights = {form: found.get(form, found.get("*", 0.0)) for form in (*COMPRESSORS, "identity")}
    best = max(weights, key=weights.__getitem__)
    return best if best in COMPRESSORS and weights[best] else ""


def etag_matches(header: str, tag: str) -> bool:
    """Whether an If-None-Match header names this tag."""
    if not header:
        return False
    return header.strip() == "*" or any(part.strip().removeprefix("W/") == tag for part in header.split(","))
