"""PostgreSQL accepts connections but does not answer: cached pages are served, other requests fail within seconds.

Only a request whose query is running when the outage begins waits until it ends.
"""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request

import pytest

from tests.cluster.machines import NGINX, VARNISH, A, B
from tests.serving import wait_until

SILENT = 12
# Keep half of a node's threads busy. With a session cookie, the desk queries the database.
ASKING = ("/healthz", "/admin/") * 2


def status_of(port, path):
    """Return the status and the seconds that it took."""
    begun = time.monotonic()
    cookie = {"Cookie": f"sessionid={'a' * 32}"} if path.startswith("/admin/") else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=cookie)
    try:
        status = urllib.request.urlopen(request, timeout=SILENT * 2).status
    except urllib.error.HTTPError as error:
        status = error.code
    return status, time.monotonic() - begun


@pytest.fixture(scope="module")
def outage_responses(cluster):
    """Responses from the cache, and responses that need the database, during the outage."""
    for port in (A, B):
        assert status_of(port, "/about/")[0] == 200
    cached, uncached, enough = [], [], threading.Event()

    def poll(port, path):
        while not enough.wait(0.2):
            uncached.append((path, *status_of(port, path)))

    threads = [threading.Thread(target=poll, args=(port, path)) for port in (A, B) for path in ASKING]
    with cluster.freeze_postgres():
        for thread in threads:
            thread.start()
        end = time.monotonic() + SILENT
        while time.monotonic() < end:
            cached += [(port, *status_of(port, "/about/")) for port in (A, B, VARNISH, NGINX)]
            cached += [(port, *status_of(port, "/readyz")) for port in (A, B)]
            time.sleep(0.1)
        enough.set()
        for thread in threads:
            thread.join()
    return cached, uncached


def test_readers_keep_reading_during_the_outage(outage_responses):
    assert len(outage_responses[0]) > 100
    assert {status for _, status, _ in outage_responses[0]} == {200}
    assert max(seconds for _, _, seconds in outage_responses[0]) < SILENT / 2


def test_database_outage_answers_503_quickly(outage_responses):
    assert {path for path, status, _ in outage_responses[1] if status == 503} >= {"/healthz", "/admin/"}
    assert max(seconds for _, _, seconds in outage_responses[1]) < SILENT * 3 / 4


@pytest.mark.parametrize("port", [A, B])
def test_service_recovers_after_the_outage(outage_responses, port):
    wait_until(lambda: status_of(port, "/healthz")[0] == 200, seconds=10)
    assert status_of(port, "/admin/login/")[0] == 200
