from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from guide.editions.publishing import publish
from guide.models import Cancellation, Edition, Question, Section
from guide.models.snapshot import ItemKey

pytestmark = pytest.mark.django_db
WAITING = "/admin/guide/edition/scheduled/"
CANCEL, TIME = "/admin/guide/edition/2/cancel/", "/admin/guide/edition/2/reschedule/"


@pytest.fixture
def scheduled():
    Section.objects.filter(slug="form").update(title="Form, renamed")
    later = timezone.now() + timedelta(days=1)
    return publish(by="ada", note="Renamed tomorrow.", live_at=later, only={ItemKey("sections", "form")})


def time_fields(days):
    moment = timezone.localtime(timezone.now() + timedelta(days=days))
    return {"live_at_0": moment.strftime("%Y-%m-%d"), "live_at_1": moment.strftime("%H:%M:%S")}


def test_scheduled_editions_are_listed_with_actions(as_publisher, scheduled):
    text = as_publisher.get(WAITING).content.decode()
    assert "Renamed tomorrow." in text
    assert CANCEL in text
    assert TIME in text
    dashboard = as_publisher.get("/admin/").content.decode()
    assert "Edition 2, " in dashboard
    assert "Edition 2 is scheduled</a>" in dashboard


def test_editor_sees_scheduled_editions_without_actions(as_editor, scheduled):
    text = as_editor.get(WAITING).content.decode()
    assert "Renamed tomorrow." in text
    assert CANCEL not in text
    for url in (CANCEL, TIME):
        assert as_editor.get(url).status_code == 403
        assert as_editor.post(url).status_code == 403
    assert not Cancellation.objects.exists()


def test_empty_schedule_explains_scheduling(as_editor):
    assert b"give it a date and time when you publish" in as_editor.get(WAITING).content
    assert as_editor.post(WAITING).status_code == 405


def test_superseded_edition_has_a_warning(as_publisher, scheduled):
    Question.objects.filter(slug="wobble").update(title="Why?")
    publish(by="ada", note="A fix now.", only={ItemKey("questions", "wobble")})
    assert b"It will not go live: Edition 3" in as_publisher.get(WAITING).content
    Section.objects.filter(slug="form").update(title="Another name")
    publish(by="ada", note="Another fix.", only={ItemKey("sections", "form")})
    assert b"would go back to their text in Edition 2" in as_publisher.get(TIME).content


def test_edition_used_as_a_base_has_a_warning(as_publisher, scheduled):
    Question.objects.filter(slug="wobble").update(title="Why?")
    publish(by="ada", note="In two days.", live_at=timezone.now() + timedelta(days=2))
    for url in (CANCEL, TIME):
        assert b"Edition 3 is scheduled too" in as_publisher.get(url).content


def test_publisher_cancels_an_edition(as_publisher, scheduled):
    assert b"unpublished" in as_publisher.get(CANCEL).content
    response = as_publisher.post(CANCEL, follow=True)
    assert b"Edition 2 is cancelled." in response.content
    assert Cancellation.objects.get().by == "grace"
    assert b"cancelled by grace" in as_publisher.get("/admin/guide/edition/").content


def test_too_late_to_cancel_is_reported(as_publisher):
    response = as_publisher.post("/admin/guide/edition/1/cancel/")
    assert b"too late to cancel" in response.content
    assert as_publisher.get("/admin/guide/edition/99/cancel/").status_code == 404
    assert as_publisher.get("/admin/guide/edition/99/reschedule/").status_code == 404


def test_publisher_reschedules_an_edition(as_publisher, scheduled):
    response = as_publisher.post(TIME, time_fields(3), follow=True)
    assert b"Edition 3 is scheduled." in response.content
    assert Edition.objects.scheduled().get().number == 3


def test_without_a_time_it_is_published_now(as_publisher, scheduled):
    as_publisher.post(TIME, {"live_at_0": "", "live_at_1": ""})
    assert Edition.objects.current().number == 3
    assert b"Form, renamed" in as_publisher.get("/guide/form/").content


@pytest.mark.parametrize("data", [{"live_at_0": "2001-01-01", "live_at_1": "10:00"}, {"live_at_0": "soon"}])
def test_invalid_time_leaves_the_edition_scheduled(as_publisher, scheduled, data):
    response = as_publisher.post(TIME, data)
    assert b"errorlist" in response.content
    assert Edition.objects.scheduled().get() == scheduled


def test_one_item_is_restored_on_the_desk(as_publisher, scheduled):
    as_publisher.post(TIME, {"live_at_0": "", "live_at_1": ""})
    url = "/admin/guide/edition/1/restore/sections/form/"
    assert b"This publishes one item as it was in Edition 1" in as_publisher.get(url).content
    response = as_publisher.post(url, {"note": "The old name."}, follow=True)
    assert b"Edition 4 is published." in response.content
    assert b"Form, renamed" not in as_publisher.get("/guide/form/").content
    again = as_publisher.post(url, {"note": "The old name."})
    assert b"already as it was" in again.content


@pytest.mark.parametrize("path", ["sections/gone", "nonsense/form"])
def test_item_in_neither_edition_cannot_be_restored(as_publisher, scheduled, path):
    assert as_publisher.get(f"/admin/guide/edition/1/restore/{path}/").status_code == 404
