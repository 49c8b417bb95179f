"""Backups of a database of their own, since they are of a file or a server and not of a transaction."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import psycopg
import pytest

from guide.editions import backups
from tests.databases import POSTGRES


def rename(database, title):
    database.write("UPDATE guide_section SET title = ? WHERE slug = 'form'", title)


def title(database):
    return database.ask("SELECT title FROM guide_section WHERE slug = 'form'")[0][0]


@pytest.fixture
def made(database, tmp_path):
    if POSTGRES and not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed")
    path = tmp_path / "backup"
    result = database.manage("backup", path)
    assert "edition 1" in result.stdout, result.stderr
    return path


def test_a_backup_brings_everything_back(database, made):
    before = title(database)
    rename(database, "Changed since")
    result = database.manage("restore", made, "--yes")
    assert "Edition 1" in result.stdout, result.stderr
    assert title(database) == before
    proof = json.loads(made.with_name("backup.json").read_text())
    assert proof["rows"]["guide_prescription"] == 45
    assert not made.with_name("backup.part").exists()
    assert made.stat().st_mode & 0o077 == 0


def test_backup_command_line_has_no_password(monkeypatch):
    told = []
    monkeypatch.setattr(subprocess, "run", lambda command, **how: told.append((command, how["env"])))
    nowhere = {"ENGINE": "postgresql", "NAME": "guide", "USER": "guide", "PASSWORD": "pass word", "HOST": "127.0.0.1"}
    with pytest.raises(psycopg.OperationalError):
        backups._restore_postgres(nowhere | {"PORT": "9"}, Path("monday"), {})
    [(command, environment)] = told
    assert "guide" in str(command)
    assert "pass word" not in str(command)
    assert environment["PGPASSWORD"] == "pass word"


def test_a_backup_without_its_proof_or_of_another_database_is_refused(database, made):
    rename(database, "Changed since")
    proof = made.with_name("backup.json")
    proof.write_text(proof.read_text().replace("SQL", "other"))
    assert "and the database is" in database.manage("restore", made, "--yes").stderr
    proof.unlink()
    assert "no proof" in database.manage("restore", made, "--yes").stderr
    assert title(database) == "Changed since"


def test_a_damaged_backup_is_refused_and_nothing_changes(database, made):
    rename(database, "Changed since")
    content = made.read_bytes()
    made.write_bytes(content[: len(content) // 2])
    assert database.manage("restore", made, "--yes").returncode == 1
    assert title(database) == "Changed since"


def test_a_backup_that_holds_less_than_its_proof_says_is_refused(database, made):
    if POSTGRES:
        pytest.skip("a dump cannot be edited row by row")
    rename(database, "Changed since")
    with sqlite3.connect(made) as copy:
        copy.execute("DELETE FROM guide_keyfact")
    copy.close()
    assert "does not hold what its proof says" in database.manage("restore", made, "--yes").stderr
    assert title(database) == "Changed since"


def test_a_restore_asks_first(database, made):
    rename(database, "Changed since")
    result = database.manage("restore", made, input="no\n")
    assert "Nothing was changed" in result.stderr
    assert title(database) == "Changed since"


def test_a_backup_to_where_nothing_can_be_written_says_so(database, tmp_path):
    assert "No backup was made" in database.manage("backup", tmp_path / "no" / "such" / "folder").stderr
