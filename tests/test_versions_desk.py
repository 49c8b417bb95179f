"""Versions of items: every save on the desk is kept, compared, restored as a draft, and pruned by age."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from guide.content_files.zip_archive import pack_zip
from guide.models import Limit, Question, Variation, Version
from guide.models.snapshot import KINDS, ItemKey, items_by_key, read_working_copy
from guide.models.version import UNKNOWN_SAVE
from tests.desk import address, initial_data, page_text, trash_selection

pytestmark = pytest.mark.django_db
WOBBLE = ItemKey("questions", "wobble")


def save(client, name="wobble", model=Question, **changes):
    url = address(model, "change", model.objects.get(slug=name).pk)
    response = client.post(url, initial_data(client.get(url)) | changes)
    assert response.status_code == 302, response.content.decode()


def saves(key=WOBBLE):
    """Who saved an item and what they did, newest first."""
    return list(Version.objects.of_item(key).values_list("by", "what"))


def restore(client, **which):
    return client.post(f"/admin/versions/{Version.objects.filter(**which).first().pk}/")


def test_each_save_of_a_form_is_a_version_with_who_and_what(as_editor):
    save(as_editor, title="Two?")
    save(as_editor, title="Three?")
    save(as_editor)  # nothing changed
    assert saves() == [("ada", "Changed Question."), ("ada", "Changed Question."), ("", UNKNOWN_SAVE)]
    assert [version.title for version in Version.objects.all()][:2] == ["Three?", "Two?"]


def test_a_version_holds_the_item_as_the_working_copy_has_it(as_editor):
    for kind, model in KINDS.items():
        key = ItemKey(kind, model.objects.first().slug)
        row = model.objects.get(slug=key.slug)
        save(as_editor, key.slug, model, position=row.position + 0.5)
        assert Version.objects.of_item(key).first().item == items_by_key(read_working_copy([kind]))[key], kind


def test_what_a_command_wrote_is_kept_before_it_is_overwritten(as_editor):
    save(as_editor, title="Two?")
    Question.objects.filter(slug="wobble").update(title="By a command?")
    save(as_editor, title="Three?")
    assert [version.title for version in Version.objects.all()][:3] == ["Three?", "By a command?", "Two?"]


def test_lists_additions_imports_discards_and_the_trash_make_versions(as_publisher):
    row = Question.objects.get(slug="wobble")
    sent = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": row.pk, "form-0-position": 99, "_save": "Save"}
    as_publisher.post(address(Question, "changelist"), sent | {"initial-form-0-position": row.position})
    as_publisher.post("/admin/discard/", {"only": str(WOBBLE)})
    as_publisher.post("/admin/trash/", trash_selection("wobble"))
    snapshot = read_working_copy()
    next(item for item in snapshot["questions"] if item["slug"] == "wobble")["title"] = "Imported?"
    upload = as_publisher.post("/admin/import-export/", {"archive": SimpleUploadedFile("a.zip", pack_zip(snapshot))})
    as_publisher.post(upload["Location"], {"overwrite": "on"})
    as_publisher.post("/admin/guide/edition/1/restore/", {"note": "Back."})
    done = ["Imported from a zip file.", "Restored from the trash.", "Discarded: back to the published version."]
    assert [what for by, what in saves() if by == "grace"] == [*done, "Changed Position."]
    as_publisher.post(address(Question, "add"), {"slug": "new", "title": "New?", "topic": "t", "body": "b"})
    assert saves(ItemKey("questions", "new")) == [("grace", "Added.")]


def test_restored_edition_is_a_version(as_publisher):
    save(as_publisher, title="Two?")
    as_publisher.post(
        "/admin/guide/edition/publish/", {"note": "Two.", "only": str(WOBBLE), "warnings_confirmed": "on"}
    )
    as_publisher.post("/admin/guide/edition/1/restore/", {"note": "Back."})
    assert saves()[0] == ("grace", "Published in Edition 3.")


def test_matrix_of_limits_makes_versions(as_editor):
    limit, variation = Limit.objects.first(), Variation.objects.first()
    limit.variations.filter(variation=variation).delete()
    as_editor.post("/admin/guide/limit/matrix/", {f"{limit.slug}:{variation.slug}-text": "Take care."})
    assert saves(ItemKey("limits", limit.slug))[0][0] == "ada"


def test_version_is_compared_and_restored_as_a_draft(as_editor):
    save(as_editor, title="Two?")
    save(as_editor, title="Three?")
    url = f"/admin/versions/{Version.objects.filter(item__title='Two?').get().pk}/"
    assert url in page_text(as_editor.get(address(Question, "history", Question.objects.get(slug="wobble").pk)))
    text = page_text(as_editor.get(url))
    assert "<del>Three</del><ins>Two</ins>?" in text.split("What restoring it would change now")[1]
    assert "<ins>Two" in text.split("What restoring")[0]
    assert as_editor.post(url)["Location"] == address(Question, "change", Question.objects.get(slug="wobble").pk)
    assert Question.objects.get(slug="wobble").title == "Two?"
    assert saves()[0][1].startswith("Restored as it was saved on ")
    assert "Nothing: the item is like this now." in page_text(as_editor.get(url))


def test_draft_that_a_restore_replaces_is_a_version(as_editor):
    save(as_editor, title="Two?")
    Question.objects.filter(slug="wobble").update(title="Only a draft?")
    restore(as_editor, item__title="Two?")
    assert Version.objects.of_item(WOBBLE)[1].title == "Only a draft?"


def test_versions_stay_with_a_renamed_item(as_editor):
    save(as_editor, title="Two?")
    save(as_editor, title="Three?", slug="shake")
    assert len(saves(ItemKey("questions", "shake"))) == 3
    restore(as_editor, item__title="Two?")
    row = Question.objects.get(slug="shake")
    assert (row.title, list(row.former_addresses)) == ("Two?", ["question:wobble"])


def test_deleted_item_is_restored_from_a_version(as_editor):
    save(as_editor, title="Two?")
    Question.objects.filter(slug="wobble").delete()
    restore(as_editor, item__title="Two?")
    assert Question.objects.get(slug="wobble").title == "Two?"


def test_version_that_needs_a_missing_item_is_refused(as_editor):
    save(as_editor, title="Two?")
    version = Version.objects.first()
    version.item["related"] = "no list"
    version.item["nosuch"] = 1
    version.save()
    text = page_text(restore(as_editor, item__title="Two?"))
    assert "Nothing was restored." in text
    assert "nosuch is not a known key" in text


def test_old_versions_are_thinned_to_one_a_day_and_deleted_after_a_year():
    item, now = {"slug": "wobble"}, timezone.now().replace(hour=12)
    ages = {"new": 1, "also new": 1, "morning": 40, "evening": 40, "other day": 41, "too old": 366}
    for what, days in ages.items():
        at = now - timedelta(days=days)
        Version.objects.create(kind="questions", slug="wobble", item=item, by="ada", what=what, at=at)
    other = {ItemKey("sections", "form"): {"slug": "form"}}
    Version.objects.record(other, by="ada", what="other item")
    kept = set(Version.objects.values_list("what", flat=True))
    assert kept == {"new", "also new", "evening", "other day", "other item"}
