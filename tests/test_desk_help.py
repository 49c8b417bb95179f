"""What a new editor is told: the page of help, and every list that is empty."""

from __future__ import annotations

import re

import pytest

from guide.models import Question, Report

pytestmark = pytest.mark.django_db


def test_the_idea_fits_into_five_sentences_with_a_picture(as_editor):
    text = as_editor.get("/admin/help/").content.decode()
    idea = text[text.index("The idea in five sentences") : text.index('<svg class="desk-idea"')]
    assert idea.count("<li>") == 5
    assert '<svg class="desk-idea" viewBox="0 0 720 190" role="img" aria-labelledby="idea-title">' in text


def test_every_page_of_the_desk_leads_to_help(as_editor):
    for page in ("/admin/", "/admin/guide/section/", "/admin/checks/"):
        assert b'href="/admin/help/"' in as_editor.get(page).content


def test_all_that_help_leads_to_is_there(as_editor):
    text = as_editor.get("/admin/help/").content.decode()
    for place in set(re.findall(r'href="(/admin/[^"]*)"', text)) - {"/admin/logout/"}:
        assert as_editor.get(place).status_code == 200, place


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("question/", "There are no questions yet. Choose “Add question” and fill in the form."),
        ("section/?q=zzzz", "Nothing here fits your search or your filters."),
        ("report/", "No reader has said anything yet."),
        ("previewlink/", "Nobody has a link to a preview."),
    ],
)
def test_an_empty_list_says_what_to_do_first(as_editor, address, words):
    Question.objects.all().delete()
    assert words in " ".join(as_editor.get(f"/admin/guide/{address}").content.decode().split())


def test_a_list_with_rows_says_nothing_of_the_kind(as_editor):
    Report.objects.create(kind="section", slug="form", edition_id=1, verdict="wrong", text="x")
    for address in ("question/", "report/"):
        assert b"desk-empty" not in as_editor.get(f"/admin/guide/{address}").content
