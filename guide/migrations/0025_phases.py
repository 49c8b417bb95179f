"""The phases of steps become items of the guide. Stored editions get the list of those that the program had."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from guide.migrations._roles import grant

PHASES = [
    {"slug": slug, "position": position, "name": slug.capitalize(), "effort": slug == "kick"}
    for position, slug in enumerate(("start", "kick", "top", "return", "breathing"), 1)
]


def grant_rights(apps: Any, schema_editor: Any) -> None:
    grant(apps, ("Editors", "Publishers"), ["phase"])


def fill_table(apps: Any, schema_editor: Any) -> None:
    """Rows for the steps that there are. A new database stays empty: its phases come with the content."""
    phase, step = apps.get_model("guide", "Phase").objects, apps.get_model("guide", "Step").objects
    if apps.get_model("guide", "Cover").objects.exists() or step.exists():
        for row in PHASES:
            step.filter(code=row["slug"]).update(phase=phase.create(**row))


def add_to_editions(apps: Any, schema_editor: Any) -> None:
    """One edition at a time, since each is the whole guide."""
    editions = apps.get_model("guide", "Edition").objects.order_by("number")
    for number in list(editions.values_list("number", flat=True)):
        snapshot = editions.values_list("snapshot", flat=True).get(number=number)
        if "phases" not in snapshot:
            snapshot["phases"] = PHASES
            editions.filter(number=number).update(snapshot=snapshot, digest=digest_of(snapshot))


def digest_of(snapshot: dict[str, Any]) -> str:
    text = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0024_written_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Phase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Used in addresses. Small letters, digits and hyphens.",
                        max_length=60,
                        unique=True,
                        verbose_name="short name",
                    ),
                ),
                ("name", models.CharField(help_text="The word in front of its steps.", max_length=40)),
                (
                    "effort",
                    models.BooleanField(default=False, help_text="In this phase the muscles work against the load."),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.RenameField(model_name="step", old_name="phase", new_name="code"),
        migrations.AddField(
            model_name="step",
            name="phase",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="guide.phase"
            ),
        ),
        migrations.RunPython(fill_table, migrations.RunPython.noop),
        migrations.RemoveField(model_name="step", name="code"),
        migrations.AlterField(
            model_name="step",
            name="phase",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="guide.phase"),
        ),
        migrations.RunPython(add_to_editions, migrations.RunPython.noop),
        migrations.RunPython(grant_rights, migrations.RunPython.noop),
    ]
