"""The optional second factor of the desk."""

from __future__ import annotations

import re

import pytest
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.commands import command_output
from tests.desk import log_entries

pytestmark = pytest.mark.django_db
PAGE = "/admin/second-factor/"
DESK = ["/admin/", "/admin/guide/section/", "/preview/about/", "/admin/password_change/"]


@pytest.fixture
def ada(make_user):
    return make_user("Editors")


@pytest.fixture
def log_in(client):
    def log_in(code="", name="ada", password="correct horse"):
        form = {"username": name, "password": password, "code": code, "next": "/admin/"}
        return client.post("/admin/login/", form, REMOTE_ADDR="192.0.2.1").status_code == 302

    return log_in


def app_code(user):
    """Return a code that the app of the user has not shown yet, as if some time had passed."""
    devices = TOTPDevice.objects.filter(user=user)
    devices.update(last_t=-1, throttling_failure_count=0)
    return f"{totp(devices.get().bin_key):06}"


def turn_on(client, user):
    """Set up a second factor on its page, and return the recovery codes."""
    client.get(PAGE)
    text = client.post(PAGE, {"code": app_code(user)}).content.decode()
    return re.findall(r"<li><code>(\w+)</code>", text)


def is_open(client, address="/admin/"):
    return client.get(address).status_code == 200


def test_login_needs_no_code_by_default(log_in, ada):
    assert log_in()


def test_after_set_up_login_needs_a_code(client, log_in, ada):
    log_in()
    assert len(turn_on(client, ada)) == 10
    assert is_open(client)
    client.logout()
    assert not log_in()
    assert not log_in("000000")
    assert log_in(app_code(ada))
    assert is_open(client)


@pytest.mark.parametrize("missing", ["name", "password"])
def test_incomplete_login_is_refused(log_in, ada, missing):
    assert not log_in("123456", **{missing: ""})


def test_wrong_code_sets_nothing_up(client, log_in, ada):
    log_in()
    client.get(PAGE)
    assert "This code is wrong" in client.post(PAGE, {"code": "000000"}).content.decode()
    client.logout()
    assert log_in()


def test_codes_work_once(client, log_in, ada):
    log_in()
    recovery_codes = turn_on(client, ada)
    client.logout()
    code = app_code(ada)
    assert [log_in(code), log_in(code)] == [True, False]
    assert [log_in(recovery_codes[0].upper()), log_in(recovery_codes[0])] == [True, False]


def test_codes_of_other_accounts_are_refused(client, log_in, ada, make_user):
    log_in()
    turn_on(client, ada)
    grace = make_user("Editors", name="grace")
    log_in(name="grace")
    recovery_codes = turn_on(client, grace)
    client.logout()
    assert not log_in(app_code(grace))
    assert not log_in(recovery_codes[0])


def test_wrong_code_counts_as_a_failed_login(client, log_in, ada):
    log_in()
    turn_on(client, ada)
    client.logout()
    for _ in range(5):
        assert not log_in("000000")
    assert not log_in(app_code(ada))
    client.force_login(ada)
    assert "6 times" in str(log_entries(client))


@pytest.mark.parametrize("address", DESK)
def test_required_second_factor_leads_to_its_page_first(client, log_in, ada, settings, address):
    settings.SECOND_FACTOR = True
    log_in()
    assert client.get(address, follow=True).redirect_chain[-1][0] == PAGE
    turn_on(client, ada)
    assert is_open(client, address)


def test_required_second_factor_ends_older_sessions(client, ada, settings):
    client.force_login(ada)
    TOTPDevice.objects.create(user=ada, name="App")
    settings.SECOND_FACTOR = True
    assert "login" in client.get(PAGE)["Location"]
    assert "may not see this page" in client.get("/admin/", follow=True).content.decode()


def test_session_without_a_code_cannot_turn_it_off(client, ada):
    TOTPDevice.objects.create(user=ada, name="App")
    client.force_login(ada)
    assert client.post(PAGE, {"code": app_code(ada), "_remove": "1"})["Location"] == "/admin/login/"
    assert TOTPDevice.objects.exists()


def test_owner_turns_it_off_with_a_code(client, log_in, ada):
    log_in()
    old = turn_on(client, ada)
    new = re.findall(r"<li><code>(\w+)</code>", client.post(PAGE, {"code": app_code(ada)}).content.decode())
    assert not set(old) & set(new)
    assert client.post(PAGE, {"code": "000000", "_remove": "1"}).status_code == 200
    assert client.post(PAGE, {"code": new[0], "_remove": "1"}).status_code == 302
    client.logout()
    assert log_in()
    assert not StaticToken.objects.exists()
    changes = [event["details"] for event in log_entries(client) if event["verb"] == "changed"]
    assert changes == ["Turned the second factor off.", "Turned the second factor on."]


def test_administrator_turns_it_off_for_others(client, make_user, ada):
    hedy = make_user("Administrators", name="hedy")
    for user in (ada, hedy):
        TOTPDevice.objects.create(user=user, name="App")
    client.force_login(hedy)
    action = {"action": "remove_second_factors", "_selected_action": [ada.pk, hedy.pk]}
    client.post("/admin/auth/user/", action)
    assert [device.user for device in TOTPDevice.objects.all()] == [hedy]


def test_command_makes_a_recovery_code(client, log_in, ada):
    TOTPDevice.objects.create(user=ada, name="App")
    assert log_in(command_output("addstatictoken", "ada").strip())


def test_key_is_shown_only_before_it_is_confirmed(client, log_in, ada):
    log_in()
    assert 'id="key"' in client.get(PAGE).content.decode()
    turn_on(client, ada)
    assert 'id="key"' not in client.get(PAGE).content.decode()
