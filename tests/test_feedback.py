from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from guide.editions.publishing import publish
from guide.models import CountedEvent, Report, Section
from guide.pages import feedback_form

pytestmark = pytest.mark.django_db
FORM = "/feedback/section/form/"
WRONG = {"verdict": "wrong", "text": "The last sentence contradicts the first."}
HTMX = {"HX-Request": "true"}


def post(client, data=WRONG, address=FORM, **more):
    return client.post(address, data, **more)


@pytest.mark.parametrize("address", [FORM, "/feedback/variation/cable/"])
def test_form_is_an_uncached_page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert not {"ETag", "Edition"} & set(response.headers)
    assert not response.cookies
    assert b"<h1>Feedback</h1>" in response.content


def test_htmx_gets_the_form_only(client):
    text = client.get(FORM, headers=HTMX).content.decode()
    assert "<html" not in text
    assert f'data-hx-post="{FORM}"' in text


@pytest.mark.parametrize(("kind", "slug"), [("section", "form"), ("variation", "cable")])
def test_pages_link_to_feedback(client, kind, slug):
    text = client.get(reverse(f"guide:{kind}", args=[slug])).content.decode()
    assert f'href="/feedback/{kind}/{slug}/?edition=1"' in text
    assert "csrf" not in text
    assert "<form" not in text.partition("<main")[2].partition("</main>")[0]


def test_report_stores_page_anchor_and_edition_only(client):
    response = post(client, WRONG | {"anchor": "set-your-start", "edition": "1"})
    assert response.status_code == 302
    report = Report.objects.get()
    assert (report.kind, report.slug, report.anchor, report.edition_id) == ("section", "form", "set-your-start", 1)
    assert (report.verdict, report.text, report.state) == ("wrong", WRONG["text"], "open")
    assert {field.name for field in Report._meta.fields} == {
        *("id", "kind", "slug", "anchor", "edition", "verdict", "text", "made_at", "state"),
        *("answer", "answered_by", "answered_at"),  # of the editor
    }
    thanks = client.get(response["Location"]).content.decode()
    assert "Thank you. The editors will read it." in thanks
    assert 'href="/guide/form/"' in thanks
    assert not client.cookies


def test_yes_is_stored_without_an_answer(client):
    post(client, {"verdict": "right", "text": ""})
    assert (Report.objects.get().verdict, Report.objects.get().state) == ("right", "answered")


def test_htmx_gets_the_thanks_in_place(client):
    response = post(client, headers=HTMX)
    assert response.status_code == 200
    assert "Thank you." in response.content.decode()
    assert "<html" not in response.content.decode()
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Choose “Yes, it is right”, or say what is wrong and send it."),
        ({"verdict": "maybe", "text": "x"}, "Choose “Yes, it is right”, or say what is wrong and send it."),
        ({"verdict": "wrong", "text": ""}, "Say in a few words what is wrong."),
        ({"verdict": "wrong", "text": " \r\n "}, "Say in a few words what is wrong."),
        ({"verdict": "wrong", "text": "x" * 501}, "Use 500 characters at most. You have 501."),
        ({"verdict": "right", "text": "x" * 501}, "Use 500 characters at most. You have 501."),
        ({"verdict": "wrong", "text": "a\0b"}, "The text has a character that cannot be stored. Please remove it."),
    ],
)
def test_failed_write_shows_submitted_values(client, data, message):
    for headers in ({}, HTMX):
        response = post(client, data, headers=headers)
        text = response.content.decode()
        assert response.status_code == 200
        assert message in text
        assert data.get("text", "").strip("\0 \r\n").replace("\0", "") in text.replace("\0", "")
    assert not Report.objects.exists()


def test_limit_of_500_characters_counts_line_ends_as_one(client):
    text = "x" * 249 + "\r\n" + "y" * 250
    assert post(client, WRONG | {"text": text}).status_code == 302
    assert Report.objects.get().text == text.replace("\r\n", "\n")


def test_markup_is_stored_and_shown_as_text(client, as_editor):
    post(client, WRONG | {"text": "<script>alert(1)</script>"})
    assert b"<script>alert(1)" not in as_editor.get("/admin/guide/report/").content


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_honeypot_stores_nothing(client, headers):
    response = post(client, WRONG | {"website": "https://spam.example"}, headers=headers, follow=True)
    assert "Thank you." in response.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("given", "stored"), [("7", 1), ("0", 1), ("", 1), ("x" * 900, 1), ("9" * 40, 1), ("-1", 1), ("1", 1)]
)
def test_invalid_edition_becomes_the_current_one(client, given, stored):
    post(client, WRONG | {"edition": given, "anchor": "../<x>"})
    assert (Report.objects.get().edition_id, Report.objects.get().anchor) == (stored, "")


def test_edition_the_reader_saw_is_stored(client):
    Section.objects.filter(slug="form").update(title="Form again")
    publish(by="tests", note="Renamed.")
    for edition in ("1", "2"):
        post(client, WRONG | {"edition": edition})
    assert sorted(Report.objects.values_list("edition_id", flat=True)) == [1, 2]


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


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://other.example"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_form_from_another_site_is_refused(client, headers):
    response = post(client, headers=headers)
    assert response.status_code == 403
    assert "did not come from our own form" in response.content.decode()
    assert not Report.objects.exists()


def test_same_origin_form_is_accepted(client):
    assert post(client, headers={"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}).status_code == 302


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(FORM).status_code == 405


@pytest.mark.parametrize(
    "address",
    ["/feedback/section/nope/", "/feedback/mistake/arching/", "/feedback/whole/x/", "/feedback/variation/form/"],
)
def test_report_on_a_missing_page_is_refused(client, address):
    assert client.get(address).status_code == 404
    assert post(client, address=address).status_code == 404


def test_preview_has_no_form(as_editor):
    assert b'id="feedback"' not in as_editor.get("/preview/guide/form/").content
    assert as_editor.get("/preview/feedback/section/form/").status_code == 404


def test_form_ids_are_unique_and_headings_in_order(client):
    for response in (client.get(FORM), post(client, {"verdict": "wrong"})):
        text = response.content.decode()
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert sorted(ids) == sorted(set(ids))
        assert re.findall(r"<h([1-6])", text)[0] == "1"
        for link in re.findall(r'href="#([^"]+)"', text):
            assert link in ids
