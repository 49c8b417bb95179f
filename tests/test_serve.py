"""The server as it is deployed: processes die, editions come and schedules pass while it is down."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.databases import POSTGRES
from tests.serving import Server, until


@pytest.fixture
def server(database, tmp_path):
    with Server(database, tmp_path, workers=2) as server:
        yield server
        server.stop()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
def test_readers_read_on_when_a_worker_dies_and_others_take_their_place(server):
    edition, page = server.read()
    assert edition.startswith("1-")
    assert "Cable kickback" in page
    before = server.workers()
    assert len(before) == 2
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(server.workers() - before) == 2)
    for _ in range(20):
        assert until(server.read) == (edition, page)


PUBLISH = """
from datetime import timedelta
from guide.models import Section
from guide.models.edition import clock
from guide.publishing import publish
Section.objects.filter(slug="form").update(title="A new name for form")
due = clock() + timedelta(seconds={later})
publish(by="tests", note="A new name for a section.", live_at=due)
"""
READ = """
import os, time, urllib.request
time.sleep({pause})
address = os.environ["SITE_URL"] + "/guide/form/"
print(all(b"A new name for form" in urllib.request.urlopen(address).read() for _ in range(20)))
"""


def test_an_edition_that_another_process_publishes_is_seen_by_the_next_request_in_every_worker(server, database):
    program = PUBLISH.format(later=0) + READ.format(pause=1 if POSTGRES else 0)
    done = database.manage("shell", "-v0", "-c", program, env=server.env)
    assert done.stdout.split()[-1:] == ["True"], done.stderr


IN_2_SECONDS = "now() + interval '2 seconds'" if POSTGRES else "strftime('%Y-%m-%d %H:%M:%f', 'now', '2 seconds')"


def test_a_schedule_that_passes_while_the_server_is_down_is_live_with_the_first_page(server, database):
    assert database.manage("shell", "-v0", "-c", PUBLISH.format(later=3600), env=server.env).returncode == 0
    assert server.read("/guide/form/")[0].startswith("1-")
    database.write(f"UPDATE guide_edition SET live_at = {IN_2_SECONDS} WHERE number = 2")
    server.stop()
    time.sleep(2)
    assert server.start()[0].startswith("2-")
    assert "A new name for form" in server.read("/guide/form/")[1]
