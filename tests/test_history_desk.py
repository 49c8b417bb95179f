"""History of an item on the desk: its texts in the editions, and restoring them."""

from __future__ import annotations

import pytest

from guide.editions.changes import editions_changing
from guide.editions.publishing import publish
from guide.models import Edition, Question, Section
from guide.models.snapshot import ItemKey
from tests.desk import page_text

pytestmark = pytest.mark.django_db
WOBBLE = ItemKey("questions", "wobble")


@pytest.fixture
def history():
    """Two more editions that change a question, with one in between that does not."""
    for model, slug, title in ((Question, "wobble", "Two?"), (Section, "form", "Other"), (Question, "wobble", "Four?")):
        model.objects.filter(slug=slug).update(title=title)
        publish(by="ada", note=f"{title} now.")
    return f"/admin/guide/question/{Question.objects.get(slug='wobble').pk}/history/"


def test_item_history(history):
    assert [edition.number for edition, _ in editions_changing(WOBBLE)] == [4, 2, 1]
    assert [edition.number for edition, _ in editions_changing(ItemKey("sections", "form"))] == [3, 1]
    assert editions_changing(ItemKey("questions", "nosuch")) == []


def test_older_text_is_shown_and_restored(as_publisher, history):
    text = page_text(as_publisher.get(history))
    assert "Four? now." in text
    assert "/admin/changes/?to=2#questions-wobble" in text
    assert "Restore this text<span" in text
    assert "/admin/guide/edition/4/restore/" not in text
    as_publisher.post("/admin/guide/edition/2/restore/questions/wobble/", {"note": "Back."})
    assert Edition.objects.current().number == 5
    assert Question.objects.get(slug="wobble").title == "Two?"


def test_restore_is_not_offered_without_the_right(as_editor, history):
    text = page_text(as_editor.get(history))
    assert "/restore/" not in text
    assert "See what changed" in text


def test_unpublished_item_has_the_admin_log_only(as_editor):
    row = Question.objects.create(slug="draft", title="New?", topic="t", body="b")
    assert "Editions that changed it" not in page_text(as_editor.get(f"/admin/guide/question/{row.pk}/history/"))
    assert as_editor.get("/admin/guide/question/999/history/").status_code == 302
