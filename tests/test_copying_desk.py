from __future__ import annotations

import pytest

from guide.admin.editing.copying import free_slug
from guide.checks import check_snapshot
from guide.models import Question, Section, Variation
from guide.models.snapshot import read_working_copy
from tests.desk import address, initial_data

pytestmark = pytest.mark.django_db


def copy(client, model, copied, **changes):
    url = address(model, "change", model.objects.get(slug=copied).pk)
    form = client.get(url)
    assert 'name="_saveasnew"' in form.content.decode()
    return client.post(url, initial_data(form) | {"_saveasnew": "Save as new"} | changes, follow=True)


@pytest.mark.parametrize(("model", "slug"), [(Variation, "cable"), (Question, "wobble")])
def test_copy_has_all_but_what_belongs_to_one_item(as_editor, model, slug):
    before = model.objects.get(slug=slug).serialize()
    response = copy(as_editor, model, slug)
    assert response.redirect_chain
    new, old = (model.objects.get(slug=each).serialize() for each in (f"{slug}-2", slug))
    assert old == before
    differs = {name for name in old if new[name] != old[name]}
    assert {"slug", "position"} <= differs <= {"slug", "position", "reviewed_on", "reviewed_by", "review_due"}


def test_copied_variation_needs_a_word_on_each_limit(as_editor):
    copy(as_editor, Variation, "cable", title="Rope")
    errors = [str(finding) for finding in check_snapshot(read_working_copy()) if finding.severity == "error"]
    assert errors
    assert all("says nothing of “Rope”" in error for error in errors)


def test_section_that_lists_something_is_copied_without_the_list(as_editor):
    listing = Section.objects.exclude(list_below="").first()
    copy(as_editor, Section, listing.slug)
    assert Section.objects.get(slug=f"{listing.slug}-2").list_below == ""


def test_name_that_was_typed_is_kept_if_it_is_free(as_editor):
    copy(as_editor, Question, "wobble", slug="sway", title="Why do I sway?")
    assert Question.objects.get(slug="sway").title == "Why do I sway?"
    assert Question.objects.get(slug="wobble").title != "Why do I sway?"


def test_faulty_copy_keeps_what_was_typed(as_editor):
    response = copy(as_editor, Question, "wobble", title="", body="Kept.")
    assert response.status_code == 200
    assert "Kept." in response.content.decode()
    assert not Question.objects.filter(slug="wobble-2").exists()


def test_free_name_counts_on():
    for slug in ("x", "x-2", "y" * 60):
        Question.objects.create(slug=slug, title=slug, topic="t", body="b", position=1)
    assert free_slug(Question, "x") == "x-3"
    assert free_slug(Question, "y" * 60) == f"{'y' * 56}-2"
    assert free_slug(Question, "z") == "z"
