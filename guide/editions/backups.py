"""Back up the whole database while it is in use, and restore it.

Beside each backup is its checksum, as `sha256sum` writes it. A restore checks it first, and runs in one transaction, so
that an interrupted restore changes nothing.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from guide.http.current_edition import connection_arguments

Settings = Mapping[str, Any]


class BackupError(Exception):
    """A backup cannot be made or restored; the message says why."""


def create_backup(settings: Settings, path: Path) -> None:
    """Write the database to a file and its checksum beside it. Raises BackupError, OSError and sqlite3.Error."""
    part = path.with_name(path.name + ".part")  # renamed when it is complete
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # it holds the accounts
    if is_sqlite(settings):
        with closing(sqlite3.connect(settings["NAME"], uri=True)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise BackupError("SQLite reports that the database is damaged.")
    else:
        run_postgres(settings, "pg_dump", "--format=custom", f"--file={part}")
    checksum_path(path).write_text(f"{checksum(part)}  {path.name}\n")
    part.replace(path)


def restore_backup(settings: Settings, path: Path) -> None:
    """Replace the database by a backup. Raises BackupError, OSError and sqlite3.Error."""
    try:
        expected = checksum_path(path).read_text().split(maxsplit=1)[0]
    except (OSError, ValueError, IndexError) as error:
        raise BackupError(f"{checksum_path(path)} cannot be read, so {path} cannot be checked.") from error
    if checksum(path) != expected:
        raise BackupError(f"{path} does not match its checksum.")
    if is_sqlite(settings):
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            copy.execute("PRAGMA schema_version")  # raises an error if it is a backup of PostgreSQL
            with closing(sqlite3.connect(settings["NAME"], uri=True, timeout=30)) as target:
                copy.backup(target)
    else:
        run_postgres(settings, "pg_restore", "--clean", "--if-exists", "--single-transaction", str(path))


def checksum_path(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_sqlite(settings: Settings) -> bool:
    return str(settings["ENGINE"]).endswith("sqlite3")


def run_postgres(settings: Settings, program: str, *options: str) -> None:
    """Run pg_dump or pg_restore. The password is not in the arguments, since every user can see those."""
    from psycopg.conninfo import make_conninfo  # only where the database is PostgreSQL

    address = make_conninfo(**connection_arguments(settings) | {"password": None})
    password = {"PGPASSWORD": settings["PASSWORD"]} if settings.get("PASSWORD") else {}
    command = [program, f"--dbname={address}", *options]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | password)
    except FileNotFoundError as error:
        raise BackupError(f"{program} is not installed. It comes with PostgreSQL's client programs.") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{program} failed: {error.stderr.strip()}") from error
