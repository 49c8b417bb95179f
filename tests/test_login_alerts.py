"""Password guessing: lockout, and alerts to the account's owner."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core import mail
from django.test import RequestFactory

from guide.http.client_ip import lockout_ip
from guide.models import FailedLogins

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


def test_unknown_usernames_leave_no_row_and_no_email(log_in):
    for _ in range(7):
        log_in(WRONG, name="nobody")
    wait_for_emails()
    assert not FailedLogins.objects.exists()
    assert mail.outbox == []


def test_log_holds_no_address_and_no_name(log_in, ada, caplog):
    for _ in range(7):
        log_in(WRONG)
    assert "was locked" in caplog.text
    assert "192.0.2.1" not in caplog.text
    assert "ada" not in caplog.text


@pytest.mark.parametrize(
    ("address", "place"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("unix:", None), ("", None)],
)
def test_ipv6_addresses_are_counted_by_network(address, place):
    assert lockout_ip(RequestFactory().get("/", REMOTE_ADDR=address)) == place
