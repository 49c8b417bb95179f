from __future__ import annotations

import re

import pytest
from django.urls import reverse

from guide.editions.publishing import publish
from guide.models import Report, Section

pytestmark = pytest.mark.django_db
FORM = "/feedback/section/form/"
WRONG = {"verdict": "wrong", "text": "The last sentence contradicts the first."}
HTMX = {"HX-Request": "true"}


def post(client, data=WRONG, address=FORM, **more):
    return client.post(address, data, **more)


def hidden_token(client) -> str:
    return re.search(r'name="token" value="([\w-]+)"', client.get(FORM).content.decode())[1]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_pressing_the_button_twice_sends_one_report(client, headers):
    sent = WRONG | {"token": hidden_token(client)}
    first, second = (post(client, sent, headers=headers) for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert Report.objects.count() == 1


def test_other_words_or_another_form_are_another_report(client):
    sent = WRONG | {"token": hidden_token(client)}
    for data in (sent, sent | {"text": "And the first one."}, WRONG | {"token": hidden_token(client)}, WRONG, WRONG):
        post(client, data)
    assert Report.objects.count() == 5


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
