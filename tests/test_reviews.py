"""Reviews of texts: what readers see, marking as reviewed, and overdue reviews on the desk."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from guide.editions.changes import pending_changes
from guide.editions.publishing import publish
from guide.models import Section, Variation
from guide.models.snapshot import read_working_copy, validate_snapshot
from tests.desk import initial_data

pytestmark = pytest.mark.django_db
FORM = Section.objects.filter(slug="form")
TODAY = timezone.localdate()
NEXT_YEAR = str(TODAY + timedelta(days=365))


def address(page: str = "review") -> str:
    return f"/admin/guide/section/{FORM.get().pk}/{page}/"


def review(client, **changes):
    return client.post(address(), {"reviewed_by": "a physiotherapist", "review_due": NEXT_YEAR} | changes)


def reviewed() -> tuple[str, str, str]:
    row = FORM.get()
    return str(row.reviewed_on), row.reviewed_by, str(row.review_due)


@pytest.mark.parametrize("path", ["/guide/form/", "/variations/band/", "/guide/form.md", "/variations/band.md"])
def test_readers_see_reviewer_date_and_next_review(client, path):
    text = re.sub(r"<[^>]+>", "", client.get(path).content.decode())
    assert "Reviewed 24 November 2026 by editors, next by 24 November 2027." in text


def test_unreviewed_text_shows_no_review(client):
    FORM.update(reviewed_on=None, reviewed_by="", review_due=None)
    publish(by="ada", note="Not reviewed.")
    assert b"Reviewed" not in client.get("/guide/form/").content
    assert b"Reviewed" not in client.get("/guide/form.md").content


def test_structured_data_names_the_review(client):
    html = client.get("/guide/form/").content.decode()
    graph = json.loads(re.search(r'ld\+json">(.*?)</script>', html)[1])["@graph"]
    (page,) = [node for node in graph if node["@type"] == "WebPage"]
    assert page["lastReviewed"] == "2026-11-24"
    assert not any("lastReviewed" in node for node in graph if node["@type"] != "WebPage")


def test_marking_as_reviewed_changes_the_dates_only(as_editor):
    before = FORM.get().serialize()
    text = as_editor.get(address()).content.decode()
    assert "Mark as reviewed: Form, step by step" in text
    assert review(as_editor).status_code == 302
    assert reviewed() == (str(TODAY), "a physiotherapist", NEXT_YEAR)
    after = FORM.get().serialize()
    assert {name for name in after if after[name] != before[name]} <= {"reviewed_on", "reviewed_by", "review_due"}
    assert [change.key.slug for change in pending_changes()] == ["form"]
    assert LogEntry.objects.get().change_message.startswith("Marked as reviewed by a physiotherapist")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reviewed_by": ""}, "Enter who reviewed it"),
        ({"reviewed_by": "x" * 61}, "at most 60 characters"),
        ({"review_due": ""}, "Enter when the next review is due"),
        ({"review_due": "soon"}, "Enter a date such as 2026-11-24"),
        ({"review_due": str(TODAY)}, "within 36 months"),
        ({"review_due": str(TODAY + timedelta(days=1100))}, "within 36 months"),
    ],
)
def test_invalid_review_is_refused(as_editor, changes, message):
    before = reviewed()
    response = review(as_editor, **changes)
    assert message in response.content.decode()
    assert b"Nothing was saved." in response.content
    assert reviewed() == before


def test_saving_the_form_changes_no_review(as_editor):
    data = initial_data(as_editor.get(address("change")))
    data |= {"title": "Form, again", "reviewed_on": "2030-01-01", "reviewed_by": "nobody", "review_due": "2031-01-01"}
    assert as_editor.post(address("change"), data).status_code == 302
    assert FORM.get().title == "Form, again"
    assert reviewed() == ("2026-11-24", "editors", "2027-11-24")


def test_marking_needs_the_right_to_change_the_text(client, make_user):
    assert review(client)["Location"].startswith("/admin/login/")
    client.force_login(make_user())
    assert review(client).status_code == client.get(address()).status_code == 403
    assert reviewed()[1] == "editors"


def test_deleted_item_cannot_be_reviewed(as_editor):
    assert as_editor.get("/admin/guide/section/99999/review/").status_code == 404


def test_review_list_has_most_overdue_first(as_editor):
    Variation.objects.filter(slug="band").update(reviewed_on="2020-01-01", review_due="2021-01-01")
    text = as_editor.get("/admin/reviews/").content.decode()
    rows = re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)', text)
    band = Variation.objects.get(slug="band")
    assert rows[0] == (f"/admin/guide/variation/{band.pk}/change/", "Band kickback")
    assert len(rows) == Section.objects.count() + Variation.objects.count()
    assert text.count("<b>Overdue: </b>") == 1
    assert "1 review is overdue." in as_editor.get("/admin/").content.decode()
    assert "Overdue: the next one was due by" in as_editor.get(rows[0][0]).content.decode()


def test_no_banner_without_overdue_reviews(as_editor):
    Section.objects.update(reviewed_on=str(TODAY), review_due=NEXT_YEAR)
    Variation.objects.update(reviewed_on=str(TODAY), review_due=str(TODAY))
    assert b"desk-overdue" not in as_editor.get("/admin/").content


def test_review_list_is_read_only_and_needs_a_role(client, make_user, as_editor):
    assert as_editor.post("/admin/reviews/").status_code == 405
    client.force_login(make_user(name="new"))
    assert client.get("/admin/reviews/").status_code == 403


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reviewed_on": "2026"}, "“2026” value has an invalid date format. It must be in YYYY-MM-DD format."),
        ({"reviewed_by": ""}, "Give the day, the role and the next day of a review, or none."),
        ({"review_due": "2029-11-25"}, "The next review comes after this one and within 36 months."),
        ({"review_due": "2026-11-24"}, "The next review comes after this one and within 36 months."),
    ],
)
def test_files_need_a_whole_review_or_none(changes, message):
    snapshot = read_working_copy()
    next(row for row in snapshot["sections"] if row["slug"] == "form").update(changes)
    assert [fault.message for fault in validate_snapshot(snapshot)] == [message]
