"""The audit log: entries, filters and CSV export."""

from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from guide.audit.csv_export import csv_cell
from guide.editions.publishing import publish
from guide.models import Report, Section
from tests.desk import address, initial_data, log_entries

pytestmark = pytest.mark.django_db
PAGE = "/admin/audit-log/"


@pytest.fixture
def active_editor(as_editor):
    """An editor who renamed a section, reviewed it and answered a report."""
    form = Section.objects.get(slug="form")
    url = address(Section, "change", form.pk)
    as_editor.post(url, initial_data(as_editor.get(url)) | {"title": "=Form, renamed"})
    due = timezone.localdate() + timedelta(days=99)
    as_editor.post(address(Section, "review", form.pk), {"reviewed_by": "editors", "review_due": str(due)})
    report = Report.objects.create(kind="section", slug="form", edition_id=1, verdict="wrong", text="Too short.")
    as_editor.post(address(Report, "change", report.pk), {"state": "answered", "answer": "Mended."})
    return as_editor


def test_log_lists_all_events_newest_first(active_editor):
    publish(by="grace", note="Form renamed.")
    entries = log_entries(active_editor)
    assert [(event["who"], event["verb"], event["kind"]) for event in entries] == [
        ("grace", "published", "edition"),
        ("ada", "changed", "feedback message"),
        ("ada", "changed", "section"),
        ("ada", "changed", "section"),
        ("ada", "logged in", ""),
        ("tests", "published", "edition"),
    ]
    assert entries[2]["details"].startswith("Marked as reviewed by editors")
    assert "Title" in entries[3]["details"]
    text = active_editor.get(PAGE).content.decode()
    assert "Form renamed." in text
    assert f'<a href="{address(Section, "change", Section.objects.get(slug="form").pk)}">=Form, renamed</a>' in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?who=ada", 4),
        ("?who=tests", 1),
        ("?who=nobody", 0),
        ("?item=renamed", 2),
        ("?item=feedback", 1),
        ("?item=edition+1", 1),
        ("?item=First", 1),
        ("?since=2999-01-01", 0),
        ("?until=2001-01-01", 0),
        ("?since=2001-01-01&until=2999-01-01", 5),
        ("?since=0001-01-01&until=9999-12-31", 5),
        ("?since=soon", 5),
        ("?item=logged+in", 1),
        ("?item=777", 0),
    ],
)
def test_log_is_filtered_by_person_item_and_time(active_editor, query, count):
    assert active_editor.get(f"{PAGE}{query}").content.decode().count("<time ") == count
    assert len(log_entries(active_editor, query)) == count


def test_unreadable_day_is_reported(as_editor):
    assert b"Enter a valid date." in as_editor.get(f"{PAGE}?since=soon").content


def test_empty_log_says_what_to_do(as_editor):
    assert b"Remove a filter" in as_editor.get(f"{PAGE}?item=zzz").content


def test_csv_contains_no_formulas(active_editor):
    response = active_editor.get("/admin/audit-log.csv?who=ada")
    assert response["Content-Disposition"] == 'attachment; filename="audit-log.csv"'
    rows = list(csv.DictReader(response.content.decode("utf-8-sig").splitlines()))
    assert b'"who"' in response.content
    assert rows[1]["item"] == "'=Form, renamed"
    assert [row["who"] for row in rows] == ["ada"] * 4


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "＝1"])
def test_formulas_are_exported_as_text(text):
    assert csv_cell(text) == f"'{text}"
    assert csv_cell("A = 1") == "A = 1"
    assert csv_cell(None) == ""


def test_other_export_formats_are_404(as_editor):
    assert as_editor.get("/admin/audit-log.xml").status_code == 404


def test_closing_an_account_keeps_its_events(active_editor, make_user, client):
    client.force_login(make_user("Administrators", name="hedy"))
    ada = LogEntry.objects.first().user
    assert client.post(f"/admin/auth/user/{ada.pk}/delete/", {"post": "yes"}).status_code == 403
    assert len(log_entries(client, "?who=ada")) == 4
