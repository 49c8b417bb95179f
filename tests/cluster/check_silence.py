"""PostgreSQL accepts connections and says nothing: readers do not notice, and others are told so after seconds.

Only a request that is in the middle of a query when the silence begins waits until it ends.
"""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request

import pytest

from tests.cluster.machines import NGINX, VARNISH, A, B
from tests.serving import until

SILENT = 12
ASKING = ("/healthz", "/admin/") * 2
"""Half of the threads of a node. With the cookie of a login, the desk asks who that is."""


def status_of(port, path):
    """The status, and the seconds that it took."""
    begun = time.monotonic()
    cookie = {"Cookie": f"sessionid={'a' * 32}"} if path.startswith("/admin/") else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=cookie)
    try:
        status = urllib.request.urlopen(request, timeout=SILENT * 2).status
    except urllib.error.HTTPError as error:
        status = error.code
    return status, time.monotonic() - begun


@pytest.fixture(scope="module")
def told(cluster):
    """What readers of kept pages were told while the database was silent, and what those were who asked it."""
    for port in (A, B):
        assert status_of(port, "/about/")[0] == 200
    kept, asked, enough = [], [], threading.Event()

    def ask(port, path):
        while not enough.wait(0.2):
            asked.append((path, *status_of(port, path)))

    threads = [threading.Thread(target=ask, args=(port, path)) for port in (A, B) for path in ASKING]
    with cluster.silence():
        for thread in threads:
            thread.start()
        end = time.monotonic() + SILENT
        while time.monotonic() < end:
            kept += [(port, *status_of(port, "/about/")) for port in (A, B, VARNISH, NGINX)]
            kept += [(port, *status_of(port, "/readyz")) for port in (A, B)]
            time.sleep(0.1)
        enough.set()
        for thread in threads:
            thread.join()
    return kept, asked


def test_readers_read_on(told):
    assert len(told[0]) > 100
    assert {status for _, status, _ in told[0]} == {200}
    assert max(seconds for _, _, seconds in told[0]) < SILENT / 2


def test_database_outage_answers_503_quickly(told):
    assert {path for path, status, _ in told[1] if status == 503} >= {"/healthz", "/admin/"}
    assert max(seconds for _, _, seconds in told[1]) < SILENT * 3 / 4


@pytest.mark.parametrize("port", [A, B])
def test_once_it_speaks_again_all_is_as_it_was(told, port):
    until(lambda: status_of(port, "/healthz")[0] == 200, seconds=10)
    assert status_of(port, "/admin/login/")[0] == 200
