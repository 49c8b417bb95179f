"""The server as deployed: crashed workers, reloads, new editions, and schedules during downtime."""

from __future__ import annotations

import os
import re
import signal
import socket
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.databases import POSTGRES, ROOT, new_database
from tests.server_command import GRANIAN
from tests.serving import Server, send_login, wait_until

pytestmark = pytest.mark.slow

linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
FORM = b"Host: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90\r\n\r\n"
BODY_THAT_STOPS = b"POST /feedback/section/form/ HTTP/1.1\r\n" + FORM + b"verdict="


@pytest.fixture
def server(database, tmp_path):
    with Server(database, tmp_path, workers=2) as server:
        yield server
        server.stop()


@pytest.fixture(scope="module")
def unchanged_database(template, tmp_path_factory):
    with new_database(tmp_path_factory.mktemp("unchanged"), template) as database:
        yield database


@pytest.fixture(scope="module")
def one_worker(unchanged_database, tmp_path_factory):
    with Server(unchanged_database, tmp_path_factory.mktemp("one")) as server:
        yield server


@pytest.fixture(scope="module")
def two_workers(unchanged_database, tmp_path_factory):
    with Server(unchanged_database, tmp_path_factory.mktemp("two"), workers=2) as server:
        yield server
        server.stop()


@pytest.mark.parametrize("file", ["Makefile", ".deploy/guide.service"])
def test_server_options_are_the_same_everywhere(file):
    text = re.sub(r"\\\s+", "", (ROOT / file).read_text())
    assert " ".join(GRANIAN[3:]) in text


@linux
def test_dead_worker_is_replaced(two_workers):
    edition, page = two_workers.read()
    assert edition.startswith("1-")
    assert "Cable kickback" in page
    before = two_workers.workers()
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    wait_until(lambda: len(two_workers.workers()) == 2 and two_workers.workers() != before)
    for _ in range(20):
        assert wait_until(two_workers.read) == (edition, page)


@linux
def test_reload_keeps_answering(two_workers):
    before, page = two_workers.workers(), two_workers.read()
    two_workers.process.send_signal(signal.SIGHUP)
    wait_until(
        lambda: (
            wait_until(two_workers.read) == page
            and len(two_workers.workers()) == 2
            and not before & two_workers.workers()
        )
    )
    assert two_workers.read() == page


def test_stalled_request_bodies_do_not_block_readers(one_worker):
    with ExitStack() as stack:
        for _ in range(12):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", one_worker.port)))
            client.sendall(BODY_THAT_STOPS)
        time.sleep(0.2)
        for path in ("/variations/cable/", "/routine/?aim=strength", "/readyz", "/healthz"):
            assert one_worker.read(path)[1]
        assert send_login(one_worker.address) == 503
        stack.close()
        wait_until(lambda: send_login(one_worker.address) == 403)


def test_idle_connections_do_not_block_readers(one_worker):
    with ExitStack() as stack:
        for _ in range(900):
            stack.enter_context(socket.create_connection(("127.0.0.1", one_worker.port)))
        assert one_worker.read()[1]


def test_make_run_refuses_a_port_in_use(tmp_path):
    line = re.search(r"socket\.create_server\(\(\"\$\(HOST\)\", \$\(PORT\)\)\)", (ROOT / "Makefile").read_text())
    assert line
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as granian does
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(OSError, match="in use"):
            socket.create_server(other.getsockname())


PUBLISH = """
from datetime import timedelta
from guide.models import Section
from guide.models.edition import database_now
from guide.editions.publishing import publish
Section.objects.filter(slug="form").update(title="A new name for form")
due = database_now() + timedelta(seconds={later})
publish(by="tests", note="A new name for a section.", live_at=due)
"""
READ = """
import os, time, urllib.request
time.sleep(1)
address = os.environ["SITE_URL"] + "/guide/form/"
print(all(b"A new name for form" in urllib.request.urlopen(address).read() for _ in range(20)))
"""


def test_every_worker_sees_a_publication_by_another_process(server, database):
    program = PUBLISH.format(later=0) + READ
    done = database.manage("shell", "-v0", "-c", program, env=server.env)
    assert done.stdout.split()[-1:] == ["True"], done.stderr


IN_2_SECONDS = "now() + interval '2 seconds'" if POSTGRES else "strftime('%Y-%m-%d %H:%M:%f', 'now', '2 seconds')"


def test_edition_scheduled_during_downtime_goes_live(server, database):
    assert database.manage("shell", "-v0", "-c", PUBLISH.format(later=3600), env=server.env).returncode == 0
    assert server.read("/guide/form/")[0].startswith("1-")
    database.write(f"UPDATE guide_edition SET live_at = {IN_2_SECONDS} WHERE number = 2")
    server.stop()
    time.sleep(2)
    assert server.start()[0].startswith("2-")
    assert "A new name for form" in server.read("/guide/form/")[1]
