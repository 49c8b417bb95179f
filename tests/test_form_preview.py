"""Preview of an item's form as typed, which saves nothing."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages

from guide.models import Mistake, Question, Section, Variation
from guide.models.snapshot import read_working_copy
from tests.desk import address, initial_data, page_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_guide")]


def preview(client, row, **changes):
    """Send the form of a row to its preview; check that nothing is saved by it."""
    before = read_working_copy()
    data = initial_data(client.get(address(type(row), "change", row.pk))) | changes
    response = client.post(address(type(row), "change_preview", row.pk), data)
    assert read_working_copy() == before
    assert not LogEntry.objects.exists()
    assert not list(get_messages(response.wsgi_request))
    return response


@pytest.fixture
def question():
    return Question.objects.get()


def test_form_has_a_preview_button_that_opens_a_tab(as_editor, question):
    text = page_text(as_editor.get(address(Question, "change", question.pk)))
    url = address(Question, "change_preview", question.pk)
    assert f'<input type="submit" value="Preview" formaction="{url}" formtarget="_blank">' in text
    assert f'formaction="{address(Question, "add_preview")}"' in page_text(as_editor.get(address(Question, "add")))
    popup = page_text(as_editor.get(address(Question, "add"), {"_popup": 1}))
    assert 'value="Preview"' not in popup


def test_preview_shows_the_form_as_typed(as_editor, question):
    response = preview(as_editor, question, title="Is this typed?", body="Typed, *not* saved.")
    text = page_text(response)
    assert "<h1>Is this typed?</h1>" in text
    assert "Typed, <em>not</em> saved." in text
    assert "As typed, not saved." in text
    assert "Share this page" not in text
    assert 'href="/preview/questions/"' in text
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_preview_shows_inline_rows_as_typed(as_editor):
    row = Variation.objects.first()
    assert "Typed cue" in page_text(preview(as_editor, row, **{"cues-0-text": "Typed cue"}))


def test_preview_of_a_new_short_name(as_editor):
    row = Section.objects.get(slug="start")
    text = page_text(preview(as_editor, row, slug="started", title="Started anew"))
    assert "<h1>Started anew</h1>" in text
    assert as_editor.get("/preview/guide/start/").status_code == 200


def test_preview_of_a_new_item(as_editor, question):
    data = initial_data(as_editor.get(address(Question, "change", question.pk)))
    data |= {"title": "Is this new?", "slug": "new", "topic": "New"}
    response = as_editor.post(address(Question, "add_preview"), data)
    assert "<h1>Is this new?</h1>" in page_text(response)
    assert Question.objects.count() == 1


def test_preview_of_a_list_entry_opens_at_it(as_editor):
    row = Mistake.objects.first()
    text = page_text(as_editor.get(address(Mistake, "change", row.pk)))
    assert f'{address(Mistake, "change_preview", row.pk)}#mistake-{row.slug}"' in text
    assert "Typed mistake" in page_text(preview(as_editor, row, title="Typed mistake"))


def test_invalid_form_says_what_is_wrong(as_editor, question):
    text = page_text(preview(as_editor, question, title="", body="x"))
    assert "<b>Question:</b> This field is required." in text
    assert "<textarea" not in text
    row = Variation.objects.first()
    text = page_text(preview(as_editor, row, **{"cues-0-text": ""}))
    assert "<b>Cue 1: text:</b> This field is required." in text


def test_preview_after_a_conflicting_save_says_so(as_editor, question):
    url = address(Question, "change", question.pk)
    data = initial_data(as_editor.get(url)) | {"title": "Mine?"}
    Question.objects.update(title="Theirs?")
    text = page_text(as_editor.post(address(Question, "change_preview", question.pk), data))
    assert "somebody else has changed or deleted this question" in text
    assert Question.objects.get().title == "Theirs?"


def test_preview_includes_what_a_colleague_saved_elsewhere(as_editor, question):
    data = initial_data(as_editor.get(address(Question, "change", question.pk))) | {"title": "Mine?"}
    Question.objects.update(body="Theirs.")
    text = page_text(as_editor.post(address(Question, "change_preview", question.pk), data))
    assert "Mine?" in text
    assert "Theirs." in text


def test_get_leads_back_to_the_form(as_editor, question):
    response = as_editor.get(address(Question, "change_preview", question.pk))
    assert response["Location"] == address(Question, "change", question.pk)


def test_preview_needs_the_right_to_preview(client, make_user, question):
    client.force_login(make_user())
    assert client.post(address(Question, "change_preview", question.pk)).status_code == 403
    assert client.post(address(Question, "add_preview")).status_code == 403


@pytest.mark.parametrize(
    ("path", "items"),
    [
        ("", ["cover/guide"]),
        ("about/", ["cover/guide"]),
        ("guide/start/", ["sections/start"]),
        ("guide/the-mistakes/", ["sections/the-mistakes", "mistakes/"]),
        ("guide/the-muscles/", ["muscles/"]),
        ("guide/the-audiences/", ["audiences/"]),
        ("guide/the-prescriptions/", ["prescriptions/", "progressions/"]),
        ("guide/the-takeaways/", ["cover/guide"]),
        ("guide/", ["sections/start", "variations/"]),
        ("variations/", ["variations/standing"]),
        ("variations/standing/", ["variations/standing", "mistakes/", "loads/"]),
        ("questions/", ["questions/how"]),
        ("questions/how/", ["questions/how"]),
        ("sources/", ["sources/"]),
    ],
)
def test_each_part_of_a_preview_links_to_its_form(as_editor, path, items):
    text = page_text(as_editor.get(f"/preview/{path}"))
    assert [item for item in items if f'class="edit" href="/admin/edit/{item}' not in text] == []
    assert 'class="edit"' not in page_text(as_editor.get(f"/{path}"))


def test_edit_link_leads_to_the_form(as_editor, question):
    response = as_editor.get("/admin/edit/questions/how/")
    assert response["Location"] == address(Question, "change", question.pk)
    assert as_editor.get("/admin/edit/questions/gone/")["Location"] == address(Question, "changelist")
    assert as_editor.get("/admin/edit/nothing/gone/").status_code == 404
