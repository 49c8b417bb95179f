"""`make run` on the database of the first version brings it up to date, and nothing of it is lost.

`data/first_version.jsonl` has its rows as that version left them: 2 editions, a draft, an account.
"""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.databases import POSTGRES, ROOT, made
from tests.serving import Server, until

LINES = (ROOT / "tests/data/first_version.jsonl").read_text().splitlines()
ROWS = [next(iter(json.loads(line).items())) for line in LINES]
DRAFT = "A draft that nobody has published"
PAGES = [
    "/",
    "/guide/",
    "/guide/start/",
    "/variations/",
    "/variations/standing/",
    "/questions/",
    "/sources/",
    "/changes/",
]
PAGES += ["/about/", "/routine/?aim=strength&experience=new&equipment=bar", "/find/?q=elbow", "/guide.json", "/readyz"]
PUBLISH = 'from guide.publishing import publish; publish(by="ada", note="After the upgrade.", reason="A small guide.")'


@pytest.fixture
def old(tmp_path):
    with made(tmp_path) as database:
        done = database.manage("migrate", "guide", "0002", "-v0")
        assert done.returncode == 0, done.stderr
        for table, row in ROWS:
            insert(database, table, row)
        yield database


def insert(database, table, row):
    values = [json.dumps(value) if isinstance(value, dict) else value for value in row.values()]
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    database.write(f"INSERT INTO {table} ({names}) VALUES ({marks})", *values)
    if POSTGRES:
        database.ask(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def make_run(database):
    """The commands that `make run` gives before it starts the server."""
    said = subprocess.run(["make", "-n", "run"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    commands = [line for line in said.splitlines() if "manage.py" in line and "collectstatic" not in line]
    assert len(commands) == 2
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, env=database.env(), shell=True, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


def test_make_run_on_the_database_of_the_first_version(old, tmp_path):
    before = old.editions()
    make_run(old)
    assert old.editions() == before
    for table, row in ROWS:
        assert old.ask(f"SELECT count(*) FROM {table} WHERE id = ?", row["id"]) == [(1,)]
    assert old.ask("SELECT title FROM guide_section WHERE slug = 'start'") == [(DRAFT,)]
    assert old.ask("SELECT username FROM auth_user") == [("ada",)]
    with Server(old, tmp_path) as server:
        for page in PAGES:
            edition, text = server.read(page)
            assert edition is None or edition.startswith("2-")
            assert DRAFT not in text
        done = old.manage("shell", "-v0", "-c", PUBLISH, env=server.env)
        assert done.returncode == 0, done.stderr
        assert until(lambda: DRAFT in server.read("/guide/start/")[1])
