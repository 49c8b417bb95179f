"""Links to a preview: who edits makes and ends them, nobody changes or deletes one."""

from __future__ import annotations

import uuid
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from guide.migrations._roles import grant


def let_editors_share(apps: Any, schema_editor: Any) -> None:
    grant(apps, ("Editors", "Publishers"), ["previewlink"], ["view", "add"])


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0008_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreviewLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("for_whom", models.CharField(help_text="Who is to see it, for the list of links.", max_length=100)),
                ("ends", models.DateTimeField()),
                ("made_by", models.CharField(editable=False, max_length=150)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("revoked_by", models.CharField(blank=True, editable=False, max_length=150)),
                ("revoked_at", models.DateTimeField(editable=False, null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="guide.edition",
                        to_field="number",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.RunPython(let_editors_share, migrations.RunPython.noop),
    ]
