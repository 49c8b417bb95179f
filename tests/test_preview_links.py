"""The desk's page of preview links: create, limit, copy and revoke them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from guide.models import LikelyMistake, Mistake, PreviewLink, Section

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/guide/previewlink/", "/admin/guide/previewlink/add/"


@pytest.fixture
def link(db):
    return PreviewLink.objects.create(for_whom="Lin", ends=timezone.now() + timedelta(hours=1), made_by="ada")


@pytest.fixture
def renamed():
    Section.objects.filter(slug="form").update(title="Form, renamed")


def create_link(client, **changes):
    return client.post(
        ADD, {"for_whom": "Lin", "page": "", "item": "", "edition": "", "hours": "72"} | changes, follow=True
    )


def test_editor_creates_a_link_and_sees_it(as_editor, client):
    text = create_link(as_editor).content.decode()
    link = PreviewLink.objects.get()
    assert f"http://testserver{link.get_absolute_url()}" in text
    assert (link.made_by, link.edition_id) == ("ada", None)
    assert timedelta(hours=71) < link.ends - timezone.now() <= timedelta(hours=72)
    client.logout()
    assert client.get(link.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"for_whom": ""}, "This field is required"),
        ({"for_whom": "x" * 101}, "at most 100 characters"),
        ({"edition": "9"}, "There is no edition 9."),
        ({"edition": "one"}, "There is no edition one."),
        ({"hours": "0"}, "not one of the available choices"),
        ({"hours": "9999"}, "not one of the available choices"),
    ],
)
def test_invalid_form_creates_no_link(as_editor, changes, message):
    assert message in create_link(as_editor, **changes).content.decode()
    assert not PreviewLink.objects.exists()


def test_editor_revokes_a_link_after_confirming(as_editor, client, link):
    url = f"{LIST}{link.pk}/revoke/"
    assert "Revoke</a>" in as_editor.get(LIST).content.decode()
    assert b"You cannot undo this" in as_editor.get(url).content
    assert client.get(link.get_absolute_url()).status_code == 200
    assert "The link for Lin no longer works." in as_editor.post(url, follow=True).content.decode()
    link.refresh_from_db()
    assert link.revoked_by == "ada"
    assert LogEntry.objects.get().change_message == "Revoked."
    assert client.get(link.get_absolute_url()).status_code == 410
    as_editor.post(url)
    assert PreviewLink.objects.get().revoked_at == link.revoked_at


def test_links_need_a_role(client, make_user, link):
    client.force_login(make_user())
    for url in (LIST, ADD, f"{LIST}{link.pk}/revoke/", f"{LIST}{link.pk}/change/"):
        assert client.get(url).status_code == client.post(url).status_code == 403
    assert PreviewLink.objects.get().revoked_at is None


def test_links_cannot_be_changed_or_deleted(as_publisher, link):
    assert as_publisher.post(f"{LIST}{link.pk}/change/", {"for_whom": "x"}).status_code == 403
    assert as_publisher.post(f"{LIST}{link.pk}/delete/", {"post": "yes"}).status_code == 403
    assert as_publisher.get(f"{LIST}{link.pk}/change/").status_code == 200


def test_share_link_of_a_preview_keeps_its_page(as_editor):
    for path, query in (("", "?page=guide%2Fform%2F"), ("edition/1/", "?page=guide%2Fform%2F&edition=1")):
        text = as_editor.get(f"/preview/{path}guide/form/").content.decode()
        assert f'href="{ADD}{query.replace("&", "&amp;")}">Share this page</a>' in text
        initial = as_editor.get(f"{ADD}{query}").context["adminform"].form
        assert (initial["page"].value(), initial["edition"].value()) == ("guide/form/", "1" if path else None)
    text = as_editor.get("/preview/variations/?equipment=band").content.decode()
    assert "page=variations%2F%3Fequipment%3Dband" in text


def test_link_opens_on_its_page(as_editor, client, renamed):
    text = create_link(as_editor, page="/guide/form/").content.decode()
    link = PreviewLink.objects.get()
    assert link.get_absolute_url().endswith("/guide/form/")
    assert text.count(f'data-copy="http://testserver{link.get_absolute_url()}"') == 1
    assert "copy.js" in text
    client.logout()
    assert b"<h1>Form, renamed</h1>" in client.get(link.get_absolute_url()).content


@pytest.mark.parametrize("page", ["nope/", "../../admin/", "//example.com/", "x:guide/form/", "healthz", "guide/form"])
def test_link_to_no_page_is_refused(as_editor, page):
    assert "There is no such page." in create_link(as_editor, page=page).content.decode()
    assert not PreviewLink.objects.exists()


def test_link_limited_to_one_change_shows_no_other(as_editor, client, renamed):
    Section.objects.filter(slug="benefits").update(title="Benefits, renamed")
    create_link(as_editor, page="guide/form/", item="sections/form")
    link = PreviewLink.objects.get()
    client.logout()
    text = client.get(link.get_absolute_url()).content.decode()
    assert "Form, renamed" in text
    assert "Benefits, renamed" not in text
    assert "Only one change, on top of what is live: section Form, renamed." in text


def test_limit_offers_unpublished_changes_only(as_editor, renamed):
    choices = as_editor.get(ADD).context["adminform"].form.fields["item"].choices
    assert [key for key, _ in choices] == ["", "sections/form"]
    assert "not one of the available choices" in create_link(as_editor, item="sections/benefits").content.decode()
    assert "can only be shown whole" in create_link(as_editor, item="sections/form", edition="1").content.decode()
    assert not PreviewLink.objects.exists()


def test_change_that_needs_another_cannot_be_shown_alone(as_editor, client, link):
    mistake = Mistake.objects.first()
    mistake.pk, mistake.slug = None, "new"
    mistake.save()
    likely = LikelyMistake.objects.first()
    likely.mistake = mistake
    likely.save()
    item = f"variations/{likely.variation.slug}"
    assert "needs another unpublished one" in create_link(as_editor, item=item).content.decode()
    PreviewLink.objects.update(item=item)
    response = client.get(link.get_absolute_url())
    assert response.status_code == 410
    assert b"cannot be shown by itself any more" in response.content
