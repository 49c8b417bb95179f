"""Databases for tests that start processes: an SQLite file, or a database on the configured PostgreSQL server.

They are read and written with SQL, because starting Django for each look would take too long.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import uuid
from contextlib import closing, contextmanager
from pathlib import Path

from guide.models.edition import snapshot_digest

ROOT = Path(__file__).resolve().parent.parent
SERVER = os.environ.get("DATABASE_URL", "")
POSTGRES = SERVER.startswith("postgres")

# Tables that were renamed since the rows in `data` were stored.
NEW_TABLES = {"guide_act": "guide_auditevent", "guide_deleted": "guide_trashentry", "guide_glance": "guide_keyfact"}

MIGRATE_TO = """
import os
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
executor.loader.replace_migrations = False
executor.loader.build_graph()
executor.migrate([("guide", os.environ["MIGRATION"])])
"""


class Database:
    def __init__(self, url):
        self.url, self.postgres = url, url.startswith("postgres")

    @property
    def name(self):
        return self.url.rpartition("/")[2] if self.postgres else self.url.removeprefix("sqlite:///")

    def env(self, **own):
        return os.environ | {"DATABASE_URL": self.url, "DEBUG": "1"} | own

    def manage(self, *args, **options):
        command = [sys.executable, "manage.py", *map(str, args)]
        options = {"capture_output": True, "text": True, "check": False, "env": self.env()} | options
        return subprocess.run(command, cwd=ROOT, **options)

    def start(self, *args):
        """Start a management command; end it with `kill`."""
        command = [sys.executable, "manage.py", *map(str, args)]
        options = {"env": self.env(), "stdout": subprocess.PIPE, "text": True, "start_new_session": True}
        return subprocess.Popen(command, cwd=ROOT, **options)

    def query(self, sql, *values):
        with self._connection() as connection:
            return self._run(connection, sql, values).fetchall()

    def write(self, sql, *values):
        with self._connection() as connection:
            self._run(connection, sql, values)
            connection.commit()

    def insert(self, table, row):
        """Insert a row; dictionaries become JSON."""
        values = [json.dumps(value) if isinstance(value, dict) else value for value in row.values()]
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        self.write(f"INSERT INTO {table} ({names}) VALUES ({marks})", *values)
        if self.postgres:
            self.query(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")

    def migrate_to(self, name):
        """Create the tables as of a migration that a squashed one has replaced."""
        done = self.manage("shell", "-v0", "-c", MIGRATE_TO, env=self.env(MIGRATION=name))
        assert done.returncode == 0, done.stderr

    def make_run(self):
        """Run the management commands of `make run`."""
        output = subprocess.run(["make", "-n", "run"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        commands = [line for line in output.splitlines() if "manage.py" in line and "collectstatic" not in line]
        assert len(commands) == 2
        for command in commands:
            done = subprocess.run(command, cwd=ROOT, env=self.env(), shell=True, capture_output=True, text=True)
            assert done.returncode == 0, done.stderr

    def _connection(self):
        return connect(self.url) if self.postgres else closing(sqlite3.connect(self.name, timeout=10))

    def _run(self, connection, sql, values):
        """Run SQL with `?` placeholders; without values, a percent sign needs no escaping."""
        return connection.execute(sql.replace("?", "%s") if self.postgres else sql, *[values] if values else [])

    def editions(self):
        """Return digests by edition number, after checking the snapshots and the integrity of the file."""
        rows = self.query("SELECT number, digest, snapshot FROM guide_edition ORDER BY number")
        contents = [json.loads(row[2]) if isinstance(row[2], str) else row[2] for row in rows]
        assert [row[0] for row, content in zip(rows, contents, strict=True) if snapshot_digest(content) != row[1]] == []
        assert self.postgres or self.query("PRAGMA integrity_check") == [("ok",)]
        return {number: digest for number, digest, _ in rows}

    def wait_for_disconnects(self):
        """Wait until PostgreSQL has noticed that killed clients are gone."""
        others = "SELECT 1 FROM pg_stat_activity WHERE datname = ? AND pid <> pg_backend_pid()"
        while self.postgres and self.query(others, self.name):
            time.sleep(0.01)


def kill(process):
    """Kill a process and its children, and return its output so far."""
    os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()[0]


def connect(url):
    import psycopg

    return psycopg.connect(url)


@contextmanager
def new_database(folder, template=None):
    """Create a database, empty or a copy of `template`."""
    if not POSTGRES:
        file = folder / f"{uuid.uuid4().hex}.sqlite3"
        if template:
            shutil.copyfile(template.name, file)
        yield Database(f"sqlite:///{file}")
        return
    name = f"guide_{uuid.uuid4().hex}"
    with connect(SERVER) as server:
        server.autocommit = True
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template.name if template else 'template1'}")
        try:
            yield Database(f"{SERVER.rpartition('/')[0]}/{name}")
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


LOAD_CONTENT = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("load_content", publish=True)
"""


def load_content_into(database):
    done = database.manage("shell", "-v0", "-c", LOAD_CONTENT)
    assert done.returncode == 0, done.stderr


@contextmanager
def database_with_content(folder):
    """Create a database with the content in it, published as edition 1."""
    with new_database(folder) as database:
        load_content_into(database)
        yield database


def rename(database, title):
    database.write("UPDATE guide_section SET title = ? WHERE slug = 'form'", title)


def title(database):
    return database.query("SELECT title FROM guide_section WHERE slug = 'form'")[0][0]
