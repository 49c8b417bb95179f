"""Backups while somebody writes, and a restore that is killed on its way: the data is whole, the old or the new."""

from __future__ import annotations

import json
import os
import time

from tests.databases import POSTGRES, SERVER, connect, kill
from tests.test_backups import rename, title
from tests.test_crash_publish import PROGRAM

MEGABYTES = 40
"""What a restore has to write, so that there is time to kill it."""
MOMENTS = [0, 8, 24]
"""Megabytes that it has written (SQLite), or milliseconds that it has been at work (PostgreSQL)."""


def fill(database):
    for _ in range(MEGABYTES):
        sql = "INSERT INTO guide_upload (content, rows, by, at) VALUES (?, '', 'a', '2026-11-25 12:00:00+00')"
        database.write(sql, os.urandom(1 << 20))


def wait_until_begun(database, process, after):
    while not at_work(database, after):
        assert process.poll() is None, "The restore was done before it could be killed."
        time.sleep(0.001)


def at_work(database, after):
    if not POSTGRES:
        wal = f"{database.name}-wal"
        return os.path.exists(wal) and os.path.getsize(wal) > after << 20
    with connect(SERVER) as server:
        query = "SELECT now() - xact_start > %s * interval '1 ms' FROM pg_stat_activity"
        query += " WHERE datname = %s AND application_name = 'pg_restore'"
        return (True,) in server.execute(query, (after, database.name)).fetchall()


def test_killed_restore_leaves_the_database_unchanged(database, tmp_path):
    before = title(database)
    fill(database)
    assert database.manage("backup", tmp_path / "backup").returncode == 0
    rename(database, "Changed since")
    for moment in MOMENTS:
        process = database.start("restore", tmp_path / "backup", "--yes")
        wait_until_begun(database, process, moment)
        kill(process)
        database.rest()
        assert title(database) == "Changed since"
        assert list(database.editions()) == [1]
    assert "Edition 1" in database.manage("restore", tmp_path / "backup", "--yes").stdout
    assert title(database) == before


def test_backup_is_consistent_while_publishing(database, tmp_path):
    writer = database.start("shell", "-v0", "-c", PROGRAM)
    assert writer.stdout.readline().startswith("saved")
    try:
        for name in ("first", "second"):
            result = database.manage("backup", tmp_path / name)
            assert result.returncode == 0, result.stderr
    finally:
        kill(writer)
    proof = json.loads((tmp_path / "second.json").read_text())
    assert proof["rows"]["guide_edition"] == proof["edition"] >= 1
    assert "rows are back" in database.manage("restore", tmp_path / "second", "--yes").stdout
    assert list(database.editions()) == list(range(1, proof["edition"] + 1))
