from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from guide.editions.changes import pending_changes
from guide.editions.publishing import publish
from guide.models import Mistake, MistakePose, Question, Section, Variation
from tests.desk import initial_data, page_text

pytestmark = pytest.mark.django_db
CHANGES, DISCARD = "/admin/changes/", "/admin/discard/"
FORM, WOBBLE = "sections/form", "questions/wobble"


@pytest.fixture
def renamed():
    Section.objects.filter(slug="form").update(title="Form, renamed")
    Question.objects.filter(slug="wobble").update(title="Why do I wobble so?")


def test_every_change_is_shown_word_by_word(as_editor, renamed):
    before = Section.objects.get(slug="form").serialize()["title"]
    assert before == "Form, renamed"
    text = page_text(as_editor.get(CHANGES))
    assert "<ins>" in text
    assert "2 items." in text
    assert 'value="sections/form"' in text


def test_without_changes_the_page_says_what_to_do(as_editor):
    assert "There are no unpublished changes." in page_text(as_editor.get(CHANGES))


def test_changed_pose_shows_figures_before_and_after(as_editor):
    pose = MistakePose.objects.filter(mistake=Mistake.objects.get(slug="arching")).first()
    MistakePose.objects.filter(pk=pose.pk).update(femur=pose.femur + 5)
    text = page_text(as_editor.get(CHANGES))
    assert "Before: Right." in text
    assert "After: Right." in text
    both = 2 * pose.mistake.poses.count()
    assert text.count('<figure class="pose-picture">') == text.count("<figcaption") == both


def test_editions_are_compared_by_number(as_editor, renamed):
    publish(by="ada", note="Renamed both.")
    for query in ("?from=1&to=2", "?to=2"):
        text = page_text(as_editor.get(CHANGES + query))
        assert "Why do I wobble so" in text
        assert "Changes from Edition 1 to Edition 2" in text
    assert "There are no differences." in page_text(as_editor.get(CHANGES + "?from=2&to=2"))
    assert "Changes from Edition 1 to the working copy" in page_text(as_editor.get(CHANGES + "?from=1"))


@pytest.mark.parametrize("query", ["?from=99", "?to=99", "?from=x&to=1", "?from=-1", "?to=9999999999999999999999"])
def test_missing_edition_is_named(as_editor, query):
    assert 'class="errorlist"' in page_text(as_editor.get(CHANGES + query))


def test_publish_and_restore_are_offered_to_publishers(client, make_user, renamed):
    publish(by="ada", note="Renamed both.")
    Section.objects.filter(slug="form").update(title="Again")
    for group, offered in (("Editors", False), ("Publishers", True)):
        client.force_login(make_user(group, name=group))
        assert ("Publish selected" in page_text(client.get(CHANGES))) == offered
        assert ("Restore this item as in edition 1" in page_text(client.get(CHANGES + "?to=2"))) == offered


def test_many_changes_are_paged_at_constant_query_count(as_editor, django_assert_max_num_queries, renamed):
    as_editor.get(CHANGES)
    for number in range(60):
        Question.objects.create(slug=f"q{number}", title=f"Question {number}", topic="Many", body="Yes.")
    with django_assert_max_num_queries(80):
        text = page_text(as_editor.get(CHANGES))
    assert "Page 1 of 3" in text
    assert "Question 59" in page_text(as_editor.get(CHANGES + "?page=3"))


def test_editor_discards_a_change_after_confirming(as_editor, renamed):
    assert "its changes will be discarded" in page_text(as_editor.get(DISCARD, {"only": FORM}))
    assert len(pending_changes()) == 2
    response = as_editor.post(DISCARD, {"only": FORM}, follow=True)
    assert "Discarded the changes of: " in response.content.decode()
    assert [str(change.key) for change in pending_changes()] == [WOBBLE]
    assert LogEntry.objects.get().change_message == "Discarded: back to the published version."


@pytest.mark.parametrize("only", [[], ["sections/gone"], ["nonsense"], ["sections/purpose"]])
def test_discarding_an_unchanged_item_changes_nothing(as_editor, renamed, only):
    assert "Nothing was selected." in page_text(as_editor.post(DISCARD, {"only": only}))
    assert len(pending_changes()) == 2


def test_change_that_cannot_be_discarded_is_reported(as_editor):
    row = Variation.objects.get(slug="band")
    new = Variation.objects.create(**{f.name: getattr(row, f.name) for f in Variation.content_fields()}, slug="new")
    Variation.objects.filter(slug="cable").update(instead=new)
    assert "Nothing was discarded." in page_text(as_editor.post(DISCARD, {"only": "variations/new"}))
    assert Variation.objects.filter(slug="new").exists()
    as_editor.post(DISCARD, {"only": ["variations/new", "variations/cable"]})
    assert pending_changes() == []


@pytest.mark.parametrize("url", [CHANGES, DISCARD])
def test_changes_and_discard_need_an_editor(client, make_user, url):
    for user in (None, make_user("Publishers", name="reader", is_staff=False)):
        if user:
            client.force_login(user)
        assert client.get(url)["Location"].startswith("/admin/login/")
    client.force_login(make_user(name="nobody"))
    assert client.get(url).status_code == 403
    assert client.post(url, {"only": FORM}).status_code == 403


def test_changes_page_refuses_post(as_editor):
    assert as_editor.post(CHANGES).status_code == 405


def test_lists_show_and_filter_by_status(as_editor, renamed):
    url = reverse("admin:guide_question_changelist")
    text = page_text(as_editor.get(url))
    assert text.count("state-changed") == 1
    assert text.count("state-live") == min(Question.objects.count(), 100) - 1  # a list has pages of 100
    filtered = as_editor.get(url, {"state": "changed"})
    assert [row.slug for row in filtered.context["cl"].result_list] == ["wobble"]
    assert len(as_editor.get(url, {"state": "new"}).context["cl"].result_list) == 0
    assert as_editor.get(url, {"state": "nonsense"}, follow=True).status_code == 200


def test_dashboard_shows_changes_authors_and_scheduled_editions(as_editor):
    pk = Section.objects.get(slug="form").pk
    url = f"/admin/guide/section/{pk}/change/"
    as_editor.post(url, initial_data(as_editor.get(url)) | {"title": "Form, renamed"})
    text = page_text(as_editor.get("/admin/"))
    assert "Unpublished changes" in text
    assert "Form, renamed" in text
    assert "ada, <time" in text
    assert "Scheduled" in text
