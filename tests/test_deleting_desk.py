"""Deleting on the desk: broken references are shown before, and items can be restored."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import Permission
from django.utils import timezone

from guide.editions.changes import pending_changes
from guide.models import (
    Equipment,
    Experience,
    Phase,
    Prescription,
    Progression,
    Question,
    Report,
    TrashEntry,
    Variation,
)
from tests.desk import DELETED, page_text, trash_selection

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LIST = "/admin/guide/question/"


@pytest.fixture
def draft(db):
    """A question that was never published."""
    return Question.objects.create(slug="draft", title="What is a draft?", topic="Doing it", body="Not public yet.")


def new_variation(kit):
    names = (
        "title",
        "summary",
        "stance",
        "setup",
        "suits",
        "loading",
        "easier_text",
        "harder_text",
        "instead_text",
        "body",
    )
    return Variation.objects.create(slug="chair", equipment=kit, **dict.fromkeys(names, "As on a chair."))


def delete(client, *rows):
    listing = f"/admin/guide/{rows[0]._meta.model_name}/"
    sent = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    confirmation = client.post(listing, sent)
    return confirmation, lambda: client.post(listing, sent | {"post": "yes"}, follow=True)


def test_deleted_item_is_restored_unchanged(as_editor):
    wobble = Question.objects.get(slug="wobble")
    Question.objects.filter(pk=wobble.pk).update(body="A draft of better words.")
    before = Question.objects.get(slug="wobble").serialize()
    assert "until the deletion is published" in page_text(as_editor.get(f"{LIST}{wobble.pk}/delete/"))
    gone = as_editor.post(f"{LIST}{wobble.pk}/delete/", {"post": "yes"}, follow=True).content.decode()
    (pk,) = trash_selection("wobble")["only"]
    assert f'<a href="{DELETED}?only={pk}">Restore it from the trash.</a>' in gone
    assert f'<a href="{DELETED}?only={pk}">Restore<' in gone
    assert "ada, <time" in page_text(as_editor.get("/admin/"))
    assert f'value="{pk}" checked' in page_text(as_editor.get(f"{DELETED}?only={pk}"))
    back = as_editor.post(DELETED, {"only": pk})
    assert Question.objects.get(slug="wobble").serialize() == before
    assert back["Location"] == f"{LIST}{Question.objects.get(slug='wobble').pk}/change/"
    assert LogEntry.objects.filter(action_flag=ADDITION).get().change_message == "Restored after it was deleted."
    assert TrashEntry.objects.count() == 0


def test_unpublished_draft_is_restored_too(as_editor, draft):
    before = draft.serialize()
    _, confirm = delete(as_editor, draft)
    assert "Restore it from the trash." in confirm().content.decode()
    assert pending_changes() == []
    as_editor.post(DELETED, trash_selection("draft"))
    assert Question.objects.get(slug="draft").serialize() == before


def test_item_removed_elsewhere_is_restored_as_published(as_editor):
    Question.objects.get(slug="wobble").delete()
    assert "/admin/discard/?only=questions/wobble" in page_text(as_editor.get(LIST))


def test_item_is_restored_with_its_children(as_editor):
    chair = new_variation(Equipment.objects.first())
    chair.steps.create(text="Stand tall.", phase=Phase.objects.first(), position=1)
    before = chair.serialize()
    as_editor.post(f"/admin/guide/variation/{chair.pk}/delete/", {"post": "yes"})
    as_editor.post(DELETED, trash_selection("chair"))
    assert Variation.objects.get(slug="chair").serialize() == before


def test_delete_page_lists_relations_codes_and_links(as_editor):
    band = page_text(as_editor.get(f"/admin/guide/variation/{Variation.objects.get(slug='band').pk}/delete/"))
    for how in ("uses it.", "lists it.", "links to it."):
        assert how in band
    rule = Prescription.objects.first().progression.codes[0]
    text = page_text(as_editor.get(f"/admin/guide/progression/{Progression.objects.get(slug=rule).pk}/delete/"))
    assert "(prescription) uses it." in text


def test_bulk_delete_page_lists_broken_references(as_editor, draft):
    linked = Question.objects.get(slug="wobble")
    Question.objects.filter(pk=draft.pk).update(body="See [why](question:wobble).")
    Question.objects.filter(slug="cramp").update(body="See [why](question:draft) and [that](question:wobble).")
    text = page_text(delete(as_editor, linked, draft)[0])
    assert f"links to it: “{linked.title}”." in text
    assert f"links to it: “{draft.title}”." in text
    assert "What is a draft?</a> (question) links" not in text, "it goes as well"
    assert Question.objects.filter(slug__in=["draft", "wobble"]).count() == 2


def test_bulk_delete_can_be_restored(as_editor, draft):
    other = Question.objects.create(slug="other", title="Another?", topic="Doing it", body="Yes.")
    confirmation, confirm = delete(as_editor, draft, other)
    assert "Nothing else in the guide refers to these." in page_text(confirmation)
    confirm()
    assert not Question.objects.filter(slug__in=["draft", "other"]).exists()
    as_editor.post(DELETED, trash_selection("draft", "other"))
    assert Question.objects.filter(slug__in=["draft", "other"]).count() == 2


def test_item_in_use_is_not_deleted(as_editor):
    row = Experience.objects.first()
    _, confirm = delete(as_editor, row)
    assert "would require deleting" in page_text(confirm())
    assert Experience.objects.filter(pk=row.pk).exists()


def test_dependent_item_is_restored_only_with_its_parent(as_editor):
    kit = Equipment.objects.create(slug="chair", name="Chair", hint="Any chair.")
    chair = new_variation(kit)
    for row in (chair, kit):
        as_editor.post(f"/admin/guide/{row._meta.model_name}/{row.pk}/delete/", {"post": "yes"})
    refused = page_text(as_editor.post(DELETED, {"only": TrashEntry.objects.get(kind="variations").pk}))
    assert "Nothing was restored." in refused
    assert "“chair” is not the short name of any equipment" in refused
    as_editor.post(DELETED, {"only": [one.pk for one in TrashEntry.objects.all()]})
    assert Variation.objects.get(slug="chair").equipment.slug == "chair"


def test_expired_trash_is_hidden_and_removed(as_editor, draft):
    delete(as_editor, draft)[1]()
    TrashEntry.objects.update(at=timezone.now() - timedelta(days=31))
    assert "The trash is empty." in page_text(as_editor.get(DELETED))
    as_editor.post(DELETED, trash_selection("draft"))
    assert not Question.objects.filter(slug="draft").exists()
    delete(as_editor, Question.objects.get(slug="wobble"))[1]()
    assert [one.slug for one in TrashEntry.objects.all()] == ["wobble"]


def test_empty_selection_changes_nothing(as_editor, draft):
    delete(as_editor, draft)[1]()
    response = as_editor.post(DELETED, {"only": "0"}, follow=True)
    assert "Nothing was selected" in page_text(response)
    assert not Question.objects.filter(slug="draft").exists()


def test_restoring_needs_the_right_to_add(client, make_user, draft):
    client.force_login(make_user("Editors"))
    delete(client, draft)[1]()
    user = make_user(name="mute")
    user.user_permissions.add(Permission.objects.get(codename="preview_guide"))
    client.force_login(user)
    assert client.post(DELETED, trash_selection("draft")).status_code == 403
    assert not Question.objects.filter(slug="draft").exists()


def test_deleting_a_report_offers_no_restore(as_editor):
    report = Report.objects.create(kind="section", slug="form", edition_id=1, verdict="wrong", text="Too short.")
    page = page_text(as_editor.get(f"/admin/guide/report/{report.pk}/delete/"))
    assert "in the trash" not in page
