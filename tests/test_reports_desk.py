"""What readers say, as editors see it."""

from __future__ import annotations

import pytest

from guide.models import Report

pytestmark = pytest.mark.django_db
LIST = "/admin/guide/report/"


@pytest.fixture
def report(db):
    return Report.objects.create(
        kind="section", slug="mistakes", anchor="mistake-range", edition_id=1, verdict="wrong", text="Too short."
    )


@pytest.mark.parametrize("role", ["Editors", "Publishers"])
def test_editors_and_publishers_read_it_and_mark_it_as_answered(client, make_user, report, role):
    client.force_login(make_user(role))
    text = client.get(LIST).content.decode()
    assert "Too short." in text
    assert 'href="/guide/mistakes/#mistake-range"' in text
    assert client.get(f"{LIST}?state__exact=answered").context["cl"].result_count == 0
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": report.pk, "form-0-state": "answered"}
    assert client.post(LIST, data | {"_save": "Save"}).status_code == 302
    report.refresh_from_db()
    assert report.state == "answered"


def test_nobody_writes_one_by_hand_or_changes_the_words(as_publisher, report):
    assert as_publisher.get(f"{LIST}add/").status_code == 403
    assert as_publisher.post(f"{LIST}add/", {"text": "x"}).status_code == 403
    as_publisher.post(f"{LIST}{report.pk}/change/", {"state": "answered", "text": "Other words.", "verdict": "right"})
    report.refresh_from_db()
    assert (report.text, report.verdict, report.state) == ("Too short.", "wrong", "answered")


def test_an_editor_can_throw_away_what_is_no_report(as_editor, report):
    assert as_editor.post(f"{LIST}{report.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Report.objects.exists()


def test_without_an_account_or_a_role_nobody_reads_it(client, make_user, report):
    assert client.get(LIST).status_code == 302
    client.force_login(make_user())
    assert client.get(LIST).status_code == 403


def test_a_report_changes_nothing_that_is_to_be_published(as_editor, report):
    assert b"Nothing unpublished." in as_editor.get("/admin/").content


def test_the_desk_lists_reports_under_their_own_heading(as_editor):
    assert b"What readers say" in as_editor.get("/admin/").content
