"""Backups during writes, and a restore that is killed midway: the database is complete, old or new."""

from __future__ import annotations

import os
import time

import pytest

from tests.databases import POSTGRES, SERVER, connect, kill, rename, title
from tests.editing import PROGRAM

pytestmark = pytest.mark.slow

# Size of the data, so that there is time to kill the restore.
MEGABYTES = 40
# Megabytes written (SQLite) or milliseconds of work (PostgreSQL) before the restore is killed.
MOMENTS = [0, 8, 24]


def fill(database):
    for _ in range(MEGABYTES):
        columns = "content, working_copy_digest, by, at"
        sql = f"INSERT INTO guide_upload ({columns}) VALUES (?, '', 'a', '2026-11-25 12:00:00+00')"
        database.write(sql, os.urandom(1 << 20))


def wait_for_restore(database, process, after):
    while not is_restoring(database, after):
        assert process.poll() is None, "The restore was done before it could be killed."
        time.sleep(0.001)


def is_restoring(database, after):
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
        wait_for_restore(database, process, moment)
        kill(process)
        database.wait_for_disconnects()
        assert title(database) == "Changed since"
        assert list(database.editions()) == [1]
    assert "Restored " in database.manage("restore", tmp_path / "backup", "--yes").stdout
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
    assert "Restored " in database.manage("restore", tmp_path / "second", "--yes").stdout
    editions = list(database.editions())
    assert editions == list(range(1, len(editions) + 1))
    assert editions
