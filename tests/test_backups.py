"""Backup and restore, with databases of their own because they cover a whole file or server."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import psycopg
import pytest

from guide.editions import backups
from tests.databases import POSTGRES, rename, title

pytestmark = pytest.mark.slow


@pytest.fixture
def backup(database, tmp_path):
    if POSTGRES and not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed")
    path = tmp_path / "backup"
    result = database.manage("backup", path)
    assert "edition 1" in result.stdout, result.stderr
    return path


def test_backup_restores_everything(database, backup):
    before = title(database)
    rename(database, "Changed since")
    result = database.manage("restore", backup, "--yes")
    assert "Restored edition 1" in result.stdout, result.stderr
    assert title(database) == before
    manifest = json.loads(backup.with_name("backup.json").read_text())
    assert manifest["rows"]["guide_prescription"] == 45
    assert not backup.with_name("backup.part").exists()
    assert backup.stat().st_mode & 0o077 == 0


def test_backup_command_line_has_no_password(monkeypatch):
    calls = []
    monkeypatch.setattr(subprocess, "run", lambda command, **how: calls.append((command, how["env"])))
    nowhere = {"ENGINE": "postgresql", "NAME": "guide", "USER": "guide", "PASSWORD": "pass word", "HOST": "127.0.0.1"}
    with pytest.raises(psycopg.OperationalError):
        backups._restore_postgres(nowhere | {"PORT": "9"}, Path("monday"), {})
    [(command, environment)] = calls
    assert "guide" in str(command)
    assert "pass word" not in str(command)
    assert environment["PGPASSWORD"] == "pass word"


def test_backup_with_wrong_or_missing_digest_is_refused(database, backup):
    rename(database, "Changed since")
    manifest = backup.with_name("backup.json")
    manifest.write_text(manifest.read_text().replace("SQL", "other"))
    assert "but the database is" in database.manage("restore", backup, "--yes").stderr
    manifest.unlink()
    assert "cannot be checked" in database.manage("restore", backup, "--yes").stderr
    assert title(database) == "Changed since"


def test_damaged_backup_is_refused_and_changes_nothing(database, backup):
    rename(database, "Changed since")
    content = backup.read_bytes()
    backup.write_bytes(content[: len(content) // 2])
    assert database.manage("restore", backup, "--yes").returncode == 1
    assert title(database) == "Changed since"


def test_incomplete_backup_is_refused(database, backup):
    if POSTGRES:
        pytest.skip("a dump cannot be edited row by row")
    rename(database, "Changed since")
    with sqlite3.connect(backup) as copy:
        copy.execute("DELETE FROM guide_keyfact")
    copy.close()
    assert "does not match its manifest" in database.manage("restore", backup, "--yes").stderr
    assert title(database) == "Changed since"


def test_restore_asks_first(database, backup):
    rename(database, "Changed since")
    result = database.manage("restore", backup, input="no\n")
    assert "Nothing was changed" in result.stderr
    assert title(database) == "Changed since"


def test_unwritable_backup_path_is_reported(database, tmp_path):
    assert "No backup was made" in database.manage("backup", tmp_path / "no" / "such" / "folder").stderr
