"""What readers say, as editors see it."""

from __future__ import annotations

import pytest

from guide.models import Report, Section, Variation

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


def test_reopening_a_report_clears_its_answer(as_editor, report):
    url = f"{LIST}{report.pk}/change/"
    as_editor.post(url, {"state": "answered", "answer": "Mended in edition 2."})
    report.refresh_from_db()
    assert (report.state, report.answer, report.answered_by) == ("answered", "Mended in edition 2.", "ada")
    assert report.answered_at is not None
    as_editor.post(url, {"state": "open", "answer": "Not yet."})
    report.refresh_from_db()
    assert (report.state, report.answered_by, report.answered_at) == ("open", "", None)


def test_a_bad_answer_is_refused(as_editor, report):
    for data, words in (({"state": "x"}, "not one of the available"), ({"state": "open", "answer": "x" * 501}, "500")):
        assert words in as_editor.post(f"{LIST}{report.pk}/change/", data).content.decode()


def test_the_queue_counts_what_was_said_of_each_page(as_editor, report):
    for verdict in ("right", "right", "wrong"):
        Report.objects.create(kind="variation", slug="band", edition_id=1, verdict=verdict, text="x")
    (mistakes, band) = as_editor.get(LIST).context["counts"]
    assert (band["slug"], band["right"], band["wrong"], band["open"]) == ("band", 2, 1, 1)
    assert (mistakes["slug"], mistakes["right"], mistakes["wrong"], mistakes["open"]) == ("mistakes", 0, 1, 1)
    assert f"/admin/guide/variation/{Variation.objects.get(slug='band').pk}/change/" == band["form"]


def test_the_form_of_a_report_leads_to_the_form_of_the_text(as_editor, report):
    text = as_editor.get(f"{LIST}{report.pk}/change/").content.decode()
    assert f"/admin/guide/section/{Section.objects.get(slug='mistakes').pk}/change/" in text


def test_the_reports_leave_as_a_table_that_runs_nothing(as_editor, report):
    Report.objects.create(kind="variation", slug="band", edition_id=1, verdict="wrong", text="=HYPERLINK(1)")
    rows = as_editor.get(f"{LIST}export/").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert ",'=HYPERLINK(1),open," in rows[1]
    assert len(as_editor.get(f"{LIST}export/?kind__exact=section").content.splitlines()) == 2
    assert as_editor.post(f"{LIST}export/").status_code == 405


def test_nobody_without_the_right_takes_the_table(client, make_user, report):
    assert client.get(f"{LIST}export/").status_code == 302
    client.force_login(make_user())
    assert client.get(f"{LIST}export/").status_code == 403
