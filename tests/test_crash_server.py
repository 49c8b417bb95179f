"""The server is killed while readers read and an editor saves and publishes through it: nothing is lost or half."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.editing import ACCOUNT, QUESTIONS, Editor, check_all_there
from tests.serving import Server, kill_whole, until


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
        editor = Editor(server.address, database.ask(QUESTIONS))
        editor.start()
        go_through(server, database, editor, random.Random(20261125))
        server.stop()
    check_all_there(database, [editor])
    assert "Traceback" not in server.log


def go_through(server, database, editor, dice):
    for kill in (kill_workers, kill_all):
        editor.goes_on()
        time.sleep(dice.uniform(0, 0.5))
        kill(server)
        assert until(server.read)[0]
        check_all_there(database, [editor])
    editor.goes_on()
    editor.enough.set()
    editor.join()
    slug, title = editor.published[-1]
    assert until(lambda: title in server.read(f"/questions/{slug}/")[1])
