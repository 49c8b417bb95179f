"""PostgreSQL and a node are killed while editors save and publish: no data is lost and readers keep reading."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress

import psycopg
import pytest

from tests.cluster.machines import NGINX, ROOT, VARNISH, A, B
from tests.cluster.readers import Reader
from tests.editing import ACCOUNT, QUESTIONS, Editor, check_confirmed_writes
from tests.serving import wait_until

AT_WORK = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() {}"


@pytest.fixture(scope="module")
def readers(cluster):
    """Read while a backend, a node and all of PostgreSQL are killed."""
    readers = [Reader(port) for port in (B, VARNISH, NGINX)]
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", ACCOUNT]
    subprocess.run(command, cwd=ROOT, env=cluster.env(), check=True)
    rows = cluster.database().query(QUESTIONS)
    editors = [Editor(f"http://127.0.0.1:{port}", rows[at::2]) for at, port in enumerate((A, B))]
    for thread in (*readers, *editors):
        thread.start()
    rng = random.Random(20261125)
    for kill in (kill_backend, kill_node, kill_all):
        for editor in editors:
            editor.wait_for_publication()
        time.sleep(rng.uniform(0, 1))
        kill(cluster)
        wait_until(lambda: database_answers(cluster))
        check_confirmed_writes(cluster.database(), editors)
    for editor in editors:
        editor.wait_for_publication()
    for thread in (*editors, *readers):
        thread.enough.set()
        thread.join()
    check_confirmed_writes(cluster.database(), editors)
    return readers


def kill_backend(cluster):
    """Kill a busy backend, or any one after a second; PostgreSQL then closes all other connections."""
    end = time.monotonic() + 1
    with suppress(psycopg.OperationalError), psycopg.connect(cluster.database().url, autocommit=True) as own:
        while not (found := own.execute(AT_WORK.format("AND state <> 'idle'")).fetchall()) and time.monotonic() < end:
            pass
        ((pid,), *_) = found or own.execute(AT_WORK.format("")).fetchall()
        os.kill(pid, signal.SIGKILL)
        while True:
            own.execute("SELECT 1")


def kill_node(cluster):
    cluster.kill_node(A)
    cluster.start_node(A)


def kill_all(cluster):
    cluster.kill_postgres()
    wait_until(lambda: postgres_starts(cluster))


def postgres_starts(cluster):
    """Start PostgreSQL; fails until the last process of the old one is gone."""
    try:
        cluster.start_postgres()
    except subprocess.CalledProcessError:
        return False
    return True


def database_answers(cluster):
    try:
        return cluster.database().query("SELECT 1")
    except psycopg.OperationalError:
        return []


def test_readers_keep_reading_during_crashes(readers):
    reads = [read for reader in readers for read in reader.reads]
    assert len(reads) > 100
    assert [read for read in reads if read.status != 200] == []
