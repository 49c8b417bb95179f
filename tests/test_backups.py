"""Backup and restore, with databases of their own because they cover a whole file or server."""

from __future__ import annotations

import hashlib
import shutil
import subprocess

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
    assert result.returncode == 0, result.stderr
    return path


def test_backup_restores_everything(database, backup):
    before = title(database)
    rename(database, "Changed since")
    result = database.manage("restore", backup, "--yes")
    assert f"Restored {backup}." in result.stdout, result.stderr
    assert title(database) == before
    assert not backup.with_name("backup.part").exists()
    assert backup.stat().st_mode & 0o077 == 0


def test_backup_command_line_has_no_password(monkeypatch):
    calls = []
    monkeypatch.setattr(subprocess, "run", lambda command, **how: calls.append((command, how["env"])))
    database = {"NAME": "guide", "USER": "guide", "PASSWORD": "pass word", "HOST": "127.0.0.1", "PORT": "9"}
    backups.run_postgres(database, "pg_dump")
    [(command, environment)] = calls
    assert "guide" in str(command)
    assert "pass word" not in str(command)
    assert environment["PGPASSWORD"] == "pass word"


def test_checksum_can_be_checked_without_this_program(backup):
    assert hashlib.sha256(backup.read_bytes()).hexdigest() == backup.with_name("backup.sha256").read_text().split()[0]


def test_backup_without_checksum_is_refused(database, backup):
    rename(database, "Changed since")
    checksum = backup.with_name("backup.sha256")
    checksum.write_text("\n")
    assert "cannot be checked" in database.manage("restore", backup, "--yes").stderr
    checksum.unlink()
    assert "cannot be checked" in database.manage("restore", backup, "--yes").stderr
    assert title(database) == "Changed since"


def test_backup_of_another_kind_of_database_is_refused(database, backup):
    rename(database, "Changed since")
    backup.write_bytes(b"SQLite format 3\0" if POSTGRES else b"PGDMP" * 1000)
    checksum = hashlib.sha256(backup.read_bytes()).hexdigest()
    backup.with_name("backup.sha256").write_text(f"{checksum}  backup\n")
    assert database.manage("restore", backup, "--yes").returncode == 1
    assert title(database) == "Changed since"


def test_damaged_backup_is_refused_and_changes_nothing(database, backup):
    rename(database, "Changed since")
    content = backup.read_bytes()
    backup.write_bytes(content[: len(content) // 2])
    assert "does not match its checksum" in database.manage("restore", backup, "--yes").stderr
    assert title(database) == "Changed since"


def test_restore_asks_first(database, backup):
    rename(database, "Changed since")
    result = database.manage("restore", backup, input="no\n")
    assert "Nothing was changed" in result.stderr
    assert title(database) == "Changed since"


def test_unwritable_backup_path_is_reported(database, tmp_path):
    assert "No backup was made" in database.manage("backup", tmp_path / "no" / "such" / "folder").stderr
