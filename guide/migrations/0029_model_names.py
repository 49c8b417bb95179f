"""Three models get plainer names. Who had a right over the facts of the cover keeps it."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from guide.migrations._roles import ACTIONS


def rename_permissions(apps: Any, schema_editor: Any) -> None:
    """Renaming a model renames its content type, but not its permissions. Without this Django would add new ones."""
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="guide")
    for action in ACTIONS:
        permissions.filter(codename=f"{action}_glance").update(
            codename=f"{action}_keyfact", name=f"Can {action} key fact"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0028_review_dates"),
    ]

    operations = [
        migrations.RenameModel("Act", "AuditEvent"),
        migrations.RenameModel("Deleted", "TrashEntry"),
        migrations.RenameModel("Glance", "KeyFact"),
        migrations.AlterModelOptions("keyfact", {"ordering": ["position", "pk"]}),
        migrations.RunPython(rename_permissions, migrations.RunPython.noop),
    ]
