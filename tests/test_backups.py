"""Backups of a database of their own, since they are of a file or a server and not of a transaction."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SERVER = os.environ.get("DATABASE_URL", "")


def manage(url, *args):
    command = [sys.executable, "manage.py", *map(str, args)]
    env = os.environ | {"DATABASE_URL": url, "DEBUG": "1"}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def url(tmp_path):
    """A database with the content in it: a file, or a database on the server that the tests use."""
    if not SERVER.startswith("postgres"):
        url = f"sqlite:///{tmp_path}/guide.sqlite3"
    else:
        import psycopg

        name = f"backup_{uuid.uuid4().hex}"
        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        url = SERVER.rpartition("/")[0] + f"/{name}"
    assert manage(url, "migrate", "-v0").returncode == 0
    assert manage(url, "load_content", "--publish").returncode == 0
    yield url
    if SERVER.startswith("postgres"):
        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def rename(url, title):
    code = f"from guide.models import Section; Section.objects.filter(slug='form').update(title={title!r})"
    assert manage(url, "shell", "-v0", "-c", code).returncode == 0


def title(url):
    code = "from guide.models import Section; print(Section.objects.get(slug='form').title)"
    return manage(url, "shell", "-v0", "-c", code).stdout.strip()


@pytest.fixture
def made(url, tmp_path):
    if SERVER.startswith("postgres") and not shutil.which("pg_dump"):
        pytest.skip("pg_dump is not installed")
    path = tmp_path / "backup"
    result = manage(url, "backup", path)
    assert "edition 1" in result.stdout, result.stderr
    return path


def test_a_backup_brings_everything_back(url, made):
    before = title(url)
    rename(url, "Changed since")
    result = manage(url, "restore", made, "--yes")
    assert "Edition 1" in result.stdout, result.stderr
    assert title(url) == before
    proof = json.loads(made.with_name("backup.json").read_text())
    assert proof["rows"]["guide_prescription"] == 45
    assert not made.with_name("backup.part").exists()


def test_a_backup_without_its_proof_or_of_another_database_is_refused(url, made):
    rename(url, "Changed since")
    proof = made.with_name("backup.json")
    proof.write_text(proof.read_text().replace("SQL", "other"))
    assert "and the database is" in manage(url, "restore", made, "--yes").stderr
    proof.unlink()
    assert "no proof" in manage(url, "restore", made, "--yes").stderr
    assert title(url) == "Changed since"


def test_a_damaged_backup_is_refused_and_nothing_changes(url, made):
    rename(url, "Changed since")
    content = made.read_bytes()
    made.write_bytes(content[: len(content) // 2])
    assert manage(url, "restore", made, "--yes").returncode == 1
    assert title(url) == "Changed since"


def test_a_backup_that_holds_less_than_its_proof_says_is_refused(url, made):
    if SERVER.startswith("postgres"):
        pytest.skip("a dump cannot be edited row by row")
    rename(url, "Changed since")
    with sqlite3.connect(made) as copy:
        copy.execute("DELETE FROM guide_glance")
    copy.close()
    assert "does not hold what its proof says" in manage(url, "restore", made, "--yes").stderr
    assert title(url) == "Changed since"


def test_a_restore_asks_first(url, made):
    rename(url, "Changed since")
    command = [sys.executable, "manage.py", "restore", str(made)]
    env = os.environ | {"DATABASE_URL": url, "DEBUG": "1"}
    result = subprocess.run(command, cwd=ROOT, env=env, input="no\n", capture_output=True, text=True, check=False)
    assert "Nothing was changed" in result.stderr
    assert title(url) == "Changed since"


def test_a_backup_to_where_nothing_can_be_written_says_so(url, tmp_path):
    assert "No backup was made" in manage(url, "backup", tmp_path / "no" / "such" / "folder").stderr
