"""A scheduled edition waits while something else is published: one with both replaces it, or its publisher decides."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from guide.editions.changes import pending_changes
from guide.editions.publishing import publish, publish_items, working_copy_items
from guide.models import Cancellation, Edition, Question, Section
from guide.models.snapshot import ItemKey

pytestmark = pytest.mark.django_db
FORM, WOBBLE = ItemKey("sections", "form"), ItemKey("questions", "wobble")
PUBLISH = "/admin/guide/edition/publish/"


def schedule(key, title, days=1):
    row(key).update(title=title)
    return publish(by="ada", note=f"{title}.", live_at=timezone.now() + timedelta(days=days), only={key})


def row(key):
    return {"sections": Section, "questions": Question}[key.kind].objects.filter(slug=key.slug)


def publish_title(client, key, title, **answers):
    row(key).update(title=title)
    return client.post(PUBLISH, {"note": "A fix now.", "only": [str(key)], **answers}, follow=True)


def titles(edition):
    return tuple(
        next(item["title"] for item in edition.snapshot[key.kind] if item["slug"] == key.slug) for key in (FORM, WOBBLE)
    )


def test_both_changes_go_live(as_publisher):
    schedule(FORM, "Form, renamed")
    before = titles(Edition.objects.current())
    text = publish_title(as_publisher, WOBBLE, "Why?").content.decode()
    assert "Edition 2 was replaced by Edition 4, which has these changes too" in text
    assert "replaced by edition 4" in text
    waiting = Edition.objects.scheduled().get()
    assert (waiting.number, waiting.note, waiting.published_by) == (4, "Form, renamed.", "ada")
    assert titles(Edition.objects.current()) == (before[0], "Why?")
    assert titles(waiting) == ("Form, renamed", "Why?")
    assert pending_changes() == []


def test_later_editions_are_made_anew_in_their_order(as_publisher):
    schedule(FORM, "In 2 days", days=2)
    schedule(WOBBLE, "In 1 day", days=1)
    Section.objects.filter(slug="purpose").update(title="Now")
    as_publisher.post(PUBLISH, {"note": "Now.", "only": ["sections/purpose"]})
    first, second = Edition.objects.scheduled()
    assert (titles(first)[1], titles(second)) == ("In 1 day", ("In 2 days", "In 1 day"))
    assert titles(first)[0] != "In 2 days"


@pytest.mark.parametrize(("answer", "later"), [("keep", ["Later"]), ("cancel", [])], ids=["keep", "cancel"])
def test_publisher_decides_when_both_change_an_item(as_publisher, answer, later):
    wobble = titles(Edition.objects.current())[1]
    schedule(FORM, "Later")
    asked = publish_title(as_publisher, FORM, "Now").content.decode()
    assert "Section Now</a>: is changed by both." in asked
    assert 'name="on_conflict" value="keep"' in asked
    assert (Edition.objects.count(), Cancellation.objects.count()) == (2, 0)
    publish_title(as_publisher, FORM, "Now", on_conflict=answer)
    assert titles(Edition.objects.current()) == ("Now", wobble)
    assert [titles(edition)[0] for edition in Edition.objects.scheduled()] == later


def test_edition_whose_changes_are_live_already_is_cancelled():
    schedule(FORM, "Form, renamed")
    publish_items(working_copy_items({FORM}), by="ada", note="At once after all.")
    assert (Edition.objects.scheduled().count(), Edition.objects.current().number) == (0, 3)
    assert Cancellation.objects.get().replaced_by is None


def test_edition_that_would_have_an_error_asks_first(as_publisher):
    new = Question.objects.get(slug="wobble")
    new.pk, new.slug = None, "new"
    new.save()
    publish(by="ada", note="A new question.")
    row(WOBBLE).update(body="See [this](question:new).")
    schedule(WOBBLE, "Why?")
    new.delete()
    asked = as_publisher.post(PUBLISH, {"note": "Removed.", "only": ["questions/new"]}).content.decode()
    assert "Edition 3 is scheduled to go live after this:" in asked
    assert "Question Why?</a>: the link (question:new) leads nowhere." in asked
    assert Edition.objects.count() == 3


def test_edition_before_the_scheduled_one_leaves_it_alone(as_publisher):
    schedule(FORM, "Form, renamed", days=1)
    row(WOBBLE).update(title="In 2 days")
    later = timezone.now() + timedelta(days=2)
    publish_items(working_copy_items({WOBBLE}, later), by="ada", note="Later.", live_at=later)
    assert [edition.number for edition in Edition.objects.scheduled()] == [2, 3]
