"""Which edition is current, read raw and cheaply, ahead of Django.

On SQLite each request asks whether anything was written since it was last read, which costs a few microseconds. On
PostgreSQL a thread asks 4 times a second, so that no reader waits for it, and readers keep reading when the database
is away.
"""

from __future__ import annotations

import math
import sqlite3
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from time import sleep, time
from typing import Any, Protocol

Number = tuple[int, str]
"""An edition's number and digest."""
QUERY = (
    "SELECT number, digest FROM guide_edition WHERE live_at <= {now} "
    "AND NOT EXISTS (SELECT 1 FROM guide_cancellation WHERE edition_id = number) ORDER BY number DESC LIMIT 1"
)
NEXT = "SELECT min(live_at) FROM guide_edition WHERE live_at > ?"


class Current(Protocol):
    def read(self) -> Number | None: ...


def follow(current: Current, act: Callable[[Number], object], *, seconds: float = 0.1) -> None:
    """In a thread of its own: act on the edition that is current, and then on each that becomes so."""
    threading.Thread(target=_follow, args=(current, act, seconds), daemon=True).start()


def _follow(current: Current, act: Callable[[Number], object], seconds: float) -> None:
    done = None
    while True:
        edition = current.read()
        if edition not in (None, done):
            act(edition)
            done = edition
        sleep(seconds)


class Seen(threading.local):
    """What one thread last read, and from which state of the database."""

    connection: sqlite3.Connection | None = None
    version: tuple[int] | None = None
    until = 0.0
    """When the next waiting edition goes live, in seconds since 1970."""
    number: Number | None = None


class SqliteCurrent:
    def __init__(self, name: str) -> None:
        """`name` is a path, or an address that says how to open the file."""
        self._address = name if name.startswith("file:/") else f"{Path(name).absolute().as_uri()}?mode=ro"
        self._seen = Seen()
        self._last: Number | None = None

    def read(self) -> Number | None:
        """The number and digest, or the last ones known while the database does not answer."""
        seen = self._seen
        try:
            connection = seen.connection or self._connect(seen)
            # https://www.sqlite.org/pragma.html#pragma_data_version: it changes with what other connections write.
            # A SELECT at each request cost as much as all the rest of a kept page. To ask less often is no gain: this
            # lets go of Python's lock for a moment, and without it the server made a sixth fewer pages.
            version = connection.execute("PRAGMA data_version").fetchone()
            if version != seen.version or time() >= seen.until:
                self._last = seen.number = ask(connection, seen)
                seen.version = version
        except sqlite3.Error:
            seen.connection = None
            return self._last
        return seen.number

    def _connect(self, seen: Seen) -> sqlite3.Connection:
        seen.connection = sqlite3.connect(self._address, uri=True, isolation_level=None, timeout=1)
        seen.version = None
        return seen.connection


def ask(connection: sqlite3.Connection, seen: Seen) -> Number | None:
    """The current edition; `seen` is told how long that holds if nobody writes."""
    # As Django writes times: text in UTC, without an offset.
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    (until,) = connection.execute(NEXT, (now,)).fetchone()
    seen.until = datetime.fromisoformat(f"{until}+00:00").timestamp() if until else math.inf
    return connection.execute(QUERY.format(now="?"), (now,)).fetchone()


class PostgresCurrent:
    def __init__(self, settings: Mapping[str, Any], *, seconds: float = 0.25) -> None:
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
                self._connection = psycopg.connect(**postgres_arguments(self._settings), autocommit=True)
            self._last = self._connection.execute(QUERY.format(now="now()")).fetchone()
        except psycopg.Error:
            self._connection = None


def postgres_arguments(database: Mapping[str, Any]) -> dict[str, Any]:
    """How to connect, in PostgreSQL's words, for a Django database setting."""
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {name: database[key] for name, key in names.items() if database.get(key)} | database.get("OPTIONS", {})


def current_of(database: Mapping[str, Any]) -> SqliteCurrent | PostgresCurrent:
    """The reader for a Django database setting."""
    sqlite = database["ENGINE"].endswith("sqlite3")
    return SqliteCurrent(str(database["NAME"])) if sqlite else PostgresCurrent(database)
