"""Backups while somebody writes, and a restore that is killed on its way: the data is whole, the old or the new."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.test_backups import ROOT, SERVER, manage, rename, title, url  # noqa: F401
from tests.test_killed import PROGRAM

BIG = """
import os
from guide.models import Upload
for _ in range({}):
    Upload(content=os.urandom(1 << 20), by="a").save()
"""
WHOLE = """
import json
from guide.models import Edition
from guide.models.edition import digest_of
print(all(digest_of(edition.snapshot) == edition.digest for edition in Edition.objects.all()))
"""
MEGABYTES = 40 if SERVER.startswith("postgres") else 60
"""Megabytes that a restore has to write, so that there is time to kill it."""


def start(url, *args):  # noqa: F811
    command = [sys.executable, "manage.py", *map(str, args)]
    env = os.environ | {"DATABASE_URL": url, "DEBUG": "1"}
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True)


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def begun(url, process, after):  # noqa: F811
    """Wait until the restore has written so many bytes (SQLite), or has been at work for a while (PostgreSQL)."""
    while process.poll() is None and not at_work(url, after):
        time.sleep(0.001)
    return process.poll() is None


def at_work(url, after):  # noqa: F811
    if not SERVER.startswith("postgres"):
        wal = url.removeprefix("sqlite:///") + "-wal"
        return os.path.exists(wal) and os.path.getsize(wal) > after
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as connection:
        query = "SELECT now() - xact_start > %s * interval '1 ms' FROM pg_stat_activity"
        query += " WHERE datname = %s AND application_name = 'pg_restore'"
        return (True,) in connection.execute(query, (after / (1 << 20), url.rpartition("/")[2])).fetchall()


@pytest.mark.parametrize("after", [0, 8 << 20, 40 << 20])
def test_a_restore_that_is_killed_leaves_the_old_data_whole(url, tmp_path, after):  # noqa: F811
    before = title(url)
    assert manage(url, "shell", "-v0", "-c", BIG.format(MEGABYTES)).returncode == 0
    assert manage(url, "backup", tmp_path / "backup").returncode == 0
    rename(url, "Changed since")
    process = start(url, "restore", tmp_path / "backup", "--yes")
    assert begun(url, process, after)
    kill(process)
    assert title(url) == "Changed since"
    assert manage(url, "shell", "-v0", "-c", WHOLE).stdout.strip() == "True"
    assert "Edition 1" in manage(url, "restore", tmp_path / "backup", "--yes").stdout
    assert title(url) == before


def test_a_backup_is_of_one_moment_though_somebody_publishes_without_a_pause(url, tmp_path):  # noqa: F811
    writer = start(url, "shell", "-v0", "-c", PROGRAM)
    assert writer.stdout.readline().startswith("saved")
    try:
        for name in ("first", "second"):
            result = manage(url, "backup", tmp_path / name)
            assert result.returncode == 0, result.stderr
    finally:
        kill(writer)
    proof = json.loads((tmp_path / "second.json").read_text())
    assert proof["rows"]["guide_edition"] == proof["edition"] >= 1
    assert "rows are back" in manage(url, "restore", tmp_path / "second", "--yes").stdout
    assert manage(url, "shell", "-v0", "-c", WHOLE).stdout.strip() == "True"
    if not SERVER.startswith("postgres"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
