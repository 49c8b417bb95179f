"""Help for new editors: the help page and the hints in empty lists."""

from __future__ import annotations

import re

import pytest

from guide.models import Question, Report

pytestmark = pytest.mark.django_db


def test_help_explains_the_idea_in_five_sentences(as_editor):
    text = as_editor.get("/admin/help/").content.decode()
    idea = text[text.index("How it works") : text.index('<svg class="workflow-diagram"')]
    assert idea.count("<li>") == 5
    assert '<svg class="workflow-diagram" viewBox="0 0 720 190" role="img" aria-labelledby="workflow-title">' in text


def test_every_desk_page_links_to_help(as_editor):
    for page in ("/admin/", "/admin/guide/section/", "/admin/checks/"):
        assert b'href="/admin/help/"' in as_editor.get(page).content


def test_every_link_in_help_works(as_editor):
    text = as_editor.get("/admin/help/").content.decode()
    for place in set(re.findall(r'href="(/admin/[^"]*)"', text)) - {"/admin/logout/"}:
        assert as_editor.get(place).status_code == 200, place


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("question/", "There are no questions yet. Choose “Add question” and fill in the form."),
        ("section/?q=zzzz", "Nothing matches your search or filters."),
        ("report/", "No feedback yet."),
        ("previewlink/", "No preview links yet."),
    ],
)
def test_empty_list_says_what_to_do_first(as_editor, address, words):
    Question.objects.all().delete()
    assert words in " ".join(as_editor.get(f"/admin/guide/{address}").content.decode().split())


def test_list_with_rows_has_no_hint(as_editor):
    Report.objects.create(kind="section", slug="form", edition_id=1, verdict="wrong", text="x")
    for address in ("question/", "report/"):
        assert b"desk-empty" not in as_editor.get(f"/admin/guide/{address}").content
