"""The two groups of the desk: Editors change the working copy, Publishers also publish and restore."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from guide.migrations._roles import grant, group_of, right

EDITORS, PUBLISHERS = "Editors", "Publishers"


def make_groups(apps: Any, schema_editor: Any) -> None:
    models = [model._meta.model_name for model in apps.get_app_config("guide").get_models()]
    grant(apps, (EDITORS, PUBLISHERS), [name for name in models if name != "edition"])
    grant(apps, (EDITORS, PUBLISHERS), ["edition"], ["view"])
    preview = right(apps, "edition", "preview_guide", "Can preview the working copy")
    publish = right(apps, "edition", "publish_edition", "Can publish editions")
    restore = right(apps, "edition", "restore_edition", "Can restore editions")
    group_of(apps, EDITORS).permissions.add(preview)
    group_of(apps, PUBLISHERS).permissions.add(preview, publish, restore)


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
