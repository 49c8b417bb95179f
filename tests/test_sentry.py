"""The process that watches the workers: small, and never without those that can be had."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.serving import Server, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere granian itself watches its workers")


@pytest.fixture
def server(database, tmp_path):
    with Server(database, tmp_path, workers=2, module="tests.breakable") as server:
        yield server
        server.stop()


def test_the_process_that_watches_is_small_and_never_gives_up(server):
    for _ in range(3):
        before = server.workers()
        for worker in before:
            os.kill(worker, signal.SIGKILL)
        until(lambda before=before: server.read() and not before & server.workers())
    until(lambda: len(server.workers()) == 2 and resident(server.process.pid) < 16)
    assert server.log.count("A worker ended by itself") == 3


def test_new_workers_take_over_when_they_are_asked_for_and_every_read_is_answered(server):
    before = server.workers()
    server.process.send_signal(signal.SIGUSR1)
    page, end = server.read(), time.monotonic() + 30
    while before & server.workers() and time.monotonic() < end:
        assert server.read() == page
    assert len(server.workers()) == 2
    assert not before & server.workers()
    assert server.log.count("New workers are asked for") == 1


def test_who_asks_before_there_is_somebody_to_watch_is_heard(database, tmp_path):
    with Server(database, tmp_path, workers=2, module="tests.slow_to_watch") as server:
        before = server.workers()
        server.process.send_signal(signal.SIGUSR1)
        until(lambda: len(server.workers()) == 2 and not before & server.workers())
        assert server.log.count("New workers are asked for") == 1
        server.stop()


def test_the_old_workers_go_on_where_the_program_does_not_load_any_more(server, tmp_path):
    before, broken = server.workers(), tmp_path / "broken"
    broken.touch()
    server.process.send_signal(signal.SIGUSR1)
    until(lambda: server.log.count("The program does not load") == 1)
    assert server.workers() == before
    os.kill(min(before), signal.SIGKILL)
    until(lambda: server.log.count("The program does not load") == 2)
    assert server.workers() == {max(before)}
    assert server.read()[1]
    broken.unlink()
    server.process.send_signal(signal.SIGUSR1)
    until(lambda: len(server.workers()) == 2 and not before & server.workers())
    assert server.read()[1]


def resident(process) -> float:
    """Megabytes."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
