"""The limits of the feedback form, for one network and for all together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from guide.models import CountedEvent, Report
from guide.pages import feedback_form

pytestmark = pytest.mark.django_db
FORM = "/feedback/section/form/"
WRONG = {"verdict": "wrong", "text": "The last sentence contradicts the first."}
HTMX = {"HX-Request": "true"}


def post(client, **more):
    return client.post(FORM, WRONG, **more)


def test_rate_limit_per_address(client):
    most = feedback_form.MAX_PER_NETWORK[0]
    for _ in range(most):
        assert post(client).status_code == 302
    refused = post(client)
    assert refused.status_code == 429
    assert "Please try again later." in refused.content.decode()
    assert WRONG["text"] in refused.content.decode()
    in_place = post(client, headers=HTMX)
    assert (in_place.status_code, "try again later" in in_place.content.decode()) == (200, True)
    assert Report.objects.count() == most
    assert post(client, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_rate_limit_per_ipv6_network(client):
    def accepted(*addresses):
        return sum(post(client, REMOTE_ADDR=address).status_code == 302 for address in addresses)

    assert accepted(*(f"2001:db8::{host:x}" for host in range(1, 20))) == 6
    assert accepted(*(f"2001:db8:0:{network:x}::1" for network in range(1, 60))) == 24 - 6
    assert accepted("2001:db8:0:100::1", "192.0.2.1", "::ffff:192.0.2.2") == 3


def test_rate_limit_spares_unknown_addresses(client):
    assert {post(client, REMOTE_ADDR="unknown").status_code for _ in range(30)} == {302}


def test_refused_reports_do_not_extend_the_limit(client):
    for _ in range(20):
        post(client)
    assert CountedEvent.objects.count() == 6
    CountedEvent.objects.update(expires_at=timezone.now())
    assert post(client).status_code == 302
    assert CountedEvent.objects.count() == 1


def test_rate_limit_over_all_addresses(client, monkeypatch):
    monkeypatch.setattr(feedback_form, "MAX_TOTAL", 3)
    answers = [post(client, REMOTE_ADDR=f"192.0.2.{index}").status_code for index in range(5)]
    assert answers == [302, 302, 302, 429, 429]


def test_no_address_is_stored(client):
    post(client, REMOTE_ADDR="192.0.2.99")
    stored = f"{[vars(row) for row in [*CountedEvent.objects.all(), *Report.objects.all()]]}"
    assert "'key':" in stored
    assert "192.0.2" not in stored


def test_address_hash_depends_on_day_and_secret_key(client, monkeypatch, settings):
    def new_key():
        post(client)
        return CountedEvent.objects.latest("pk").key

    keys = {new_key()}
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(feedback_form.timezone, "now", lambda: tomorrow)
    keys.add(new_key())
    settings.SECRET_KEY = "another" * 10
    keys.add(new_key())
    assert len(keys) == 3


def test_address_is_taken_from_the_proxy(client, settings):
    settings.BEHIND_PROXY = True
    for _ in range(feedback_form.MAX_PER_NETWORK[0]):
        post(client, headers={"X-Forwarded-For": "10.0.0.1, 192.0.2.1"})
    assert post(client, headers={"X-Forwarded-For": "10.0.0.2, 192.0.2.1"}).status_code == 429
    assert post(client, headers={"X-Forwarded-For": "192.0.2.1, 192.0.2.2"}).status_code == 302
