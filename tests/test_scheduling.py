from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from guide.checks.finding import error_finding
from guide.editions.approval import publish_or_request
from guide.editions.changes import pending_changes
from guide.editions.publishing import PublishError, cancel, changed_items, items_to_restore, publish, publish_items
from guide.models import Cancellation, Edition, ImmutableError, Question, Section
from guide.models.snapshot import ItemKey
from guide.read_model import guide as read_model

pytestmark = pytest.mark.django_db
FORM, WOBBLE = ItemKey("sections", "form"), ItemKey("questions", "wobble")


def reschedule(edition, **options):
    return publish_or_request(changed_items(edition), replaces=edition, **options)


def rename_form(title="Form, renamed"):
    Section.objects.filter(slug="form").update(title=title)


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


@pytest.fixture
def scheduled(tomorrow):
    rename_form()
    return publish(by="ada", note="Renamed tomorrow.", live_at=tomorrow, only={FORM})


def title_at(at):
    return next(row["title"] for row in Edition.objects.current(at).snapshot["sections"] if row["slug"] == "form")


def test_cancelled_edition_never_goes_live(scheduled, tomorrow):
    assert pending_changes() == []
    cancel(scheduled, by="grace")
    assert Edition.objects.current(tomorrow + timedelta(hours=1)).number == 1
    assert [change.key for change in pending_changes()] == [FORM]
    assert Edition.objects.count() == 2


def test_cancellation_cannot_be_changed_or_deleted(scheduled):
    cancel(scheduled, by="grace")
    row = Cancellation.objects.get()
    assert (row.edition, row.by) == (scheduled, "grace")
    for act in (row.save, row.delete, Cancellation.objects.all().delete, lambda: Cancellation.objects.update(by="x")):
        with pytest.raises(ImmutableError):
            act()


def test_live_or_cancelled_edition_cannot_be_cancelled(scheduled):
    with pytest.raises(PublishError, match="too late"):
        cancel(Edition.objects.get(number=1), by="grace")
    cancel(scheduled, by="grace")
    with pytest.raises(PublishError, match="already cancelled"):
        cancel(scheduled, by="grace")


def test_cancelled_number_is_not_reused(scheduled):
    cancel(scheduled, by="grace")
    assert publish(by="ada", note="Now.").number == 3
    assert [change.number for change in read_model.edition_history(3)] == [3, 1]


def test_rescheduling_makes_a_new_edition_with_the_same_snapshot(scheduled, tomorrow):
    later = tomorrow + timedelta(days=1)
    edition = reschedule(scheduled, by="grace", live_at=later, note=scheduled.note)
    assert (edition.number, edition.digest, edition.live_at) == (3, scheduled.digest, later)
    assert Cancellation.objects.get().edition == scheduled
    assert pending_changes() == []
    assert title_at(tomorrow) != "Form, renamed"
    assert title_at(later) == "Form, renamed"


def test_refused_rescheduling_leaves_the_edition_scheduled(scheduled, tomorrow, monkeypatch):
    monkeypatch.setattr(
        "guide.editions.publishing.check_snapshot", lambda *args: [error_finding(FORM, "", "The power is out.")]
    )
    with pytest.raises(PublishError):
        reschedule(scheduled, by="grace", live_at=tomorrow + timedelta(days=1), note=scheduled.note)
    assert not Cancellation.objects.exists()
    assert list(Edition.objects.scheduled()) == [scheduled]


def test_superseded_edition_is_rebased_on_reschedule(scheduled, tomorrow):
    Question.objects.filter(slug="wobble").update(title="Why do I wobble so?")
    fix = publish(by="ada", note="A fix now.", only={WOBBLE})
    assert scheduled.superseded_by() == fix
    edition = reschedule(scheduled, by="grace", live_at=tomorrow, note=scheduled.note)
    assert edition.base_edition() == fix
    assert title_at(tomorrow) == "Form, renamed"
    assert any(row["title"] == "Why do I wobble so?" for row in edition.snapshot["questions"])


def test_edition_based_on_a_scheduled_one_keeps_its_changes(scheduled, tomorrow):
    Question.objects.filter(slug="wobble").update(title="Why do I wobble so?")
    second = publish(by="ada", note="A day later.", live_at=tomorrow + timedelta(days=1))
    assert second.base_edition() == scheduled
    assert scheduled.superseded_by() is None


def test_one_item_of_an_edition_is_restored():
    rename_form()
    Question.objects.filter(slug="wobble").update(title="Why do I wobble so?")
    publish(by="ada", note="Both renamed.")
    edition = publish_items(items_to_restore(1, FORM), by="grace", note="The old name again.")
    assert edition.number == 3
    assert title_at(None) != "Form, renamed"
    assert any(row["title"] == "Why do I wobble so?" for row in edition.snapshot["questions"])
    assert pending_changes() == []
    with pytest.raises(PublishError, match="already as it was"):
        publish_items(items_to_restore(1, FORM), by="grace", note="And again.")


def test_scheduled_edition_goes_live_without_traffic(scheduled, tomorrow, monkeypatch):
    """Nothing needs to run at that time."""
    assert read_model.current_guide().edition.number == 1
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow + timedelta(seconds=1))
    assert read_model.current_guide().edition.number == 2
