"""Discarding on the desk: what was written is kept for a while, and comes back as it was."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission

from guide.editions.changes import pending_changes
from guide.models import Question, TrashEntry
from tests.test_changes_desk import text_of
from tests.test_deleting_desk import DELETED, kept

pytestmark = pytest.mark.django_db
DISCARD = "/admin/discard/"
WOBBLE = {"only": "questions/wobble"}


def body() -> str:
    return Question.objects.get(slug="wobble").body


@pytest.fixture
def write():
    return lambda text: Question.objects.filter(slug="wobble").update(body=text)


@pytest.fixture
def discarded(as_editor, write):
    """The page after a draft was discarded."""
    write("A draft of better words.")
    return as_editor.post(DISCARD, WOBBLE, follow=True)


def test_a_discarded_text_comes_back_as_it_was(as_editor, discarded):
    assert body() != "A draft of better words."
    (pk,) = kept("wobble")["only"]
    assert f'<a href="{DELETED}?only={pk}">Bring it back.</a>' in discarded.content.decode()
    page = text_of(as_editor.get(f"{DELETED}?only={pk}"))
    assert f'value="{pk}" checked' in page
    assert "discarded by ada" in page
    assert "draft" in " ".join(re.findall("<ins>(.*?)</ins>", page))
    as_editor.post(DELETED, {"only": pk})
    assert body() == "A draft of better words."
    log = LogEntry.objects.filter(action_flag=CHANGE).first()
    assert log.change_message == "Brought back after it was discarded."
    assert TrashEntry.objects.count() == 0


def test_restoring_a_discarded_text_saves_the_current_draft(as_editor, discarded, write):
    first = kept("wobble")
    write("A second draft.")
    as_editor.post(DISCARD, WOBBLE)
    write("A third draft.")
    as_editor.post(DELETED, first)
    assert body() == "A draft of better words."
    assert {one.item["body"] for one in TrashEntry.objects.all()} == {"A second draft.", "A third draft."}


def test_what_was_never_published_comes_back_after_it_was_discarded(as_editor):
    Question.objects.create(slug="draft", title="What is a draft?", topic="Doing it", body="Not public yet.")
    as_editor.post(DISCARD, {"only": "questions/draft"})
    assert pending_changes() == []
    as_editor.post(DELETED, kept("draft"))
    assert Question.objects.get(slug="draft").body == "Not public yet."


def test_what_is_there_again_as_it_was_is_not_offered(as_editor, discarded, write):
    write("A draft of better words.")
    assert "Nothing was deleted or discarded" in text_of(as_editor.get(DELETED))


def test_what_cannot_be_discarded_is_not_kept(as_editor):
    assert "Nothing to discard was picked" in text_of(as_editor.post(DISCARD, WOBBLE))
    assert TrashEntry.objects.count() == 0


def test_bringing_a_text_back_takes_the_right_to_change_it(client, make_user, discarded):
    user = make_user(name="mute")
    user.user_permissions.add(Permission.objects.get(codename="preview_guide"))
    user.user_permissions.add(Permission.objects.get(codename="add_question"))
    client.force_login(user)
    assert client.post(DELETED, kept("wobble")).status_code == 403
    assert body() != "A draft of better words."
