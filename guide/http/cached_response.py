"""A rendered page as bytes: uncompressed, gzip and brotli."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Any

import brotli

Headers = list[tuple[str, str]]
# ETag, headers, headers of a 304, body
EncodedResponse = tuple[str, Headers, Headers, bytes]
# A window of 64 kB (lgwin=16) is about as long as a page; a larger one needs megabytes of memory per page.
COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=9, lgwin=16),
    "gzip": partial(gzip.compress, compresslevel=6, mtime=0),
}
# Saves another 9 %, but takes 50 times as long: 50 ms for most pages, half a second for the full guide.
COMPRESS_BEST = partial(brotli.compress, quality=11, lgwin=18)
# Characters read of an Accept-Encoding header. Results are cached by header, so this bounds the memory.
MAX_HEADER_LENGTH = 200
ACCEPT_ENCODING_PART = re.compile(r"\s*([^\s;]+)\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?")
# A 304 has no body, so headers that describe the body are left out of it (RFC 9110, section 15.4.5).
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
        """About how many bytes this takes in memory, with compressed bodies and headers."""
        return 2 * len(self._body) + 2048

    def respond(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        encoding = negotiate_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")[:MAX_HEADER_LENGTH])
        etag, headers, headers_304, body = self._encoded.get(encoding) or self._encode(encoding)
        if etag and etag_matches(environ.get("HTTP_IF_NONE_MATCH", ""), etag):
            start_response("304 Not Modified", headers_304)
            return []
        start_response(self.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def compress(self) -> None:
        """Compress with brotli at its best quality. It is slow: call it only while no reader waits."""
        self._store("br", "br-best", COMPRESS_BEST(self._body))

    def _encode(self, encoding: str) -> EncodedResponse:
        return self._store(encoding, encoding, COMPRESSORS[encoding](self._body) if encoding else self._body)

    def _store(self, encoding: str, suffix: str, body: bytes) -> EncodedResponse:
        if len(body) > len(self._body):
            return self._encoded.setdefault(encoding, self._encode(""))
        etag = next((value for name, value in self._headers if name.lower() == "etag"), "")
        # A strong ETag stands for exact bytes, so each encoding has its own.
        if suffix and etag:
            etag = f'{etag[:-1]}-{suffix}"'
        headers = [(name, etag if name.lower() == "etag" else value) for name, value in self._headers]
        headers_304 = [(name, value) for name, value in headers if name.lower() not in BODY_HEADERS]
        headers += [("Content-Encoding", encoding)] if encoding else []
        headers.append(("Content-Length", str(len(body))))
        self._encoded[encoding] = etag, headers, headers_304, body
        return self._encoded[encoding]


@lru_cache(maxsize=256)
def negotiate_encoding(header: str) -> str:
    """Return the encoding that an Accept-Encoding header prefers, brotli before gzip; empty for no compression."""
    parts = map(ACCEPT_ENCODING_PART.fullmatch, header.lower().split(","))
    found = {part[1]: float(part[2] or 1) for part in parts if part}
    weights = {name: found.get(name, found.get("*", 0.0)) for name in (*COMPRESSORS, "identity")}
    best = max(weights, key=weights.__getitem__)
    return best if best in COMPRESSORS and weights[best] else ""


def etag_matches(header: str, etag: str) -> bool:
    """Whether an If-None-Match header lists this ETag."""
    if not header:
        return False
    return header.strip() == "*" or any(part.strip().removeprefix("W/") == etag for part in header.split(","))
