"""Keeps rendered pages as bytes and hands them out ahead of Django (WSGI).

A public page is a pure function of edition and address, so it is rendered once for each edition. A view says
that its page may be kept, and which parameters it reads, by leaving a `CachePolicy` in the environ of the request.
Nothing else is kept, and nothing that sets a cookie.
"""

from __future__ import annotations

import math
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from io import BytesIO
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from guide.http.cached_response import CachedResponse
from guide.http.canonical_query import canonical_query
from guide.http.current_edition import CurrentEdition, EditionId

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
UNLISTED = ("/guide/",)
"""Pages that are rendered ahead though the sitemap does not list them."""
CURRENT_EDITION, CACHE_POLICY = "guide.delivered", "guide.keep"
"""In the environ: the edition that delivery found current, for the view; whether the page may be kept, for delivery."""


class CachePolicy(NamedTuple):
    """A view's word that its page is public: the edition that it shows and the parameters that it reads."""

    edition: EditionId
    parameters: tuple[str, ...]
    stored: bool = True
    """False for a page that is sent like the others, but not kept: its address holds a reader's own words."""


CacheKey = tuple[str, str, str, bool, bool]
"""The host, the path, the query in one form, whether it is a fragment, whether it is asked for over HTTPS: plain HTTP
may have to be led there. A plain tuple: one is made for each request."""


def is_fragment(environ: Environ) -> bool:
    """Whether htmx asks for a part of the page. When it restores a page from its history, it needs the whole."""
    return environ.get("HTTP_HX_REQUEST") == "true" and environ.get("HTTP_HX_HISTORY_RESTORE_REQUEST") != "true"


def is_secure(environ: Environ, behind_proxy: bool) -> bool:
    """Whether the visitor asked over HTTPS: a proxy says so in exactly this one word."""
    scheme: str = environ.get("HTTP_X_FORWARDED_PROTO", "http") if behind_proxy else environ["wsgi.url_scheme"]
    return scheme == "https"


def settle_variant(environ: Environ, *, fragment: bool, secure: bool) -> None:
    """Leave Django nothing to judge: of these headers it sees what was decided, and not what was sent."""
    for name in [name for name in environ if name.startswith("HTTP_HX_")]:
        del environ[name]
    if fragment:
        environ["HTTP_HX_REQUEST"] = "true"
    environ["HTTP_X_FORWARDED_PROTO"] = "https" if secure else "http"


class EditionCache:
    """The kept pages of one edition, bounded in bytes; what was asked for longest ago goes first."""

    def __init__(self, edition: EditionId, max_bytes: int) -> None:
        self.edition = edition
        self.parameters: dict[str, tuple[str, ...]] = {}
        self._pages: OrderedDict[CacheKey, CachedResponse] = OrderedDict()
        self._bytes, self._max_bytes = 0, max_bytes
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def is_half_full(self) -> bool:
        return 2 * self._bytes > self._max_bytes

    def get(self, key: CacheKey) -> CachedResponse | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: CacheKey, page: CachedResponse, parameters: tuple[str, ...]) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += page.size - (old.size if old else 0)
            self._pages[key] = page
            while self._bytes > self._max_bytes and len(self._pages) > 1:
                (_, path, *_), gone = self._pages.popitem(last=False)
                self._bytes -= gone.size
                self.parameters.pop(path, None)  # who asks for another page there next says it again
            self.parameters[key[1]] = parameters


