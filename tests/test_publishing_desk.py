from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from guide.admin.publishing import publish as publish_module
from guide.models import Edition, Question, Section
from guide.read_model import guide as read_model

pytestmark = pytest.mark.django_db
PUBLISH, RESTORE = "/admin/guide/edition/publish/", "/admin/guide/edition/1/restore/"


@pytest.fixture
def renamed():
    Section.objects.filter(slug="form").update(title="Form, renamed")
    Question.objects.filter(slug="wobble").update(title="Why do I wobble so?")


def form_data(**changes):
    return {"note": "Renamed.", "only": ["sections/form", "questions/wobble"]} | changes


def test_publication_is_seen_by_readers_at_once(as_publisher, renamed):
    response = as_publisher.post(PUBLISH, form_data(), follow=True)
    assert b"Edition 2 is published." in response.content
    edition = Edition.objects.current()
    assert (edition.number, edition.note, edition.major, edition.published_by) == (2, "Renamed.", False, "grace")
    assert b"Form, renamed" in as_publisher.get("/guide/form/").content
    assert b"Renamed." in as_publisher.get("/changes/").content


def test_only_selected_items_are_published(as_publisher, renamed):
    as_publisher.post(PUBLISH, form_data(only=["questions/wobble"]))
    assert b"Form, renamed" not in as_publisher.get("/guide/form/").content
    assert b"Why do I wobble so?" in as_publisher.get("/questions/").content


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"note": ""}, "Enter what changed, in one sentence"),
        ({"note": "short", "major": "on"}, "at least 10 characters"),
        ({"only": []}, "Tick at least one change"),
        ({"only": ["sections/gone"]}, "sections/gone is not one of the available choices"),
        ({"live_at_0": "2001-01-01", "live_at_1": "10:00"}, "This time has passed"),
        ({"live_at_0": "soon", "live_at_1": ""}, "Enter a valid"),
    ],
)
def test_invalid_form_publishes_nothing(as_publisher, renamed, changes, message):
    response = as_publisher.post(PUBLISH, form_data(**changes))
    assert response.status_code == 200
    assert message in response.content.decode()
    assert Edition.objects.count() == 1
    assert not changes.get("note") or changes["note"] in response.content.decode()


def test_problems_are_listed_and_nothing_is_published(as_publisher, renamed):
    Section.objects.filter(slug="form").update(body="[x](section:gone)")
    response = as_publisher.post(PUBLISH, form_data())
    text = response.content.decode()
    url = f"/admin/guide/section/{Section.objects.get(slug='form').pk}/change/"
    assert f'<a href="{url}">Section Form, renamed</a>: the link (section:gone) leads nowhere.' in text
    assert Edition.objects.count() == 1


def test_publishing_nothing_selected_publishes_nothing(as_publisher, renamed):
    page = as_publisher.get("/admin/changes/").content.decode()
    name, value = re.search(r'name="(\w+)" value="(Publish selected)"', page).groups()
    response = as_publisher.get(PUBLISH, {name: value}, follow=True)
    assert response.redirect_chain == [("/admin/changes/", 302)]
    assert "Nothing is selected." in response.content.decode()
    ticked = as_publisher.get(PUBLISH, {name: value, "only": "sections/form"}).context["form"]["only"].initial
    assert ticked == ["sections/form"]


def test_items_published_meanwhile_tick_nothing_else(as_publisher, renamed):
    assert as_publisher.get(PUBLISH, {"only": "sections/purpose"}).context["form"]["only"].initial == []


def test_publishing_at_the_same_moment_makes_one_edition(as_publisher, renamed, monkeypatch):
    read = publish_module.working_copy_items

    def read_and_meanwhile_publish(*args, **options):
        items = read(*args, **options)
        monkeypatch.undo()
        as_publisher.post(PUBLISH, form_data())
        return items

    monkeypatch.setattr(publish_module, "working_copy_items", read_and_meanwhile_publish)
    response = as_publisher.post(PUBLISH, form_data())
    assert "Edition 2 has these changes already." in response.content.decode()
    assert Edition.objects.count() == 2


def test_scheduled_publication_says_when(as_publisher, renamed):
    later = timezone.localtime(timezone.now() + timedelta(days=1))
    as_publisher.post(PUBLISH, form_data(live_at_0=later.strftime("%Y-%m-%d"), live_at_1=later.strftime("%H:%M:%S")))
    assert (Edition.objects.count(), read_model.current_guide().edition.number) == (2, 1)
    Section.objects.filter(slug="form").update(title="Another")
    assert b"is scheduled for" in as_publisher.get(PUBLISH).content


def test_nothing_to_publish_says_what_to_do(as_publisher):
    assert b"the same as the latest edition" in as_publisher.get(PUBLISH).content


def test_publisher_restores_an_edition(as_publisher, renamed):
    as_publisher.post(PUBLISH, form_data())
    assert b"again, as a new edition" in as_publisher.get(RESTORE).content
    response = as_publisher.post(RESTORE, {"note": "Back to edition 1."}, follow=True)
    assert b"Edition 3 is published." in response.content
    assert b"Form, renamed" not in as_publisher.get("/guide/form/").content


def test_restore_is_not_offered_for_the_current_edition(as_publisher, renamed):
    as_publisher.post(PUBLISH, form_data())
    text = as_publisher.get("/admin/guide/edition/").content.decode()
    assert RESTORE in text
    assert "/admin/guide/edition/2/restore/" not in text


def test_restoring_the_published_edition_is_refused(as_publisher):
    response = as_publisher.post(RESTORE, {"note": "Back to edition 1."})
    assert b"already as it was" in response.content
    assert as_publisher.get("/admin/guide/edition/99/restore/").status_code == 404


def test_preview_shows_drafts_and_is_not_cached(as_editor, renamed):
    response = as_editor.get("/preview/guide/form/")
    text = response.content.decode()
    assert "Form, renamed" in text
    assert "The working copy, as it was last saved." in text
    assert 'href="/preview/variations/"' in text
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response
    assert 'rel="canonical"' not in text
    assert b"Form, renamed" not in as_editor.get("/guide/form/").content


def test_every_page_can_be_previewed(as_editor, guide):
    for path in ("", "guide/", "variations/", "variations/cable/", "questions/", "sources/", "about/", "changes/"):
        assert as_editor.get(f"/preview/{path}").status_code == 200
    query = "?aim=hypertrophy&experience=beginner&equipment=band"
    assert b"/preview/routine/" in as_editor.get(f"/preview/routine/{query}").content


def test_unrenderable_draft_does_not_break_the_preview(as_editor):
    Section.objects.filter(slug="form").update(body="[x](section:gone) [E999]")
    assert as_editor.get("/preview/guide/form/").status_code == 200
