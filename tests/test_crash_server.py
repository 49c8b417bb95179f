"""The server is killed while readers read and an editor publishes: no confirmed write is lost."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.editing import ACCOUNT, QUESTIONS, Editor, check_confirmed_writes
from tests.serving import Server, kill_whole, wait_until

pytestmark = pytest.mark.slow


def kill_workers(server):
    for worker in server.workers():
        os.kill(worker, signal.SIGKILL)


def kill_all(server):
    kill_whole(server.process)
    server.start()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
def test_acknowledged_writes_survive_a_crash(database, tmp_path):
    with Server(database, tmp_path) as server:
        assert database.manage("shell", "-v0", "-c", ACCOUNT, env=server.env).returncode == 0
        editor = Editor(server.address, database.query(QUESTIONS))
        editor.start()
        check_after_crashes(server, database, editor, random.Random(20261125))
        server.stop()
    check_confirmed_writes(database, [editor])
    assert "Traceback" not in server.log


def check_after_crashes(server, database, editor, rng):
    for kill in (kill_workers, kill_all):
        editor.wait_for_publication()
        time.sleep(rng.uniform(0, 0.5))
        kill(server)
        assert wait_until(server.read)[0]
        check_confirmed_writes(database, [editor])
    editor.wait_for_publication()
    editor.enough.set()
    editor.join()
    slug, title = editor.published[-1]
    assert wait_until(lambda: title in server.read(f"/questions/{slug}/")[1])
