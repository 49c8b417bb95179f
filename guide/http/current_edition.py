"""The current edition, polled by a thread 10 times a second so that requests need no query for it.

While the database is unavailable, the last known edition stays current.
"""

from __future__ import annotations

import logging
import math
import sqlite3
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from time import sleep, time
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    import psycopg

EditionId = tuple[int, str]  # an edition's number and digest
CURRENT_EDITION_QUERY = (
    "SELECT number, digest FROM guide_edition WHERE live_at <= {now} "
    "AND NOT EXISTS (SELECT 1 FROM guide_cancellation WHERE edition_id = number) ORDER BY number DESC LIMIT 1"
)
NEXT_EDITION_QUERY = "SELECT min(live_at) FROM guide_edition WHERE live_at > ?"

logger = logging.getLogger(__name__)


class CurrentEdition:
    """The current edition as this process knows it. The first `read` starts the polling thread."""

    def __init__(self, database: SqliteDatabase | PostgresDatabase, *, seconds: float = 0.1) -> None:
        """`seconds` is the pause between two queries."""
        self._database, self._seconds = database, seconds
        self._edition: EditionId | None = None
        self._is_reachable = True
        self._lock, self._start_lock = threading.Lock(), threading.Lock()
        self._is_started = False

    def read(self) -> EditionId | None:
        """Return the current edition; None if nothing is published or the database has never been reached."""
        if not self._is_started:
            self._start()
        return self._edition

    def refresh(self) -> None:
        """Query the database now. On an error the last known edition stays."""
        with self._lock:
            try:
                self._edition, self._is_reachable = self._database.query_current(), True
            except Exception as error:  # no error may stop the thread or make a publication fail
                if self._is_reachable:
                    logger.warning("The database cannot be reached; %s stays current: %s", self._edition, error)
                self._is_reachable = False
                self._database.close()

    def _start(self) -> None:
        with self._start_lock:
            if not self._is_started:
                self.refresh()
                threading.Thread(target=self._keep_refreshing, daemon=True).start()
                self._is_started = True

    def _keep_refreshing(self) -> None:
        while True:
            sleep(self._seconds)
            self.refresh()


def watch_editions(current: CurrentEdition, callback: Callable[[EditionId], object], *, seconds: float = 0.1) -> None:
    """Call `callback` in a thread of its own: now with the current edition, then with each new one."""
    threading.Thread(target=_watch, args=(current, callback, seconds), daemon=True).start()


def _watch(current: CurrentEdition, callback: Callable[[EditionId], object], seconds: float) -> None:
    last = None
    while True:
        edition = current.read()
        if edition not in (None, last):
            callback(edition)
            last = edition
        sleep(seconds)


class CachedRead(NamedTuple):
    version: Any = None  # SQLite's data_version when the edition was read
    until: float = 0.0  # when the next scheduled edition goes live, in seconds since 1970
    edition: EditionId | None = None


class SqliteDatabase:
    """A read-only connection. It reads the table only after a write, or when a scheduled edition is due."""

    def __init__(self, name: str) -> None:
        """`name` is a path or a `file:` URI."""
        self._uri = name if name.startswith("file:/") else f"{Path(name).absolute().as_uri()}?mode=ro"
        self._path = Path(unquote(urlsplit(self._uri).path))
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._cached = CachedRead()

    def query_current(self) -> EditionId | None:
        """Return the current edition, or None before the first publication. Raises the driver's errors."""
        connection = self._open()
        # The pragma takes microseconds. The query takes milliseconds if the snapshots in the same table are large.
        version = connection.execute("PRAGMA data_version").fetchone()
        if version != self._cached.version or time() >= self._cached.until:
            self._cached = read_editions(connection, version)
        return self._cached.edition

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._cached = None, CachedRead()

    def _open(self) -> sqlite3.Connection:
        """Return the connection; open a new one if the file was replaced."""
        file = file_id(self._path)
        if self._connection is not None and file not in (None, self._file):
            logger.warning("The file %s was replaced. Now reading the new one.", self._path)
            self.close()
        if self._connection is None:
            self._file = file
            self._connection = sqlite3.connect(
                self._uri, uri=True, isolation_level=None, timeout=1, check_same_thread=False
            )
        return self._connection


def file_id(path: Path) -> tuple[int, int] | None:
    """Return device and inode of a file, or None if there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def read_editions(connection: sqlite3.Connection, version: Any) -> CachedRead:
    """Return the current edition and until when it stays current if nothing is written."""
    # Django stores times in SQLite as text in UTC, without an offset.
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    (until,) = connection.execute(NEXT_EDITION_QUERY, (now,)).fetchone()
    until = datetime.fromisoformat(f"{until}+00:00").timestamp() if until else math.inf
    return CachedRead(version, until, connection.execute(CURRENT_EDITION_QUERY.format(now="?"), (now,)).fetchone())


class PostgresDatabase:
    """A connection of its own. The database's clock decides which editions are live, as servers' clocks may differ."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._arguments = connection_arguments(settings)
        self._connection: psycopg.Connection[tuple[Any, ...]] | None = None

    def query_current(self) -> EditionId | None:
        import psycopg  # only where the database is PostgreSQL

        if self._connection is None:
            self._connection = psycopg.connect(**self._arguments, autocommit=True)
        return self._connection.execute(CURRENT_EDITION_QUERY.format(now="now()")).fetchone()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def connection_arguments(database: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of `psycopg.connect` for an entry of Django's DATABASES."""
    options: dict[str, Any] = database.get("OPTIONS", {})
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {name: database[key] for name, key in names.items() if database.get(key)} | options


def database_of(settings: Mapping[str, Any]) -> SqliteDatabase | PostgresDatabase:
    """Return the edition database for an entry of Django's DATABASES."""
    sqlite = settings["ENGINE"].endswith("sqlite3")
    return SqliteDatabase(str(settings["NAME"])) if sqlite else PostgresDatabase(settings)
