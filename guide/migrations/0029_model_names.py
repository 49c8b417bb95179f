"""Plainer names for three models and for the verbs of audit events. Permissions are renamed with their model."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from guide.migrations._roles import ACTIONS

VERBS = {"took out": "exported", "brought in": "imported", "gave another time to": "rescheduled"}


def rename_permissions(apps: Any, schema_editor: Any) -> None:
    """Django renames the content type of a renamed model, but not its permissions."""
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="guide")
    for action in ACTIONS:
        permissions.filter(codename=f"{action}_glance").update(
            codename=f"{action}_keyfact", name=f"Can {action} key fact"
        )


def rename_verbs(apps: Any, schema_editor: Any) -> None:
    for old, new in VERBS.items():
        apps.get_model("guide", "AuditEvent").objects.filter(verb=old).update(verb=new)


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0028_review_dates"),
    ]

    operations = [
        migrations.RenameModel("Act", "AuditEvent"),
        migrations.RenameModel("Deleted", "TrashEntry"),
        migrations.RenameModel("Glance", "KeyFact"),
        migrations.AlterModelOptions("keyfact", {"ordering": ["position", "pk"]}),
        migrations.AlterField(
            "auditevent",
            "verb",
            models.CharField(
                choices=[
                    ("logged in", "Logged In"),
                    ("logged out", "Logged Out"),
                    ("failed to log in", "Failed"),
                    ("exported", "Exported"),
                    ("imported", "Imported"),
                    ("rescheduled", "Rescheduled"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(rename_permissions, migrations.RunPython.noop),
        migrations.RunPython(rename_verbs, migrations.RunPython.noop),
    ]
