"""HTTP caches are purged for each edition that goes live, whichever process published it."""

from __future__ import annotations

import logging
import queue
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from guide.http import purge
from guide.http.current_edition import watch_editions
from guide.http.purge import purge_cache
from tests.commands import STRONG, manage

SECONDS = 10


class Cache(BaseHTTPRequestHandler):
    def do_PURGE(self):
        self.server.received.put((self.path, self.headers["Edition"]))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def cache():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Cache)
    server.received, server.status = queue.Queue(), 204
    server.address = f"http://127.0.0.1:{server.server_address[1]}/all"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


class EditionSequence:
    """Yields the current edition at each poll, then stops."""

    def __init__(self, *editions):
        self.left = list(editions)

    def read(self):
        if not self.left:
            threading.Event().wait()
        return self.left.pop(0)


def test_each_current_edition_is_purged_once():
    seen = queue.Queue()
    watch_editions(EditionSequence(None, (3, "c"), (3, "c"), None, (3, "c"), (4, "d"), (3, "c")), seen.put, seconds=0)
    assert [seen.get(timeout=SECONDS) for _ in range(3)] == [(3, "c"), (4, "d"), (3, "c")]
    assert seen.empty()


def test_purge_is_sent_twice(cache, monkeypatch):
    monkeypatch.setattr(purge, "REPEAT_AFTER", 0.01)
    watch_editions(EditionSequence(None, (7, "digest")), partial(purge_cache, cache.address), seconds=0.01)
    assert [cache.received.get(timeout=SECONDS) for _ in range(2)] == [("/all", "7")] * 2


@pytest.mark.parametrize("status", [403, 500])
def test_refusing_cache_is_logged(cache, caplog, monkeypatch, status):
    monkeypatch.setattr(threading.Timer, "start", lambda self: None)
    cache.status = status
    with caplog.at_level(logging.WARNING):
        purge_cache(cache.address, (7, "digest"))
    assert f"Cannot purge the cache at {cache.address} for edition 7: HTTP Error {status}" in caplog.text


def test_unreachable_cache_is_logged(caplog, monkeypatch):
    monkeypatch.setattr(threading.Timer, "start", lambda self: None)
    with caplog.at_level(logging.WARNING):
        purge_cache("http://127.0.0.1:1/", (7, "digest"))
    assert "Cannot purge the cache at http://127.0.0.1:1/ for edition 7" in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("urls", ["cache.example", "ftp://cache.example/", "http:///", "http://a/,b"])
def test_invalid_address_stops_startup(urls):
    result = manage("check", SECRET_KEY=STRONG, PURGE_URLS=urls)
    assert result.returncode == 1
    assert "write full addresses" in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.slow
def test_several_caches_can_be_named():
    code = "from django.conf import settings; print(settings.PURGE_URLS)"
    shown = manage("shell", "-v0", "-c", code, SECRET_KEY=STRONG, PURGE_URLS="http://a:6081/,https://b/purge").stdout
    assert shown.strip() == "['http://a:6081/', 'https://b/purge']"
