"""What the activity tells: logins, requests, cancellations, links, and all that leaves or comes in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from guide.editions.approval import approve, decline, publish_or_request
from guide.editions.publishing import publish, working_copy_items
from guide.models import AuditEvent, PreviewLink, Section
from guide.models.snapshot import ItemKey
from tests.test_audit_log import told
from tests.test_import_export import renamed, send

pytestmark = pytest.mark.django_db
FORM = ItemKey("sections", "form")


def deeds(client, query: str = "") -> list[tuple[str, str, str, str]]:
    """Oldest first, without the first edition, and without the login and the look of the one who reads them."""
    found = [(deed["who"], deed["verb"], deed["item"], deed["words"]) for deed in reversed(told(client, query))]
    return [deed for deed in found if deed[0] != "tests" and deed[1] != "logged in"]


def log_in(client, password: str, name: str = "ada"):
    client.post("/admin/login/", {"username": name, "password": password}, REMOTE_ADDR="192.0.2.1")


def test_logins_and_logouts_are_told(client, make_user):
    make_user("Editors")
    log_in(client, "correct horse")
    client.post("/admin/logout/")
    assert [str(act) for act in AuditEvent.objects.order_by("pk")] == ["ada logged in", "ada logged out"]


def test_a_logout_of_nobody_leaves_nothing(client):
    client.post("/admin/logout/")
    assert not AuditEvent.objects.exists()


def test_failed_logins_are_told_together_without_password_and_address(client, make_user):
    make_user("Editors")
    for _ in range(3):
        log_in(client, "wrong horse")
    client.force_login(make_user("Editors", name="grace"))
    assert deeds(client) == [("ada", "failed to log in", "", "3 times")]
    text = client.get("/admin/activity.json").content.decode()
    assert "wrong horse" not in text
    assert "192.0.2.1" not in text
    AuditEvent.objects.filter(verb=AuditEvent.Verb.FAILED).update(at=timezone.now() - timedelta(hours=2))
    log_in(client, "wrong horse")
    assert AuditEvent.objects.filter(verb=AuditEvent.Verb.FAILED).count() == 2


def test_unknown_username_is_not_stored(client):
    log_in(client, "x", name="correct horse")
    assert not AuditEvent.objects.exists()


def test_requests_and_what_came_of_them_are_told(as_editor, settings):
    settings.SECOND_PERSON = True
    for title, decide in (("One", approve), ("Two", decline)):
        Section.objects.filter(slug="form").update(title=title)
        asked = publish_or_request(working_copy_items({FORM}), by="grace", note=f"{title}.")
        decide(asked.pk, by="linus", answer="Read it.")
    one, two = f"Request {asked.pk - 1} of grace", f"Request {asked.pk} of grace"
    assert deeds(as_editor) == [
        ("grace", "asked to publish", one, "One."),
        ("grace, approved by linus", "published", "Edition 2", "One."),
        ("linus", "approved", one, "Read it."),
        ("grace", "asked to publish", two, "Two."),
        ("linus", "declined", two, "Read it."),
    ]
    assert f'href="/admin/guide/edition/requests/{asked.pk}/"' in as_editor.get("/admin/activity/").content.decode()


def test_what_two_did_is_found_under_both_names(as_editor, make_user):
    make_user(name="linus")
    Section.objects.filter(slug="form").update(title="One")
    publish(by="grace, approved by linus", note="One.")
    for name in ("grace", "linus"):
        assert [deed[1] for deed in deeds(as_editor, f"?who={name}")] == ["published"]


def test_cancelling_and_another_time_are_told(as_publisher):
    for title in ("One", "Two"):
        Section.objects.filter(slug="form").update(title=title)
        publish(by="ada", note="Later.", live_at=timezone.now() + timedelta(days=1))
    as_publisher.post("/admin/guide/edition/2/cancel/")
    day = timezone.localdate() + timedelta(days=3)
    as_publisher.post("/admin/guide/edition/3/reschedule/", {"live_at_0": str(day), "live_at_1": "10:00:00"})
    assert deeds(as_publisher, "?who=grace") == [
        ("grace", "cancelled", "Edition 2", ""),
        ("grace", "cancelled", "Edition 3", ""),
        ("grace", "published", "Edition 4", "Later."),
        ("grace", "rescheduled", "Edition 3: Edition 4", ""),
    ]


def test_links_to_a_preview_are_told_when_made_and_when_ended(as_editor):
    as_editor.post("/admin/guide/previewlink/add/", {"for_whom": "Lin", "number": "", "hours": "24"})
    as_editor.post(f"/admin/guide/previewlink/{PreviewLink.objects.get().pk}/revoke/")
    name = "Working copy, for Lin"
    assert deeds(as_editor) == [("ada", "added", name, "Added."), ("ada", "changed", name, "Revoked.")]


def test_what_leaves_and_what_comes_in_is_told(as_editor):
    for address in ("content.zip", "content.zip?working=1", "activity.csv", "guide/report/export/"):
        as_editor.get(f"/admin/{address}")
    as_editor.post(send(as_editor, renamed())["Location"], {"overwrite": "on"})
    files = ["Edition 1 as a zip", "the working copy as a zip", "the activity as CSV", "the reports as CSV"]
    assert deeds(as_editor, "?item=exported") == [("ada", "exported", what, "") for what in files]
    assert deeds(as_editor, "?item=imported+a+zip") == [("ada", "imported", "a zip: 0 created, 1 replaced.", "")]


def test_a_file_that_does_not_exist_was_not_taken_out(as_editor):
    as_editor.get("/admin/activity.xml")
    assert not AuditEvent.objects.filter(verb=AuditEvent.Verb.EXPORTED).exists()
