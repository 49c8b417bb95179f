from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import dj_database_url
import pytest

from guide import current
from guide.current import SqliteCurrent, postgres_arguments


class Desk:
    """Writes editions from a connection of its own, as another process would."""

    def __init__(self, path):
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("CREATE TABLE guide_edition (number, digest, live_at)")
        self.connection.execute("CREATE TABLE guide_cancellation (edition_id)")

    def publish(self, number, **later):
        live_at = (datetime.now(UTC) + timedelta(**later)).strftime("%Y-%m-%d %H:%M:%S.%f")
        self.connection.execute("INSERT INTO guide_edition VALUES (?, ?, ?)", (number, f"d{number}", live_at))


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "guide.sqlite3")
    yield desk
    desk.connection.close()


def test_the_raw_read_goes_the_way_that_the_address_of_the_database_asks_for():
    config = dj_database_url.parse("postgres://ada:pw@db.example:5433/guide?sslmode=verify-full&sslrootcert=ca.pem")
    asked = {"dbname": "guide", "user": "ada", "password": "pw", "host": "db.example", "port": 5433}
    assert postgres_arguments(config) == asked | {"sslmode": "verify-full", "sslrootcert": "ca.pem"}


def test_every_edit_is_seen_by_the_next_read(desk):
    editions = SqliteCurrent(str(desk.path))
    assert editions.read() is None
    for number in (1, 2, 3):
        desk.publish(number)
        assert [editions.read(), editions.read()] == [(number, f"d{number}")] * 2
    desk.connection.execute("INSERT INTO guide_cancellation VALUES (3)")
    assert editions.read() == (2, "d2")


def test_a_waiting_edition_goes_live_at_its_time_though_nobody_writes(desk, monkeypatch):
    editions = SqliteCurrent(str(desk.path))
    desk.publish(1)
    desk.publish(2, minutes=5)
    desk.publish(3, minutes=9)
    assert editions.read() == (1, "d1")
    for minutes, number in ((4, 1), (6, 2), (8, 2), (10, 3)):
        at(datetime.now(UTC) + timedelta(minutes=minutes), monkeypatch)
        assert editions.read() == (number, f"d{number}")


def at(moment, monkeypatch):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment

    monkeypatch.setattr(current, "datetime", Clock)
    monkeypatch.setattr(current, "time", moment.timestamp)


def test_each_thread_sees_an_edit_that_another_has_seen_first(desk):
    editions, seen = SqliteCurrent(str(desk.path)), []
    desk.publish(1)
    assert editions.read() == (1, "d1")
    for number in (2, 3):
        desk.publish(number)
        thread = Thread(target=lambda: seen.append(editions.read()))
        thread.start()
        thread.join()
        assert editions.read() == (number, f"d{number}")
    assert seen == [(2, "d2"), (3, "d3")]


def test_every_edit_is_seen_by_the_next_read_in_a_file_without_a_log_too(desk):
    desk.connection.execute("PRAGMA journal_mode=DELETE")
    Path(f"{desk.path}-shm").write_bytes(bytes(32768))  # left by somebody
    test_every_edit_is_seen_by_the_next_read(desk)


def test_an_edit_is_seen_though_everybody_else_had_closed_the_file(desk):
    """SQLite throws the log and its index away when nobody has the file open."""
    desk.publish(1)
    editions = SqliteCurrent(str(desk.path))
    for number in (2, 3):
        desk.connection.close()
        assert editions.read() == (number - 1, f"d{number - 1}")
        desk.connection = sqlite3.connect(desk.path, isolation_level=None, check_same_thread=False)
        desk.publish(number)
    assert editions.read() == (3, "d3")


WRITE = """
import sqlite3, sys, time
while True:
    connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
    (number,) = connection.execute("SELECT count(*) FROM guide_edition").fetchone()
    connection.execute("INSERT INTO guide_edition VALUES (?, ?, '2020-01-01')", (number + 1, f"d{number + 1}"))
    connection.close()
    print(number + 1, flush=True)
"""


def test_what_another_process_says_that_it_has_written_is_seen_at_once_by_all_threads(desk):
    editions, behind = SqliteCurrent(str(desk.path)), []
    writer = subprocess.Popen([sys.executable, "-c", WRITE, desk.path], stdout=subprocess.PIPE, text=True)
    readers = [Thread(target=lambda: [editions.read() for _ in range(20_000)]) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(300):
        number = int(writer.stdout.readline())
        found, _ = editions.read()
        behind += [(found, number)] if found < number else []
    writer.kill()
    writer.communicate()
    for reader in readers:
        reader.join()
    assert behind == []


def test_nothing_is_asked_of_the_table_while_nobody_writes(desk, monkeypatch):
    editions, asked = SqliteCurrent(str(desk.path)), []
    desk.publish(1)
    monkeypatch.setattr(current, "ask", lambda *args, ask=current.ask: asked.append(args) or ask(*args))
    for _ in range(5):
        editions.read()
    assert len(asked) == 1


def test_without_the_database_the_last_edition_stays(desk):
    editions = SqliteCurrent(str(desk.path))
    desk.publish(1)
    assert editions.read() == (1, "d1")
    desk.connection.execute("DROP TABLE guide_edition")
    assert editions.read() == (1, "d1")
    desk.path.unlink()
    assert editions.read() == (1, "d1")
