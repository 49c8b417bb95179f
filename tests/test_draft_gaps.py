"""Drafts with missing texts: they can be saved, and cannot be published."""

from __future__ import annotations

import pytest

from guide.content_files.files import InvalidContent, load_content
from guide.editions.publishing import PublishError, publish
from guide.models import Edition, Mistake, Question, Section, TrashEntry, Variation
from guide.models.field_validation import may_be_missing
from guide.models.snapshot import MODELS, ItemKey
from tests.conftest import SMALL_GUIDE
from tests.desk import address, initial_data, page_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_guide")]


def save(client, row, **changes):
    url = address(type(row), "change", row.pk)
    return client.post(url, initial_data(client.get(url)) | changes)


def test_draft_is_saved_without_a_text_and_its_form_says_what_is_missing(as_editor):
    row = Question.objects.first()
    assert save(as_editor, row, body="").status_code == 302
    text = page_text(as_editor.get(address(Question, "change", row.pk)))
    assert "Missing: Answer. You can save without, but not publish." in text
    assert "Body: Is missing." in page_text(as_editor.get("/admin/checks/"))
    save(as_editor, row, body="There.")
    assert "Missing:" not in page_text(as_editor.get(address(Question, "change", row.pk)))


def test_new_item_needs_its_name_only(as_editor):
    assert as_editor.post(address(Question, "add"), {"slug": "new", "title": "", "topic": "t"}).status_code == 200
    assert as_editor.post(address(Question, "add"), {"slug": "new", "title": "New?", "topic": "t"}).status_code == 302
    assert Question.objects.get(slug="new").body == ""


def test_missing_text_stops_its_own_publication_and_no_other(as_editor):
    row, other = Question.objects.first(), Section.objects.first()
    save(as_editor, row, body="")
    Section.objects.filter(pk=other.pk).update(title="Renamed")
    with pytest.raises(PublishError, match="body: is missing"):
        publish(by="ada", note="All.")
    edition = publish(by="ada", note="One.", only=[ItemKey("sections", other.slug)])
    assert Edition.objects.current() == edition


def test_draft_with_a_gap_can_be_discarded_and_restored(as_editor):
    row = Question.objects.first()
    save(as_editor, row, body="")
    as_editor.post("/admin/discard/", {"only": f"questions/{row.slug}"})
    assert Question.objects.get(pk=row.pk).body
    as_editor.post("/admin/trash/", {"only": TrashEntry.objects.get().pk})
    assert not Question.objects.get(slug=row.slug).body


def test_files_are_loaded_beside_a_draft_with_a_gap_and_have_none_themselves(tmp_path):
    Question.objects.create(slug="draft", title="Draft?", topic="t", body="")
    load_content(SMALL_GUIDE)
    for path in SMALL_GUIDE.rglob("*.*"):
        copy = tmp_path / path.relative_to(SMALL_GUIDE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(
            path.read_text().partition("\n---")[0] + "\n---\n" if path.name == "how.md" else path.read_text()
        )
    with pytest.raises(InvalidContent, match="is missing"):
        load_content(tmp_path)


def test_preview_shows_drafts_with_gaps(as_editor):
    for model in MODELS:
        gaps = {field.name: "" for field in model.content_fields() if may_be_missing(field)}
        if gaps:
            model.objects.update(**gaps)
    assert not Mistake.objects.first().fix
    pages = ["", "guide/", "questions/", "variations/", "sources/", "routine/", "search/?q=kick"]
    pages += [f"variations/{Variation.objects.first().slug}/", f"questions/{Question.objects.first().slug}/"]
    for page in pages:
        assert as_editor.get(f"/preview/{page}").status_code == 200, page
    assert as_editor.get("/admin/checks/").status_code == 200
