"""Page caches in tests that run in a transaction."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler

from guide.http.page_cache import PageCache, request_environ
from guide.models import Edition

SITE = "http://testserver"
GOOD = "aim=hypertrophy&experience=beginner&equipment=band"


class FromDjango:
    """Reads the current edition within the test's own transaction."""

    def read(self):
        return Edition.objects.live().values_list("number", "digest").first()


class CountingApp:
    """A WSGI application that counts its calls."""

    def __init__(self):
        self.django, self.calls = WSGIHandler(), 0

    def __call__(self, environ, start_response):
        self.calls += 1
        return self.django(environ, start_response)


def getter(app):
    """Return a function that gets a page through a page cache of its own: status, headers and body."""
    page_cache = PageCache(app, FromDjango(), site=SITE)

    def get(path, **environ):
        answer = []
        body = page_cache(
            request_environ(SITE + path) | environ, lambda status, headers, *rest: answer.extend((status, headers))
        )
        return int(answer[0][:3]), {name.lower(): value for name, value in answer[1]}, b"".join(body)

    get.page_cache = page_cache
    return get
