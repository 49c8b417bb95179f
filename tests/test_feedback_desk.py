"""Feedback from readers on the desk."""

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
def test_editors_and_publishers_read_and_answer_reports(client, make_user, report, role):
    client.force_login(make_user(role))
    text = client.get(LIST).content.decode()
    assert "Too short." in text
    assert 'href="/guide/mistakes/#mistake-range"' in text
    assert client.get(f"{LIST}?state__exact=answered").context["cl"].result_count == 0
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": report.pk, "form-0-state": "answered"}
    assert client.post(LIST, data | {"_save": "Save"}).status_code == 302
    report.refresh_from_db()
    assert report.state == "answered"


def test_reports_cannot_be_added_or_edited(as_publisher, report):
    assert as_publisher.get(f"{LIST}add/").status_code == 403
    assert as_publisher.post(f"{LIST}add/", {"text": "x"}).status_code == 403
    as_publisher.post(f"{LIST}{report.pk}/change/", {"state": "answered", "text": "Other words.", "verdict": "right"})
    report.refresh_from_db()
    assert (report.text, report.verdict, report.state) == ("Too short.", "wrong", "answered")


def test_editor_can_delete_a_report(as_editor, report):
    assert as_editor.post(f"{LIST}{report.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Report.objects.exists()


def test_reading_reports_needs_a_role(client, make_user, report):
    assert client.get(LIST).status_code == 302
    client.force_login(make_user())
    assert client.get(LIST).status_code == 403


def test_report_is_no_pending_change(as_editor, report):
    assert b"No unpublished changes." in as_editor.get("/admin/").content


def test_reports_have_their_own_heading(as_editor):
    assert b"Feedback" in as_editor.get("/admin/").content


def test_reopening_a_report_clears_its_answer(as_editor, report):
    url = f"{LIST}{report.pk}/change/"
    as_editor.post(url, {"state": "answered", "answer": "Mended in edition 2."})
    report.refresh_from_db()
    assert (report.state, report.answer, report.answered_by) == ("answered", "Mended in edition 2.", "ada")
    assert report.answered_at is not None
    as_editor.post(url, {"state": "open", "answer": "Not yet."})
    report.refresh_from_db()
    assert (report.state, report.answered_by, report.answered_at) == ("open", "", None)


def test_invalid_answer_is_refused(as_editor, report):
    for data, words in (({"state": "x"}, "not one of the available"), ({"state": "open", "answer": "x" * 501}, "500")):
        assert words in as_editor.post(f"{LIST}{report.pk}/change/", data).content.decode()


def test_list_counts_reports_per_page(as_editor, report):
    for verdict in ("right", "right", "wrong"):
        Report.objects.create(kind="variation", slug="band", edition_id=1, verdict=verdict, text="x")
    (mistakes, band) = as_editor.get(LIST).context["counts"]
    assert (band["slug"], band["right"], band["wrong"], band["open"]) == ("band", 2, 1, 1)
    assert (mistakes["slug"], mistakes["right"], mistakes["wrong"], mistakes["open"]) == ("mistakes", 0, 1, 1)
    assert f"/admin/guide/variation/{Variation.objects.get(slug='band').pk}/change/" == band["edit_url"]


def test_report_links_to_the_form_of_the_text(as_editor, report):
    text = as_editor.get(f"{LIST}{report.pk}/change/").content.decode()
    assert f"/admin/guide/section/{Section.objects.get(slug='mistakes').pk}/change/" in text


def test_csv_contains_no_formulas(as_editor, report):
    Report.objects.create(kind="variation", slug="band", edition_id=1, verdict="wrong", text="=HYPERLINK(1)")
    rows = as_editor.get(f"{LIST}export/").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert '"\'=HYPERLINK(1)","open",' in rows[1]
    assert len(as_editor.get(f"{LIST}export/?kind__exact=section").content.splitlines()) == 2
    assert as_editor.post(f"{LIST}export/").status_code == 405


def test_csv_export_needs_the_right(client, make_user, report):
    assert client.get(f"{LIST}export/").status_code == 302
    client.force_login(make_user())
    assert client.get(f"{LIST}export/").status_code == 403
