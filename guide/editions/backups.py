"""Back up the whole database while it is in use, and restore it.

Each backup has a manifest beside it, a JSON file with the number of rows in each table and the number and digest of
the latest edition. A restore checks it, and runs in one transaction, so that an interrupted restore changes nothing.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from guide.http.current_edition import connection_arguments
from guide.models.edition import snapshot_digest

Settings = Mapping[str, Any]
Query = Callable[[str], list[tuple[Any, ...]]]
LATEST_EDITION_QUERY = "SELECT number, digest, snapshot FROM guide_edition ORDER BY number DESC LIMIT 1"


class BackupError(Exception):
    """A backup cannot be made or restored; the message says why."""


def create_backup(settings: Settings, path: Path) -> dict[str, Any]:
    """Write the database to a file and its manifest beside it. Raises BackupError, OSError and sqlite3.Error."""
    part = path.with_name(path.name + ".part")  # renamed when it is complete
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # it holds the accounts
    manifest = (_backup_sqlite if is_sqlite(settings) else _backup_postgres)(settings, part)
    manifest_path(path).write_text(json.dumps(manifest, indent=1, sort_keys=True))
    part.replace(path)
    return manifest


def restore_backup(settings: Settings, path: Path) -> dict[str, Any]:
    """Replace the database by a backup. Raises BackupError, OSError and sqlite3.Error."""
    try:
        manifest = json.loads(manifest_path(path).read_text())
    except (OSError, ValueError) as error:
        raise BackupError(f"{manifest_path(path)} cannot be read, so {path} cannot be checked.") from error
    if not path.is_file():
        raise BackupError(f"{path} does not exist.")
    if manifest.get("engine") != engine_name(settings):
        raise BackupError(f"{path} is for {manifest.get('engine')}, but the database is {engine_name(settings)}.")
    (_restore_sqlite if is_sqlite(settings) else _restore_postgres)(settings, path, manifest)
    return manifest


def manifest_path(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def is_sqlite(settings: Settings) -> bool:
    return str(settings["ENGINE"]).endswith("sqlite3")


def engine_name(settings: Settings) -> str:
    return "SQLite" if is_sqlite(settings) else "PostgreSQL"


def database_manifest(query: Query, tables: list[str], engine: str) -> dict[str, Any]:
    """Return what a database holds. Raises BackupError if the latest edition does not match its digest."""
    rows = {table: query(f'SELECT count(*) FROM "{table}"')[0][0] for table in sorted(tables)}
    latest = query(LATEST_EDITION_QUERY) if "guide_edition" in rows else []
    number, digest, snapshot = latest[0] if latest else (0, "", None)
    if latest and snapshot_digest(json.loads(snapshot) if isinstance(snapshot, str) else snapshot) != digest:
        raise BackupError(f"Edition {number} is damaged: its content does not match its digest.")
    return {"engine": engine, "rows": rows, "edition": number, "digest": digest}


def _sqlite_manifest(connection: sqlite3.Connection) -> dict[str, Any]:
    def query(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    if query("PRAGMA integrity_check") != [("ok",)]:
        raise BackupError("SQLite reports that the file is damaged.")
    tables = query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return database_manifest(query, [name for (name,) in tables], "SQLite")


def _backup_sqlite(settings: Settings, part: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(settings["NAME"], uri=True)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy)
        return _sqlite_manifest(copy)


def _restore_sqlite(settings: Settings, path: Path, manifest: dict[str, Any]) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        try:
            found = _sqlite_manifest(copy)
        except sqlite3.DatabaseError as error:
            raise BackupError(f"{path} is not an SQLite database: {error}.") from error
        if found != manifest:
            raise BackupError(f"{path} does not match its manifest.")
        with closing(sqlite3.connect(settings["NAME"], uri=True, timeout=30)) as target:
            copy.backup(target)


def _connect(settings: Settings) -> Any:
    import psycopg  # only where the database is PostgreSQL

    return psycopg.connect(**connection_arguments(settings))


def _connection_string(settings: Settings) -> str:
    """Return the connection string without the password, since every user can see the arguments of programs."""
    from psycopg.conninfo import make_conninfo  # only where the database is PostgreSQL

    return make_conninfo(**connection_arguments(settings) | {"password": None})


def _postgres_manifest(connection: Any) -> dict[str, Any]:
    def query(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    tables = query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return database_manifest(query, [name for (name,) in tables], "PostgreSQL")


def _backup_postgres(settings: Settings, part: Path) -> dict[str, Any]:
    """Dump the database. The dump and its manifest read one exported snapshot, so they match."""
    with _connect(settings) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot_id = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]
        manifest = _postgres_manifest(connection)
        _run(
            settings,
            "pg_dump",
            "--format=custom",
            f"--snapshot={snapshot_id}",
            f"--file={part}",
            _connection_string(settings),
        )
    return manifest


def _restore_postgres(settings: Settings, path: Path, manifest: dict[str, Any]) -> None:
    address = f"--dbname={_connection_string(settings)}"
    _run(settings, "pg_restore", "--clean", "--if-exists", "--single-transaction", address, str(path))
    with _connect(settings) as connection:
        if _postgres_manifest(connection) != manifest:
            raise BackupError(f"{path} was restored, but does not match its manifest. Restore another backup.")


def _run(settings: Settings, *command: str) -> None:
    password = {"PGPASSWORD": settings["PASSWORD"]} if settings.get("PASSWORD") else {}
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | password)
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is not installed. It comes with PostgreSQL's client programs.") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{command[0]} failed: {error.stderr.strip()}") from error
