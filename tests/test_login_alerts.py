"""Password guessing: lockout, and alerts to the account's owner."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from guide.audit import login_limits
from guide.audit.login_limits import KNOWN_FOR
from guide.models import AuditEvent, CountedEvent

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "wrong horse", "correct horse"


@pytest.fixture
def log_in(client):
    def log_in(password, name="ada", address="192.0.2.1"):
        return client.post("/admin/login/", {"username": name, "password": password}, REMOTE_ADDR=address)

    return log_in


@pytest.fixture
def ada(make_user):
    return make_user("Editors", email="ada@guide.example")


def wait_for_emails():
    for thread in threading.enumerate():
        if thread.name.endswith("(send_alert)"):
            thread.join(timeout=10)


def test_lockout_is_per_address(log_in, ada):
    for _ in range(5):
        log_in(WRONG)
    assert log_in(RIGHT).status_code == 200
    assert log_in(RIGHT, address="192.0.2.2").status_code == 302


def test_forged_forwarded_for_is_ignored(client, ada, settings):
    settings.BEHIND_PROXY = True
    for turn in range(6):
        form = {"username": "ada", "password": RIGHT if turn == 5 else WRONG}
        forged = f"198.51.100.{turn}, 192.0.2.1"
        response = client.post("/admin/login/", form, HTTP_X_FORWARDED_FOR=forged, REMOTE_ADDR="127.0.0.1")
    assert response.status_code == 200
    settings.BEHIND_PROXY = False
    for turn in range(6):
        form = {"username": "ada", "password": RIGHT if turn == 5 else WRONG}
        response = client.post("/admin/login/", form, HTTP_X_FORWARDED_FOR=f"198.51.100.{turn}")
    assert response.status_code == 200


def test_four_wrong_passwords_do_not_lock(log_in, ada):
    for _ in range(4):
        log_in(WRONG)
    assert log_in(RIGHT).status_code == 302


def test_lock_expires_during_further_attempts(log_in, ada):
    for _ in range(7):
        log_in(WRONG)
    age = settings.AXES_COOLOFF_TIME + timedelta(seconds=1)
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=attempt.attempt_time - age)
    assert log_in(RIGHT).status_code == 302


def test_lockout_does_not_reveal_accounts(log_in, ada):
    first = log_in(WRONG)
    for _ in range(6):
        locked = log_in(WRONG)
    nobody = log_in(WRONG, name="ida")

    def shown(response):
        return re.sub('name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode()).replace("ida", "ada")

    assert first.status_code == locked.status_code == nobody.status_code == 200
    assert "After 5 failed attempts, wait 15 minutes" in shown(first)
    assert shown(first) == shown(locked) == shown(nobody)


def test_owner_is_alerted_once_on_the_desk(log_in, ada, client):
    for _ in range(3):
        log_in(WRONG)
    log_in(RIGHT)
    assert "3 attempts to log in as you failed" in client.get("/admin/").content.decode()
    client.post("/admin/logout/")
    log_in(RIGHT)
    assert "failed" not in client.get("/admin/").content.decode()


def test_lockout_email_once_a_day(log_in, ada):
    for _ in range(9):
        log_in(WRONG)
        wait_for_emails()
    assert [letter.to for letter in mail.outbox] == [["ada@guide.example"]]
    assert "as ada" in mail.outbox[0].body
    assert "192.0.2.1" not in mail.outbox[0].body


def test_mail_outage_breaks_no_login(log_in, ada, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for _ in range(5):
        assert log_in(WRONG).status_code == 200
    wait_for_emails()
    assert "could not be sent" in caplog.text
    assert log_in(RIGHT, address="192.0.2.2").status_code == 302


def test_unknown_usernames_send_no_email_and_leave_only_hashes_for_an_hour(log_in):
    for _ in range(7):
        log_in(WRONG, name="correct horse")
    wait_for_emails()
    assert mail.outbox == []
    events = AuditEvent.objects.filter(verb=AuditEvent.Verb.UNKNOWN)
    assert "horse" not in f"{[vars(row) for row in [*events, *CountedEvent.objects.all()]]}"
    events.update(at=timezone.now() - timedelta(hours=2))
    log_in(WRONG, name="another")
    assert events.count() == 1


def test_log_holds_no_address_and_no_name(log_in, ada, caplog):
    for _ in range(7):
        log_in(WRONG)
    assert "was locked" in caplog.text
    assert "192.0.2.1" not in caplog.text
    assert "ada" not in caplog.text


def test_lock_of_the_account_spares_known_places(log_in, ada, client, monkeypatch):
    monkeypatch.setattr(login_limits, "MAX_GUESSES", 20)
    assert log_in(RIGHT, address="2001:db8:0:1100::1").status_code == 302
    for turn in range(20):
        log_in(WRONG, address=f"198.51.100.{turn}")
    assert log_in(RIGHT, address="192.0.2.2").status_code == 200
    assert log_in(RIGHT, address="").status_code == 200
    assert log_in(RIGHT, name="ada", address="2001:db8:0:1101::2").status_code == 302
    CountedEvent.objects.update(expires_at=timezone.now())
    assert log_in(RIGHT, address="192.0.2.2").status_code == 302


def test_known_place_is_forgotten(log_in, ada, monkeypatch):
    monkeypatch.setattr(login_limits, "MAX_GUESSES", 0)
    login_limits.CountedEvent.objects.add("login ada 192.0.2.1/32", KNOWN_FOR)
    assert log_in(RIGHT).status_code == 302
    CountedEvent.objects.update(expires_at=timezone.now())
    assert log_in(RIGHT).status_code == 200


def test_owner_is_told_about_the_lock_of_the_account(log_in, ada, monkeypatch):
    monkeypatch.setattr(login_limits, "MAX_GUESSES", 8)
    for turn in range(12):
        log_in(WRONG, address="192.0.2.1" if turn < 6 else f"198.51.100.{turn}")
        wait_for_emails()
    assert [("15 minutes" in letter.body, "last 90 days" in letter.body) for letter in mail.outbox] == [
        (True, False),
        (False, True),
    ]


def test_unknown_address_is_never_locked(log_in, ada):
    for _ in range(7):
        log_in(WRONG, address="unknown")
    assert log_in(RIGHT, address="").status_code == 302


@pytest.fixture
def work_of(log_in, monkeypatch):
    """Return the statements and the number of password hashes that a failed login takes."""
    hashes = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashes.append(1) or encode(*args))

    def work_of(**login):
        hashes.clear()
        with CaptureQueriesContext(connection) as queries:
            assert log_in(WRONG, **login).status_code == 200
        # without the values
        return [re.sub(r"'[^']*'|\w*\d\w*", "", query["sql"]) for query in queries], len(hashes)

    return work_of


@pytest.mark.parametrize("limit", [100, 3])
@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", ""])
def test_same_work_for_names_that_do_not_exist(work_of, ada, monkeypatch, address, limit):
    monkeypatch.setattr(login_limits, "MAX_GUESSES", limit)
    for _ in range(8):
        known, unknown = work_of(address=address), work_of(name="ida", address=address)
        assert known == unknown
        assert known[1] == 1
    wait_for_emails()
