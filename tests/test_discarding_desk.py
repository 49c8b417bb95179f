"""Discarding on the desk: the discarded text is stored for some days and can be restored."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission

from guide.editions.changes import pending_changes
from guide.models import Question, TrashEntry
from tests.desk import DELETED, page_text, trash_selection

pytestmark = pytest.mark.django_db
DISCARD = "/admin/discard/"
WOBBLE = {"only": "questions/wobble"}


def body() -> str:
    return Question.objects.get(slug="wobble").body


@pytest.fixture
def write_body():
    return lambda text: Question.objects.filter(slug="wobble").update(body=text)


@pytest.fixture
def discarded(as_editor, write_body):
    """The page after a draft was discarded."""
    write_body("A draft of better words.")
    return as_editor.post(DISCARD, WOBBLE, follow=True)


def test_discarded_text_is_restored_unchanged(as_editor, discarded):
    assert body() != "A draft of better words."
    (pk,) = trash_selection("wobble")["only"]
    assert f'<a href="{DELETED}?only={pk}">Restore from the trash.</a>' in discarded.content.decode()
    page = page_text(as_editor.get(f"{DELETED}?only={pk}"))
    assert f'value="{pk}" checked' in page
    assert "discarded by ada" in page
    assert "draft" in " ".join(re.findall("<ins>(.*?)</ins>", page))
    as_editor.post(DELETED, {"only": pk})
    assert body() == "A draft of better words."
    log = LogEntry.objects.filter(action_flag=CHANGE).first()
    assert log.change_message == "Restored after it was discarded."
    assert TrashEntry.objects.count() == 0


def test_restoring_a_discarded_text_saves_the_current_draft(as_editor, discarded, write_body):
    first = trash_selection("wobble")
    write_body("A second draft.")
    as_editor.post(DISCARD, WOBBLE)
    write_body("A third draft.")
    as_editor.post(DELETED, first)
    assert body() == "A draft of better words."
    assert {one.item["body"] for one in TrashEntry.objects.all()} == {"A second draft.", "A third draft."}


def test_discarded_unpublished_item_is_restored(as_editor):
    Question.objects.create(slug="draft", title="What is a draft?", topic="Doing it", body="Not public yet.")
    as_editor.post(DISCARD, {"only": "questions/draft"})
    assert pending_changes() == []
    as_editor.post(DELETED, trash_selection("draft"))
    assert Question.objects.get(slug="draft").body == "Not public yet."


def test_restored_text_is_not_offered_again(as_editor, discarded, write_body):
    write_body("A draft of better words.")
    assert "The trash is empty" in page_text(as_editor.get(DELETED))


def test_failed_discard_stores_nothing(as_editor):
    assert "Nothing was selected." in page_text(as_editor.post(DISCARD, WOBBLE))
    assert TrashEntry.objects.count() == 0


def test_restoring_a_text_needs_the_right_to_change(client, make_user, discarded):
    user = make_user(name="mute")
    user.user_permissions.add(Permission.objects.get(codename="preview_guide"))
    user.user_permissions.add(Permission.objects.get(codename="add_question"))
    client.force_login(user)
    assert client.post(DELETED, trash_selection("wobble")).status_code == 403
    assert body() != "A draft of better words."
