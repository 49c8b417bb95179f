from __future__ import annotations

import re
import threading

import pytest
from django.contrib.auth.models import User
from django.core import mail

from guide.admin import password_reset

pytestmark = pytest.mark.django_db
RESET, SENT = "/admin/password_reset/", "/admin/password_reset/done/"
NEW = {"new_password1": "correct horse battery", "new_password2": "correct horse battery"}


@pytest.fixture
def with_email(settings, monkeypatch):
    settings.CAN_SEND_EMAIL, settings.SITE_URL = True, "https://guide.example"
    monkeypatch.setattr(password_reset.threading, "Thread", NowThread)


class NowThread(threading.Thread):
    def start(self):
        self.run()


@pytest.fixture
def ada(make_user):
    user = make_user("Editors", name="ada")
    User.objects.filter(pk=user.pk).update(email="ada@guide.example")
    return user


def ask(client, email="ada@guide.example", **more):
    return client.post(RESET, {"email": email}, **more)


@pytest.mark.usefixtures("with_email")
def test_link_of_the_email_sets_a_new_password_once(client, ada):
    assert f'href="{RESET}"' in client.get("/admin/login/").content.decode()
    assert ask(client, headers={"Host": "testserver"})["Location"] == SENT
    link = re.search(r"https://guide\.example(/admin/reset/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    assert form.status_code == 200
    weak = client.post(form.redirect_chain[-1][0], {"new_password1": "password", "new_password2": "password"})
    assert "too common" in weak.content.decode()
    assert client.post(form.redirect_chain[-1][0], NEW).status_code == 302
    ada.refresh_from_db()
    assert ada.check_password(NEW["new_password1"])
    client.logout()
    assert "link was invalid" in client.get(link, follow=True).content.decode()


@pytest.mark.usefixtures("with_email", "ada")
@pytest.mark.parametrize("email", ["nobody@guide.example", "reader@guide.example"])
def test_answer_is_the_same_without_an_account(client, make_user, email):
    reader = make_user(name="reader", is_staff=False)
    User.objects.filter(pk=reader.pk).update(email="reader@guide.example")
    assert ask(client, email)["Location"] == SENT
    assert mail.outbox == []


@pytest.mark.usefixtures("with_email", "ada")
def test_emails_are_limited_for_each_address(client):
    for number in range(8):
        email = "ada@guide.example" if number % 2 else "Ada@Guide.example"
        assert ask(client, email, REMOTE_ADDR=f"192.0.2.{number}")["Location"] == SENT
    assert len(mail.outbox) == password_reset.MAX_IN_AN_HOUR


@pytest.mark.usefixtures("with_email")
def test_emails_are_limited_for_each_network(client, make_user):
    for number in range(8):
        user = make_user("Editors", name=f"user-{number}")
        User.objects.filter(pk=user.pk).update(email=f"{number}@guide.example")
        ask(client, f"{number}@guide.example")
    assert len(mail.outbox) == password_reset.MAX_IN_AN_HOUR


def test_without_email_there_is_no_such_page(client):
    assert "password_reset" not in client.get("/admin/login/").content.decode()
    for url in (RESET, SENT, "/admin/reset/x/y/", "/admin/reset/done/"):
        assert client.get(url).status_code == 404
