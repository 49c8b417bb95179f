"""Watching the current edition; the tests write as another process would."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from datetime import UTC, datetime, timedelta

import dj_database_url
import pytest
from django.db.models.signals import post_save

from guide.editions.publishing import publish
from guide.http.current_edition import CurrentEdition, SqliteDatabase, connection_arguments, watch_editions
from guide.models import Cancellation, Edition

SECONDS = 0.005


class Writer:
    """Writes editions into an SQLite file from a connection of its own."""

    def __init__(self, path):
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("CREATE TABLE guide_edition (number, digest, live_at)")
        self.connection.execute("CREATE TABLE guide_cancellation (edition_id)")

    def publish(self, number, **later):
        live_at = (datetime.now(UTC) + timedelta(**later)).strftime("%Y-%m-%d %H:%M:%S.%f")
        self.connection.execute("INSERT INTO guide_edition VALUES (?, ?, ?)", (number, f"d{number}", live_at))


@pytest.fixture
def writer(tmp_path):
    writer = Writer(tmp_path / "guide.sqlite3")
    yield writer
    writer.connection.close()


@pytest.fixture
def current(writer):
    return CurrentEdition(SqliteDatabase(str(writer.path)), seconds=SECONDS)


def wait_for_edition(current, number):
    """Wait until this edition is current."""
    wanted, end = (number, f"d{number}"), time.monotonic() + 10
    while current.read() != wanted and time.monotonic() < end:
        time.sleep(SECONDS)
    assert current.read() == wanted


def test_database_url_options_are_used():
    config = dj_database_url.parse("postgres://ada:pw@db.example:5433/guide?sslmode=verify-full&sslrootcert=ca.pem")
    expected = {"dbname": "guide", "user": "ada", "password": "pw", "host": "db.example", "port": 5433}
    assert connection_arguments(config) == expected | {"sslmode": "verify-full", "sslrootcert": "ca.pem"}


def test_first_read_waits_for_the_database(writer, current):
    writer.publish(1)
    assert current.read() == (1, "d1")


def test_no_edition_before_the_first_publication(current):
    assert current.read() is None


def test_publications_by_other_processes_are_seen(writer, current):
    for number in (1, 2, 3):
        writer.publish(number)
        wait_for_edition(current, number)
    writer.connection.execute("INSERT INTO guide_cancellation VALUES (3)")
    wait_for_edition(current, 2)


def test_publications_are_seen_without_wal(writer, current):
    writer.connection.execute("PRAGMA journal_mode=DELETE")
    for number in (1, 2):
        writer.publish(number)
        wait_for_edition(current, number)


def test_scheduled_edition_goes_live_without_writes(writer, current):
    writer.publish(1)
    writer.publish(2, milliseconds=300)
    writer.publish(3, minutes=5)
    assert current.read() == (1, "d1")
    wait_for_edition(current, 2)


def test_database_away_keeps_the_last_edition(writer, current, caplog):
    writer.publish(1)
    assert current.read() == (1, "d1")
    writer.connection.execute("ALTER TABLE guide_edition RENAME TO away")
    with caplog.at_level(logging.WARNING):
        current.refresh()
        current.refresh()
    assert current.read() == (1, "d1")
    assert caplog.text.count("The database cannot be reached") == 1
    writer.connection.execute("ALTER TABLE away RENAME TO guide_edition")
    writer.publish(2)
    wait_for_edition(current, 2)


def test_database_created_after_start_is_found(tmp_path):
    current = CurrentEdition(SqliteDatabase(str(tmp_path / "guide.sqlite3")), seconds=SECONDS)
    assert current.read() is None
    writer = Writer(tmp_path / "guide.sqlite3")
    writer.publish(1)
    wait_for_edition(current, 1)
    writer.connection.close()


def test_replaced_file_is_noticed_and_logged(writer, current, caplog, tmp_path):
    writer.publish(1)
    assert current.read() == (1, "d1")
    other = Writer(tmp_path / "other.sqlite3")
    other.publish(7)
    other.connection.close()
    writer.connection.close()
    for log in ("-wal", "-shm"):  # otherwise SQLite would apply them to the new file
        writer.path.with_name(writer.path.name + log).unlink()
    with caplog.at_level(logging.WARNING):
        other.path.replace(writer.path)
        wait_for_edition(current, 7)
    assert f"The file {writer.path} was replaced" in caplog.text


def test_removed_file_keeps_the_last_edition(writer, current):
    writer.publish(1)
    assert current.read() == (1, "d1")
    writer.path.unlink()
    current.refresh()
    assert current.read() == (1, "d1")


def test_table_is_not_read_without_writes(writer):
    database, read = SqliteDatabase(str(writer.path)), []
    writer.publish(1)
    assert database.query_current() == (1, "d1")
    database._connection.set_trace_callback(read.append)
    for _ in range(3):
        assert database.query_current() == (1, "d1")
    assert set(read) == {"PRAGMA data_version"}
    database.close()


class FailingDatabase:
    """Answers once, then raises an unexpected error."""

    def __init__(self):
        self.answers = [(1, "d1")]

    def query_current(self):
        return self.answers.pop()

    def close(self):
        pass


def test_no_error_stops_the_thread():
    broken = FailingDatabase()
    current = CurrentEdition(broken, seconds=SECONDS)
    assert current.read() == (1, "d1")
    time.sleep(5 * SECONDS)
    assert current.read() == (1, "d1")
    broken.answers.append((2, "d2"))
    wait_for_edition(current, 2)


class FromDjango:
    def query_current(self):
        return Edition.objects.live().values_list("number", "digest").first()

    def close(self):
        pass


@pytest.fixture
def wsgi(db, monkeypatch):
    """The application of a process that polls the database once an hour."""
    from kickbacks import wsgi

    monkeypatch.setattr(wsgi, "current", CurrentEdition(FromDjango(), seconds=3600))
    yield wsgi
    for model in (Edition, Cancellation):
        assert post_save.disconnect(wsgi.refresh_after_commit, sender=model)


def test_own_publication_is_current_on_commit(wsgi, django_capture_on_commit_callbacks):
    before = wsgi.current.read()
    with django_capture_on_commit_callbacks(execute=True):
        edition = publish(by="tests", note="The first one.")
        assert wsgi.current.read() == before
    assert wsgi.current.read() == (edition.number, edition.digest)


def test_watchers_get_current_and_later_editions(writer, current):
    seen, enough = [], threading.Event()

    def act(edition):
        seen.append(edition)
        if len(seen) == 2:
            enough.set()

    writer.publish(1)
    watch_editions(current, act, seconds=SECONDS)
    wait_for_edition(current, 1)
    time.sleep(5 * SECONDS)
    writer.publish(2)
    assert enough.wait(10)
    assert seen == [(1, "d1"), (2, "d2")]
