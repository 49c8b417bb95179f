"""What readers say: kept for the editors, who may read, answer and delete it but not write it."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from guide.migrations._roles import grant


def let_editors_answer(apps: Any, schema_editor: Any) -> None:
    grant(apps, ("Editors", "Publishers"), ["report"], ["view", "change", "delete"])


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0004_synonyms"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("section", "section"), ("variation", "variation")], max_length=20)),
                ("slug", models.SlugField(max_length=60, verbose_name="page")),
                ("anchor", models.CharField(blank=True, max_length=120, verbose_name="place on the page")),
                (
                    "verdict",
                    models.CharField(
                        choices=[("right", "It is right"), ("wrong", "Something is wrong")], max_length=10
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="what is wrong")),
                (
                    "made_at",
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="said at"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("answered", "answered")],
                        default="open",
                        help_text="Set it to answered when the text is mended, or when nothing is to be done.",
                        max_length=10,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
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
        migrations.RunPython(let_editors_answer, migrations.RunPython.noop),
    ]
