from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry

from guide.editions.changes import pending_changes
from guide.editions.item_urls import preview_url
from guide.models import Edition, Question
from tests.desk import initial_data

pytestmark = pytest.mark.django_db
PUBLISH = "/admin/guide/edition/publish/"


@pytest.fixture
def url():
    return f"/admin/guide/question/{Question.objects.get(slug='wobble').pk}/change/"


def save(client, url, button, **changes):
    data = initial_data(client.get(url)) | {button: "x"} | changes
    return client.post(url, data, follow=True)


def test_form_has_its_save_buttons(client, make_user, url):
    for group, offered in (("Editors", False), ("Publishers", True)):
        client.force_login(make_user(group, name=group))
        text = client.get(url).content.decode()
        assert 'value="Save as draft"' in text
        assert text.count('name="_save"') == 1
        assert ('value="Save and publish"' in text) == offered


def test_log_ignores_line_ending_differences(as_publisher, url):
    body = "First.\n\n- one\n- two"
    Question.objects.filter(slug="wobble").update(body=body)
    save(as_publisher, url, "_save", title="Why do I wobble so?", body=body.replace("\n", "\r\n"))
    assert LogEntry.objects.latest("pk").get_change_message() == "Changed Question."


def test_save_and_publish_one_item(as_publisher, url):
    Question.objects.filter(slug="warm-up-or-end").update(title="A draft of somebody else")
    response = save(as_publisher, url, "_publish", title="Why do I wobble so?")
    assert response.redirect_chain[-1][0] == f"{PUBLISH}?only=questions%2Fwobble"
    assert response.context["form"]["only"].initial == ["questions/wobble"]
    as_publisher.post(PUBLISH, {"note": "Clearer.", "only": ["questions/wobble"]})
    assert Edition.objects.last_published().number == 2
    assert [change.key.slug for change in pending_changes()] == ["warm-up-or-end"]


def test_publish_errors_are_shown_and_draft_is_kept(as_publisher, url):
    save(as_publisher, url, "_publish", body="[x](section:gone)")
    response = as_publisher.post(PUBLISH, {"note": "Broken.", "only": ["questions/wobble"]})
    assert b"leads nowhere" in response.content
    assert Question.objects.get(slug="wobble").body == "[x](section:gone)"
    assert Edition.objects.count() == 1


def test_invalid_form_publishes_nothing(as_publisher, url):
    response = save(as_publisher, url, "_publish", title="")
    assert response.status_code == 200
    assert b"This field is required" in response.content
    assert pending_changes() == []


def test_unchanged_item_has_nothing_to_publish(as_publisher, url):
    assert b"There is nothing to publish" in save(as_publisher, url, "_publish").content


def test_editor_posting_publish_only_saves(as_editor, url):
    response = save(as_editor, url, "_publish", title="Why do I wobble so?")
    assert not response.redirect_chain[-1][0].startswith(PUBLISH)
    assert [change.key.slug for change in pending_changes()] == ["wobble"]
    assert Edition.objects.count() == 1


def test_saving_a_draft_links_to_the_preview(as_publisher, url):
    text = save(as_publisher, url, "_save", title="Why do I wobble so?").content.decode()
    assert "readers see it once it is published" in text
    assert 'href="/preview/questions/wobble/"' in text


@pytest.mark.parametrize(
    ("model", "place"),
    [
        ("Section", "/preview/guide/benefits/"),
        ("Muscle", "/preview/guide/muscles/#muscle-gluteus-maximus"),
        ("Source", "/preview/sources/#source-"),
        ("Cover", "/preview/"),
        ("Synonyms", "/preview/search/"),
        ("Prescription", "/preview/routine/"),
    ],
)
def test_each_form_links_to_its_place_in_the_preview(model, place):
    rows = apps.get_model("guide", model).objects.all()
    assert any(preview_url(row).startswith(place) for row in rows)
