from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from guide.editions.approval import approve, decline, publish_or_request
from guide.editions.changes import pending_changes
from guide.editions.publishing import PublishError, publish, working_copy_items
from guide.models import Cancellation, Edition, PublicationRequest, Section
from guide.models.snapshot import ItemKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("second_person"), pytest.mark.slow]
FORM = ItemKey("sections", "form")
PUBLISH, REQUEST = "/admin/guide/edition/publish/", "/admin/guide/edition/requests/{}/"


@pytest.fixture
def second_person(settings):
    settings.SECOND_PERSON = True


@pytest.fixture
def pending():
    Section.objects.filter(slug="form").update(title="Form, renamed")
    return publish_or_request(working_copy_items({FORM}), by="ada", note="Renamed.")


@pytest.fixture
def url(pending):
    return REQUEST.format(pending.pk)


def title():
    return next(row["title"] for row in Edition.objects.current().snapshot["sections"] if row["slug"] == "form")


def test_publishing_becomes_a_request_hidden_from_readers(pending):
    assert Edition.objects.count() == 1
    assert (pending.state, pending.asked_by, list(pending.items)) == ("open", "ada", ["sections/form"])
    assert [change.key for change in pending_changes()] == [FORM]


def test_approval_publishes_the_requested_items_only(pending):
    Section.objects.filter(slug="form").update(title="Changed since")
    edition = approve(pending.pk, by="grace")
    assert edition.published_by == "ada, approved by grace"
    assert title() == "Form, renamed"
    assert Section.objects.get(slug="form").title == "Changed since"
    pending.refresh_from_db()
    assert (pending.state, pending.decided_by, pending.edition) == ("approved", "grace", edition)


def test_requester_can_withdraw_but_not_approve(pending):
    with pytest.raises(PublishError, match="You made this request yourself"):
        approve(pending.pk, by="ada")
    assert Edition.objects.count() == 1
    decline(pending.pk, by="ada")
    assert PublicationRequest.objects.get().state == "withdrawn"


def test_request_is_decided_once(pending):
    decline(pending.pk, by="grace", answer="Not yet.")
    assert PublicationRequest.objects.get().answer == "Not yet."
    for act in (approve, decline):
        with pytest.raises(PublishError, match="already declined by grace"):
            act(pending.pk, by="linus")
    assert Edition.objects.count() == 1


def test_invalid_content_cannot_be_requested():
    Section.objects.filter(slug="form").update(body="[x](section:gone)")
    with pytest.raises(PublishError, match="leads nowhere"):
        publish_or_request(working_copy_items({FORM}), by="ada", note="Broken.")
    assert not PublicationRequest.objects.exists()


def test_time_passed_before_approval_means_now():
    Section.objects.filter(slug="form").update(title="Form, renamed")
    soon = timezone.now() + timedelta(hours=1)
    pending = publish_or_request(working_copy_items({FORM}, soon), by="ada", note="Soon.", live_at=soon)
    PublicationRequest.objects.update(live_at=timezone.now() - timedelta(hours=1))
    assert approve(pending.pk, by="grace").live_at > soon - timedelta(hours=1, seconds=30)
    assert title() == "Form, renamed"


def test_rescheduling_needs_approval():
    Section.objects.filter(slug="form").update(title="Form, renamed")
    day = timedelta(days=1)
    scheduled_edition = publish(by="ada", note="Tomorrow.", live_at=timezone.now() + day)
    later = timezone.now() + 2 * day
    pending = publish_or_request(
        {FORM: working_copy_items({FORM})[FORM]}, by="ada", replaces=scheduled_edition, note="Later.", live_at=later
    )
    assert list(Edition.objects.scheduled()) == [scheduled_edition]
    assert not Cancellation.objects.exists()
    edition = approve(pending.pk, by="grace")
    assert list(Edition.objects.scheduled()) == [edition]


def test_restore_with_approval(as_publisher, make_user, settings):
    Section.objects.filter(slug="form").update(title="Form, renamed")
    publish(by="ada", note="Renamed.")
    response = as_publisher.post("/admin/guide/edition/1/restore/", {"note": "Back again."}, follow=True)
    assert b"Another publisher has to approve this." in response.content
    approve(PublicationRequest.objects.get().pk, by="ada")
    assert title() != "Form, renamed"
    assert pending_changes() == []


def test_desk_requests_shows_and_approves(client, make_user):
    client.force_login(make_user("Publishers", name="ada"))
    Section.objects.filter(slug="form").update(title="Form, renamed")
    confirmation = client.post(PUBLISH, {"note": "Renamed.", "only": ["sections/form"]}, follow=True)
    assert b"Another publisher has to approve this." in confirmation.content
    url = REQUEST.format(PublicationRequest.objects.get().pk)
    assert url.encode() in confirmation.content
    assert b"Withdraw" in client.get(url).content
    assert b"You made this request yourself" in client.post(url, {"decision": "approve"}).content
    client.force_login(make_user("Publishers", name="grace"))
    page = client.get(url).content
    assert b"Approve and publish" in page
    assert b"renamed</ins>" in page
    assert b"Edition 2 is published." in client.post(url, {"decision": "approve"}, follow=True).content
    assert b"It was approved by grace" in client.get(url).content


def test_desk_declines_a_request(as_publisher, url):
    response = as_publisher.post(url, {"decision": "decline", "answer": "Not yet."}, follow=True)
    assert b"The request is closed and nothing was published" in response.content
    assert b"Not yet." in as_publisher.get(url).content


@pytest.mark.parametrize("data", [{}, {"decision": "perhaps"}, {"decision": "decline", "answer": "x" * 301}])
def test_invalid_decision_is_refused(as_publisher, url, data):
    assert b"errorlist" in as_publisher.post(url, data).content
    assert PublicationRequest.objects.get().state == "open"


def test_only_publishers_request(as_editor, client, url):
    assert as_editor.get(url).status_code == 403
    assert as_editor.post(url, {"decision": "approve"}).status_code == 403
    assert b"Waiting for approval" not in as_editor.get("/admin/").content
    client.logout()
    assert client.get(url)["Location"].startswith("/admin/login/")


def test_missing_request_is_404(as_publisher):
    assert as_publisher.get(REQUEST.format(99)).status_code == 404


def test_asker_reads_the_answer_on_the_dashboard(as_publisher):
    Section.objects.filter(slug="form").update(title="Form, renamed")
    request = publish_or_request(working_copy_items({FORM}), by="grace", note="Renamed.")
    assert "Your requests" not in as_publisher.get("/admin/").content.decode()
    decline(request.pk, by="ada", answer="The old title was plainer.")
    text = as_publisher.get("/admin/").content.decode()
    assert "declined by ada" in text
    assert "“The old title was plainer.”" in text
