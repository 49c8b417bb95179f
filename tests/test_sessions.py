"""Sessions of the desk end after 8 idle hours, and their cookies belong to this host only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from guide.models import Section
from tests.commands import STRONG, manage

pytestmark = pytest.mark.django_db


def age_session(client, left):
    """Let the session of the client end in `left`, as if its last request had been some time ago."""
    session = client.session
    session["active"] = 0
    session.save()
    Session.objects.update(expire_date=timezone.now() + left)


def time_left():
    return Session.objects.get().expire_date - timezone.now()


@pytest.mark.parametrize("address", ["/admin/", "/admin/guide/section/", "/admin/no-such-page/"])
def test_request_to_the_desk_extends_the_session(as_editor, address):
    age_session(as_editor, timedelta(minutes=5))
    as_editor.get(address)
    assert timedelta(hours=7, minutes=50) < time_left() <= timedelta(hours=8)


def test_reported_presence_does_not_extend_the_session(as_editor):
    age_session(as_editor, timedelta(minutes=5))
    assert as_editor.post(f"/admin/guide/section/{Section.objects.first().pk}/presence/").status_code == 200
    assert time_left() < timedelta(minutes=6)


def test_idle_session_ends(as_editor):
    age_session(as_editor, timedelta(seconds=-1))
    assert "/admin/login/" in as_editor.get("/admin/")["Location"]


def test_public_pages_neither_extend_nor_set_a_cookie(as_editor):
    age_session(as_editor, timedelta(minutes=5))
    assert not as_editor.get("/about/").cookies
    assert time_left() < timedelta(minutes=6)


@pytest.mark.slow
@pytest.mark.parametrize(("https", "prefix"), [("1", "__Host-"), ("0", "")])
def test_cookies_are_bound_to_the_host_over_https(https, prefix):
    code = """if True:
        from django.conf import settings as s
        print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_PATH, s.CSRF_COOKIE_PATH,
              s.SESSION_COOKIE_DOMAIN, s.CSRF_COOKIE_DOMAIN, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"""
    out = manage("shell", "-v0", "-c", code, SECRET_KEY=STRONG, HTTPS=https).stdout.split()
    assert out == [f"{prefix}sessionid", f"{prefix}csrftoken", "/", "/", "None", "None", *[str(https == "1")] * 2]
