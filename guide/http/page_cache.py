"""WSGI middleware that caches rendered pages in memory and serves them without calling Django.

A public page depends only on the edition and the address, so it is rendered once per edition. A view opts in by
storing a `CachePolicy` in the environ of its request. No other response is cached, and none that sets a cookie.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from guide.http.cached_response import CachedResponse
from guide.http.canonical_query import canonical_query
from guide.http.current_edition import CurrentEdition, EditionId

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
UNLISTED = ("/guide/",)  # prerendered though the sitemap does not list them
MAX_CONTENT_TYPE = 200  # characters; browsers send about 70
MAX_QUERY_LENGTH = 1_000  # of a page that is stored; all questions of the builder answered take 400
# Keys in the WSGI environ: the cache tells the view the edition, the view tells the cache its `CachePolicy`.
CURRENT_EDITION, CACHE_POLICY = "guide.current_edition", "guide.cache_policy"


class CachePolicy(NamedTuple):
    """Marks a page as public: the edition that it shows and the query parameters that it reads."""

    edition: EditionId
    parameters: tuple[str, ...]
    # False for a page whose address holds a reader's own words or a mistake: it is compressed like the others, but not
    # stored. There are endlessly many of them.
    stored: bool = True


# Host, path, canonical query, is a fragment, is secure. A plain tuple, since one is made for each request.
CacheKey = tuple[str, str, str, bool, bool]


def is_usual_host(host: str, ports: Collection[str]) -> bool:
    """Whether a Host header names a port that readers use, or none. Django accepts any port and any case."""
    port = re.search(r":(\d*)$", host)
    return host == host.lower() and not host.endswith(".") and (port is None or port[1] in ports)


def is_fragment(environ: Environ) -> bool:
    """Whether htmx requests a part of the page. When it restores a page from its history, it needs the full page."""
    return environ.get("HTTP_HX_REQUEST") == "true" and environ.get("HTTP_HX_HISTORY_RESTORE_REQUEST") != "true"


def is_secure(environ: Environ, behind_proxy: bool) -> bool:
    """Whether the visitor uses HTTPS. A proxy in front reports it in X-Forwarded-Proto."""
    scheme: str = environ.get("HTTP_X_FORWARDED_PROTO", "http") if behind_proxy else environ["wsgi.url_scheme"]
    return scheme == "https"


def normalize_variant_headers(environ: Environ, *, fragment: bool, secure: bool) -> None:
    """Replace the headers that choose the variant, so that Django renders exactly the one in the cache key."""
    for name in [name for name in environ if name.startswith("HTTP_HX_")]:
        del environ[name]
    if fragment:
        environ["HTTP_HX_REQUEST"] = "true"
    environ["HTTP_X_FORWARDED_PROTO"] = "https" if secure else "http"


def limit_slow_headers(environ: Environ) -> None:
    """Shorten headers that Python before 3.11.10 and Django can take seconds to read (CVE-2024-7592).

    Our cookies have no backslash. One can also stand for a null character, which PostgreSQL refuses.
    """
    environ["HTTP_COOKIE"] = environ.get("HTTP_COOKIE", "").replace("\\", "")
    environ["CONTENT_TYPE"] = environ.get("CONTENT_TYPE", "")[:MAX_CONTENT_TYPE]


def entry_size(key: CacheKey, page: CachedResponse) -> int:
    """Return about how many bytes a page takes in memory, with its key: up to 4 for each character."""
    return page.size + 4 * (len(key[0]) + len(key[1]) + len(key[2]))


class EditionCache:
    """Pages of one edition. Above `max_bytes` the least recently used are dropped."""

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
            self._bytes += entry_size(key, page) - (entry_size(key, old) if old else 0)
            self._pages[key] = page
            while self._bytes > self._max_bytes and len(self._pages) > 1:
                oldest, gone = self._pages.popitem(last=False)
                self._bytes -= entry_size(oldest, gone)
                self.parameters.pop(
                    oldest[1], None
                )  # the next request for this path reaches the view, which sets it again
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
        """`site` is the site's address, such as https://guide.example, for prerendering.

        `behind_proxy` is whether a proxy sets X-Forwarded-Proto.
        """
        self._app, self._current, self._site, self._max_bytes = app, current, site, max_bytes
        self._behind_proxy = behind_proxy
        self._cache = EditionCache((0, ""), max_bytes)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        edition = self._current.read() if environ["REQUEST_METHOD"] in {"GET", "HEAD"} else None
        if edition is None:
            return self._from_django(environ, start_response)
        return self._respond(environ, start_response, self._cache_for(edition))

    def _cache_for(self, edition: EditionId) -> EditionCache:
        cache = self._cache
        if cache.edition != edition:
            cache = self._cache = EditionCache(edition, self._max_bytes)
        return cache

    def _respond(self, environ: Environ, start_response: StartResponse, cache: EditionCache) -> Iterable[bytes]:
        page = self._cached_page(environ, cache)
        if page:
            return page.respond(environ, start_response)
        return self._render(environ, start_response, cache)

    def _cached_page(self, environ: Environ, cache: EditionCache) -> CachedResponse | None:
        parameters = cache.parameters.get(environ["PATH_INFO"])
        return None if parameters is None else cache.get(self._key(environ, parameters))

    def prerender(self, edition: EditionId) -> int:
        """Render and compress the pages of the edition's sitemap, so that no reader waits for them.

        Stops when another edition is current, and when the cache is half full: the other half is for other pages that
        readers request.
        Returns the number of pages rendered.
        """
        cache = self._cache_for(edition)
        listed = re.findall(rb"<loc>(.*?)</loc>", self._fetch(request_environ(f"{self._site}/sitemap.xml"), cache))
        addresses = [*(address.decode() for address in listed), *(self._site + path for path in UNLISTED)]
        for done, address in enumerate(addresses):
            if cache.is_half_full or cache is not self._cache:  # a newer edition is current by now
                return done
            environ = request_environ(address)
            self._fetch(environ, cache)
            if page := self._cached_page(environ, cache):
                page.compress()
        return len(addresses)

    def _fetch(self, environ: Environ, cache: EditionCache) -> bytes:
        body = self._respond(environ, lambda *args: None, cache)
        try:
            return b"".join(body)
        finally:
            close_body(body)

    def _key(self, environ: Environ, parameters: tuple[str, ...]) -> CacheKey:
        query = canonical_query(environ.get("QUERY_STRING", ""), parameters)
        secure = is_secure(environ, self._behind_proxy)
        return environ.get("HTTP_HOST", ""), environ["PATH_INFO"], query, is_fragment(environ), secure

    def _is_usual(self, environ: Environ, key: CacheKey) -> bool:
        ports = {environ["SERVER_PORT"], str(urlsplit(self._site).port or "")}
        return len(key[2]) <= MAX_QUERY_LENGTH and is_usual_host(key[0], ports)

    def _from_django(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        secure = is_secure(environ, self._behind_proxy)
        limit_slow_headers(environ)
        normalize_variant_headers(environ, fragment=is_fragment(environ), secure=secure)
        return self._app(environ, start_response)

    def _render(self, environ: Environ, start_response: StartResponse, cache: EditionCache) -> Iterable[bytes]:
        """Return Django's response. Store it if the view set a policy and rendered the current edition."""
        head: list[Any] = []
        environ[CURRENT_EDITION] = cache.edition
        body = self._from_django(environ, lambda *args: head.extend(args))
        policy: CachePolicy | None = environ.get(CACHE_POLICY)
        if policy is None or any(name.lower() == "set-cookie" for name, _ in head[1]):
            start_response(*head)
            return body
        page = CachedResponse(head[0], head[1], b"".join(body))
        close_body(body)
        key = self._key(environ, policy.parameters)
        if policy.stored and policy.edition == cache.edition and self._is_usual(environ, key):
            cache.put(key, page, policy.parameters)
        return page.respond(environ, start_response)


def request_environ(address: str) -> Environ:
    """Return the WSGI environ of a GET request for an absolute address."""
    parts = urlsplit(address)
    port = str(parts.port or (443 if parts.scheme == "https" else 80))
    environ = {"REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": parts.path or "/", "QUERY_STRING": parts.query}
    environ |= {"SERVER_NAME": parts.hostname or "", "SERVER_PORT": port, "HTTP_HOST": parts.netloc}
    environ |= {"SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": parts.scheme}
    return environ | {"wsgi.input": BytesIO(), "wsgi.errors": BytesIO(), "HTTP_X_FORWARDED_PROTO": parts.scheme}


def close_body(body: Any) -> None:
    if hasattr(body, "close"):
        body.close()
