from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from guide.models import Edition, Section
from guide.models.snapshot import MODELS
from tests.desk import address, initial_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_groups_exist_after_migration():
    rights = {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()}
    assert {"add_section", "change_step", "delete_prescription", "preview_guide", "view_edition"} <= rights["Editors"]
    assert not {"publish_edition", "restore_edition", "change_edition"} & rights["Editors"]
    assert rights["Publishers"] - rights["Editors"] == {"publish_edition", "restore_edition"}


@pytest.mark.parametrize("role", ["Editors", "Publishers"])
def test_editions_are_read_only_in_admin(client, make_user, role):
    client.force_login(make_user(role))
    edition = Edition.objects.get()
    assert client.get("/admin/guide/edition/add/").status_code == 403
    assert client.post(f"/admin/guide/edition/{edition.pk}/change/", {"note": "x"}).status_code == 403
    assert client.post(f"/admin/guide/edition/{edition.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post("/admin/guide/edition/", {"action": "delete_selected", "_selected_action": edition.pk, "post": "yes"})
    assert Edition.objects.get().note == "First edition."


def test_superuser_cannot_change_an_edition(client, make_user):
    client.force_login(make_user(is_superuser=True))
    edition = Edition.objects.get()
    assert client.post(f"/admin/guide/edition/{edition.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind)
def test_saving_an_unchanged_form_changes_nothing(as_editor, model):
    """Every shipped row passes its own form and is saved unchanged."""
    row = model.objects.last()
    before = row.serialize()
    response = as_editor.get(address(model, "change", row.pk))
    data = initial_data(response)
    saved = as_editor.post(address(model, "change", row.pk), data)
    assert saved.status_code == 302, saved.context["errors"]
    assert model.objects.get(pk=row.pk).serialize() == before
    assert b"No unpublished changes." in as_editor.get("/admin/").content


def test_editor_sees_no_link_to_publishing(as_editor):
    assert b"/admin/guide/edition/publish/" not in as_editor.get("/admin/").content


def test_every_desk_page_counts_unpublished_changes(as_publisher):
    assert b"No unpublished changes." in as_publisher.get("/admin/").content
    Section.objects.filter(slug="form").update(title="Renamed")
    for url in ("/admin/", address(Section, "changelist"), "/admin/guide/edition/"):
        text = as_publisher.get(url).content.decode()
        assert "1 unpublished change." in text
        assert 'href="/preview/"' in text
        assert 'href="/admin/guide/edition/publish/"' in text


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind)
def test_editable_fields_have_help_texts(model):
    silent = {"title", "slug", "standing", "label", "text", "name", "role", "placement", "experience", "aim", "load"}
    for part in (model, *model.child_models().values()):
        for field in part.content_fields():
            assert field.help_text or field.name in silent | {"equipment", "mistake", "phase", "variation"}, field


def test_out_of_bounds_range_is_refused_in_the_form(as_editor):
    from guide.models import Prescription

    row = Prescription.objects.get(slug="M01")
    url = address(Prescription, "change", row.pk)
    data = initial_data(as_editor.get(url)) | {"sets": "4"}
    assert b"4 is outside 2-3, the range for Warm-up." in as_editor.post(url, data).content
    data |= {"sets": "3-2"}
    assert b"runs backwards" in as_editor.post(url, data).content
    assert str(Prescription.objects.get(slug="M01").sets) == "2"


def test_every_model_is_in_the_admin():
    assert all(admin.site.is_registered(model) for model in (*MODELS, Edition))
