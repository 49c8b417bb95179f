"""The two groups of the desk: Editors change the working copy, Publishers also publish and restore."""

from __future__ import annotations

from typing import Any

from django.db import migrations

ACTIONS = ("add", "change", "delete", "view")
EDITORS = {"preview_guide": "Can preview the working copy", "view_edition": "Can view edition"}
PUBLISHERS = {"publish_edition": "Can publish editions", "restore_edition": "Can restore editions"}


def make_groups(apps: Any, schema_editor: Any) -> None:
    group_model = apps.get_model("auth", "Group")
    edit = [
        permission(apps, model._meta.model_name, f"{action}_{model._meta.model_name}", f"Can {action} {name(model)}")
        for model in apps.get_app_config("guide").get_models()
        if model._meta.model_name != "edition"
        for action in ACTIONS
    ]
    edit += [permission(apps, "edition", *words) for words in EDITORS.items()]
    publish = [permission(apps, "edition", *words) for words in PUBLISHERS.items()]
    group_model.objects.get_or_create(name="Editors")[0].permissions.add(*edit)
    group_model.objects.get_or_create(name="Publishers")[0].permissions.add(*edit, *publish)


def permission(apps: Any, model_name: str, codename: str, words: str) -> Any:
    """The permission, made here because Django makes it only after all migrations have run."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="guide", model=model_name
    )
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": words}
    )
    return found


def name(model: Any) -> str:
    return str(model._meta.verbose_name)


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
