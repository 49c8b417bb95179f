"""Which edition is current, read raw and cheaply, ahead of Django.

On SQLite each request looks whether anything was written since it was last read, which takes a tenth of a microsecond.
On PostgreSQL a thread asks 4 times a second, so that no reader waits for it, and readers keep reading when the database
is away.
"""

from __future__ import annotations

import math
import os
import sqlite3
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from mmap import PROT_READ, mmap
from pathlib import Path
from time import monotonic, sleep, time
from typing import Any, NamedTuple, Protocol

Number = tuple[int, str]
"""An edition's number and digest."""
QUERY = (
    "SELECT number, digest FROM guide_edition WHERE live_at <= {now} "
    "AND NOT EXISTS (SELECT 1 FROM guide_cancellation WHERE edition_id = number) ORDER BY number DESC LIMIT 1"
)
NEXT = "SELECT min(live_at) FROM guide_edition WHERE live_at > ?"
HEADER = 48
"""Bytes at the start of the index of SQLite's log. Each transaction changes them, and SQLite itself compares them to
know that somebody wrote (https://www.sqlite.org/walformat.html). To ask it at each request made a fifth fewer pages."""


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


class Seen(NamedTuple):
    """What was last read, and from which state of the database."""

    version: Any = None
    until: float = 0.0
    """When the next waiting edition goes live, in seconds since 1970."""
    number: Number | None = None


class SqliteCurrent:
    """Lives as long as the process: what it holds open, holds locks of SQLite's too."""

    def __init__(self, name: str) -> None:
        """`name` is a path, or an address that says how to open the file."""
        plain = not name.startswith("file:/")
        self._address = f"{Path(name).absolute().as_uri()}?mode=ro" if plain else name
        self._index_file = Path(f"{Path(name).resolve()}-shm") if plain else None
        self._index: mmap | None = None
        self._connection: sqlite3.Connection | None = None
        self._seen, self._lock = Seen(), threading.Lock()

    def read(self) -> Number | None:
        """The number and digest, or the last ones known while the database does not answer."""
        seen = self._seen
        if self._index is not None and self._index[:HEADER] == seen.version and time() < seen.until:
            return seen.number
        with self._lock:
            with suppress(sqlite3.Error):
                self._look(self._connection or self._connect())
            return self._seen.number

    def _look(self, connection: sqlite3.Connection) -> None:
        """Ask, if anything was written since. What is written meanwhile makes the next read ask again."""
        index, seen = self._index, self._seen
        version = connection.execute("PRAGMA data_version").fetchone() if index is None else index[:HEADER]
        if version != seen.version or time() >= seen.until:
            self._seen = ask(connection, version)

    def _connect(self) -> sqlite3.Connection:
        how = {"uri": True, "isolation_level": None, "timeout": 1, "check_same_thread": False}
        connection = sqlite3.connect(self._address, **how)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if self._index_file and connection.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            with suppress(OSError, ValueError):  # without it SQLite is asked
                # Neither is ever closed: that would let go of the locks that SQLite has on the same file.
                self._index = mmap(os.open(self._index_file, os.O_RDONLY), HEADER, prot=PROT_READ)
        self._connection = connection
        return connection


def ask(connection: sqlite3.Connection, version: Any) -> Seen:
    """The current edition, and how long it is current if nobody writes."""
    # As Django writes times: text in UTC, without an offset.
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    (until,) = connection.execute(NEXT, (now,)).fetchone()
    until = datetime.fromisoformat(f"{until}+00:00").timestamp() if until else math.inf
    return Seen(version, until, connection.execute(QUERY.format(now="?"), (now,)).fetchone())


class PostgresCurrent:
    def __init__(self, settings: Mapping[str, Any], *, seconds: float = 0.25) -> None:
        self._settings, self._seconds = settings, seconds
        self._last: Number | None = None
        self._connection: Any = None
        self._asked: float | None = None
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

    def silence(self) -> float:
        """For how many seconds nothing was answered. A question that waits counts from when it was asked."""
        asked = self._asked
        return monotonic() - asked if asked else 0.0

    def _keep_asking(self) -> None:
        while True:
            sleep(self._seconds)
            self._ask()

    def _ask(self) -> None:
        import psycopg  # only where the database is PostgreSQL

        self._asked = self._asked or monotonic()
        try:
            if self._connection is None:
                self._connection = psycopg.connect(**postgres_arguments(self._settings), autocommit=True)
            self._last = self._connection.execute(QUERY.format(now="now()")).fetchone()
            self._asked = None
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
