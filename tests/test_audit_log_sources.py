"""What is written to the audit log: logins, requests, cancellations, links, exports and imports."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from guide.editions.approval import approve, decline, publish_or_request
from guide.editions.publishing import publish, working_copy_items
from guide.models import AuditEvent, PreviewLink, Section
from guide.models.snapshot import ItemKey
from tests.desk import log_entries
from tests.zip_files import renamed_zip, upload

pytestmark = pytest.mark.django_db
FORM = ItemKey("sections", "form")


def events(client, query: str = "") -> list[tuple[str, str, str, str]]:
    """Return the events oldest first, without the first edition and the test's own login."""
    found = [
        (event["who"], event["verb"], event["item"], event["details"]) for event in reversed(log_entries(client, query))
    ]
    return [event for event in found if event[0] != "tests" and event[1] != "logged in"]


def log_in(client, password: str, name: str = "ada"):
    client.post("/admin/login/", {"username": name, "password": password}, REMOTE_ADDR="192.0.2.1")


def test_logins_and_logouts_are_logged(client, make_user):
    make_user("Editors")
    log_in(client, "correct horse")
    client.post("/admin/logout/")
    assert [str(act) for act in AuditEvent.objects.order_by("pk")] == ["ada logged in", "ada logged out"]


def test_anonymous_logout_is_not_logged(client):
    client.post("/admin/logout/")
    assert not AuditEvent.objects.exists()


def test_failed_logins_are_grouped_without_password_and_address(client, make_user):
    make_user("Editors")
    for _ in range(3):
        log_in(client, "wrong horse")
    client.force_login(make_user("Editors", name="grace"))
    assert events(client) == [("ada", "failed to log in", "", "3 times")]
    text = client.get("/admin/audit-log.json").content.decode()
    assert "wrong horse" not in text
    assert "192.0.2.1" not in text
    AuditEvent.objects.filter(verb=AuditEvent.Verb.FAILED).update(at=timezone.now() - timedelta(hours=2))
    log_in(client, "wrong horse")
    assert AuditEvent.objects.filter(verb=AuditEvent.Verb.FAILED).count() == 2


def test_unknown_username_is_neither_stored_nor_shown(client, make_user):
    log_in(client, "x", name="correct horse")
    assert [event for event in AuditEvent.objects.all() if "horse" in str(vars(event))] == []
    client.force_login(make_user("Editors"))
    assert events(client) == []


def test_requests_and_decisions_are_logged(as_editor, settings):
    settings.SECOND_PERSON = True
    for title, decide in (("One", approve), ("Two", decline)):
        Section.objects.filter(slug="form").update(title=title)
        pending = publish_or_request(working_copy_items({FORM}), by="grace", note=f"{title}.")
        decide(pending.pk, by="linus", answer="Read it.")
    one, two = f"Request {pending.pk - 1} by grace", f"Request {pending.pk} by grace"
    assert events(as_editor) == [
        ("grace", "asked to publish", one, "One."),
        ("grace, approved by linus", "published", "Edition 2", "One."),
        ("linus", "approved", one, "Read it."),
        ("grace", "asked to publish", two, "Two."),
        ("linus", "declined", two, "Read it."),
    ]
    assert f'href="/admin/guide/edition/requests/{pending.pk}/"' in as_editor.get("/admin/audit-log/").content.decode()


def test_approved_publication_is_found_under_both_names(as_editor, make_user):
    make_user(name="linus")
    Section.objects.filter(slug="form").update(title="One")
    publish(by="grace, approved by linus", note="One.")
    for name in ("grace", "linus"):
        assert [event[1] for event in events(as_editor, f"?who={name}")] == ["published"]


def test_cancelling_and_rescheduling_are_logged(as_publisher):
    for title in ("One", "Two"):
        Section.objects.filter(slug="form").update(title=title)
        publish(by="ada", note="Later.", live_at=timezone.now() + timedelta(days=1))
    as_publisher.post("/admin/guide/edition/2/cancel/")
    day = timezone.localdate() + timedelta(days=3)
    as_publisher.post("/admin/guide/edition/3/reschedule/", {"live_at_0": str(day), "live_at_1": "10:00:00"})
    assert events(as_publisher, "?who=grace") == [
        ("grace", "cancelled", "Edition 2", ""),
        ("grace", "cancelled", "Edition 3", ""),
        ("grace", "scheduled", "Edition 4", "Later."),
        ("grace", "rescheduled", "Edition 3: Edition 4", ""),
    ]


def test_preview_links_are_logged_when_made_and_revoked(as_editor):
    as_editor.post("/admin/guide/previewlink/add/", {"for_whom": "Lin", "edition": "", "hours": "24"})
    as_editor.post(f"/admin/guide/previewlink/{PreviewLink.objects.get().pk}/revoke/")
    name = "Working copy, for Lin"
    assert events(as_editor) == [("ada", "added", name, "Added."), ("ada", "changed", name, "Revoked.")]


def test_exports_and_imports_are_logged(as_editor):
    for address in ("content.zip", "content.zip?working=1", "audit-log.csv", "guide/report/export/"):
        as_editor.get(f"/admin/{address}")
    as_editor.post(upload(as_editor, renamed_zip())["Location"], {"overwrite": "on"})
    files = ["Edition 1 as a zip file", "the working copy as a zip file", "the audit log as CSV", "the feedback as CSV"]
    assert events(as_editor, "?item=exported") == [("ada", "exported", what, "") for what in files]
    assert events(as_editor, "?item=imported+a+zip") == [("ada", "imported", "a zip file: 0 created, 1 replaced.", "")]


def test_export_of_a_missing_file_is_not_logged(as_editor):
    as_editor.get("/admin/audit-log.xml")
    assert not AuditEvent.objects.filter(verb=AuditEvent.Verb.EXPORTED).exists()
