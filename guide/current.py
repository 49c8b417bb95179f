"""Which edition is current, read raw and cheaply, ahead of Django.

On SQLite it is asked at every request, which costs a few microseconds. On PostgreSQL a thread asks twice a
second, so that no reader waits for it, and readers keep reading when the database is away.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from time import sleep
from typing import Any

Number = tuple[int, str]
QUERY = (
    "SELECT number, digest FROM guide_edition WHERE live_at <= {now} "
    "AND NOT EXISTS (SELECT 1 FROM guide_cancellation WHERE edition_id = number) ORDER BY number DESC LIMIT 1"
)


class SqliteCurrent:
    def __init__(self, path: str) -> None:
        self._path = path
        self._thread = threading.local()
        self._last: Number | None = None

    def read(self) -> Number | None:
        """The number and digest, or the last ones known while the database does not answer."""
        try:
            connection = getattr(self._thread, "connection", None) or self._connect()
            # As Django writes times: text in UTC, without an offset.
            now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
            self._last = connection.execute(QUERY.format(now="?"), (now,)).fetchone()
        except sqlite3.Error:
            self._thread.connection = None
        return self._last

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, isolation_level=None, timeout=1)
        self._thread.connection = connection
        return connection


class PostgresCurrent:
    def __init__(self, settings: Mapping[str, Any], *, seconds: float = 0.5) -> None:
        self._settings, self._seconds = settings, seconds
        self._last: Number | None = None
        self._connection: Any = None
        self._watch = threading.Lock()
        self._watching = False

    def read(self) -> Number | None:
        if not self._watching:
            with self._watch:
                if not self._watching:
                    self._ask()
                    threading.Thread(target=self._keep_asking, daemon=True).start()
                    self._watching = True
        return self._last

    def _keep_asking(self) -> None:
        while True:
            sleep(self._seconds)
            self._ask()

    def _ask(self) -> None:
        import psycopg  # only where the database is PostgreSQL

        try:
            if self._connection is None:
                self._connection = psycopg.connect(
                    **postgres_arguments(self._settings), autocommit=True, connect_timeout=2
                )
            self._last = self._connection.execute(QUERY.format(now="now()")).fetchone()
        except psycopg.Error:
            self._connection = None


def postgres_arguments(database: Mapping[str, Any]) -> dict[str, Any]:
    """How to connect, in PostgreSQL's words, for a Django database setting."""
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {name: database[key] for name, key in names.items() if database.get(key)}


def current_of(database: Mapping[str, Any]) -> SqliteCurrent | PostgresCurrent:
    """The reader for a Django database setting."""
    sqlite = database["ENGINE"].endswith("sqlite3")
    return SqliteCurrent(str(database["NAME"])) if sqlite else PostgresCurrent(database)
