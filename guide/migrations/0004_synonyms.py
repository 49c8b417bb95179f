"""Words that mean the same to a reader who looks for something."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from guide.migrations._roles import grant

POSITION_HELP = "Order on the page: 1 comes first. Equal numbers are ordered by name."
SLUG_HELP = "Used in addresses. Small letters, digits and hyphens."
WORDS_HELP = (
    "Words or phrases that mean the same to a reader, with commas between them. "
    "Other forms of a word, such as its plural, are found by themselves."
)


def grant_rights(apps: Any, schema_editor: Any) -> None:
    grant(apps, ("Editors", "Publishers"), ["synonyms"])


class Migration(migrations.Migration):
    dependencies = [("guide", "0003_poses")]
    operations = [
        migrations.CreateModel(
            name="Synonyms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=1, help_text=POSITION_HELP)),
                (
                    "slug",
                    models.SlugField(help_text=SLUG_HELP, max_length=60, unique=True, verbose_name="short name"),
                ),
                (
                    "words",
                    models.CharField(help_text=WORDS_HELP, max_length=1000),
                ),
            ],
            options={
                "verbose_name": "synonyms",
                "verbose_name_plural": "synonyms",
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.RunPython(grant_rights, migrations.RunPython.noop),
    ]