class PageCache:
    def __init__(
        self,
        app: Application,
        current: CurrentEdition,
        *,
        site: str = "",
        behind_proxy: bool = False,
        max_bytes: int = 32 << 20,
    ) -> None:
        """`site` is the one address of the site, such as https://guide.example: its pages can be rendered ahead.

        `behind_proxy` is whether a proxy sets X-Forwarded-Proto."""
        self._app, self._current, self._site, self._max_bytes = app, current, site, max_bytes
        self._behind_proxy = behind_proxy
        self._cache = EditionCache((0, ""), max_bytes)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        edition = self._current.read() if environ["REQUEST_METHOD"] in {"GET", "HEAD"} else None
        if edition is None:
            return self._from_django(environ, start_response)
        return self._respond(environ, start_response, self._cache_of(edition))

    def _cache_of(self, edition: EditionId) -> EditionCache:
        shelf = self._cache
        if shelf.edition != edition:
            shelf = self._cache = EditionCache(edition, self._max_bytes)
        return shelf

    def _respond(self, environ: Environ, start_response: StartResponse, shelf: EditionCache) -> Iterable[bytes]:
        page = self._kept(environ, shelf)
        return page.respond(environ, start_response) if page else self._ask(environ, start_response, shelf)

    def _kept(self, environ: Environ, shelf: EditionCache) -> CachedResponse | None:
        parameters = shelf.parameters.get(environ["PATH_INFO"])
        return None if parameters is None else shelf.get(self._key(environ, parameters))

    def prerender(self, edition: EditionId, *, seconds: float = math.inf) -> int:
        """Render and compress the pages of the edition's sitemap, so that no reader waits: those that fit into so many
        seconds and into half of the shelf. The other half is for what readers ask for.

        Returns the number of pages that are rendered."""
        end, shelf = monotonic() + seconds, self._cache_of(edition)
        listed = re.findall(rb"<loc>(.*?)</loc>", self._fetch(request_environ(f"{self._site}/sitemap.xml"), shelf))
        addresses = [*(address.decode() for address in listed), *(self._site + path for path in UNLISTED)]
        for done, address in enumerate(addresses):
            if monotonic() > end or shelf.is_half_full:
                return done
            environ = request_environ(address)
            self._fetch(environ, shelf)
            if page := self._kept(environ, shelf):
                page.compress()
        return len(addresses)

    def _fetch(self, environ: Environ, shelf: EditionCache) -> bytes:
        body = self._respond(environ, lambda *args: None, shelf)
        try:
            return b"".join(body)
        finally:
            close_body(body)

    def _key(self, environ: Environ, parameters: tuple[str, ...]) -> CacheKey:
        query = canonical_query(environ.get("QUERY_STRING", ""), parameters)
        secure = is_secure(environ, self._behind_proxy)
        return environ.get("HTTP_HOST", ""), environ["PATH_INFO"], query, is_fragment(environ), secure

    def _from_django(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        secure = is_secure(environ, self._behind_proxy)
        settle_variant(environ, fragment=is_fragment(environ), secure=secure)
        return self._app(environ, start_response)

    def _ask(self, environ: Environ, start_response: StartResponse, shelf: EditionCache) -> Iterable[bytes]:
        """Django's answer, kept if the view says so and it shows the edition that is current."""
        head: list[Any] = []
        environ[CURRENT_EDITION] = shelf.edition
        body = self._from_django(environ, lambda *args: head.extend(args))
        keep: CachePolicy | None = environ.get(CACHE_POLICY)
        if keep is None or any(name.lower() == "set-cookie" for name, _ in head[1]):
            start_response(*head)
            return body
        page = CachedResponse(head[0], head[1], b"".join(body))
        close_body(body)
        if keep.stored and keep.edition == shelf.edition:
            shelf.put(self._key(environ, keep.parameters), page, keep.parameters)
        return page.respond(environ, start_response)


def request_environ(address: str) -> Environ:
    """A request for an absolute address, as a server would hand it over."""
    parts = urlsplit(address)
    port = str(parts.port or (443 if parts.scheme == "https" else 80))
    environ = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": parts.path or "/", "QUERY_STRING": parts.query}
    environ |= {"SERVER_NAME": parts.hostname or "", "SERVER_PORT": port, "HTTP_HOST": parts.netloc}
    environ |= {"SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": parts.scheme}
    return environ | {"wsgi.input": BytesIO(), "wsgi.errors": BytesIO(), "HTTP_X_FORWARDED_PROTO": parts.scheme}


def close_body(body: Any) -> None:
    if hasattr(body, "close"):
        body.close()
