"""Plainer names for three models and for the verbs of audit events, and plainer help texts."""

from __future__ import annotations

from typing import Any

import django.utils.timezone
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
        migrations.AlterField(
            model_name="aim",
            name="name",
            field=models.CharField(help_text="As shown in the form.", max_length=80),
        ),
        migrations.AlterField(
            model_name="audience",
            name="facts",
            field=models.CharField(
                blank=True,
                help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="cover",
            name="terms",
            field=models.CharField(
                blank=True,
                help_text="Terms of the field, with commas between them. Before publishing, each page is checked for an explanation: everyday words first, the term in brackets.",
                max_length=1000,
            ),
        ),
        migrations.AlterField(
            model_name="edition",
            name="major",
            field=models.BooleanField(
                default=False, help_text="A change that readers should know of. It updates the date on the pages."
            ),
        ),
        migrations.AlterField(
            model_name="equipment",
            name="name",
            field=models.CharField(help_text="As shown in the form.", max_length=80),
        ),
        migrations.AlterField(
            model_name="experience",
            name="name",
            field=models.CharField(help_text="As shown in the form.", max_length=80),
        ),
        migrations.AlterField(
            model_name="limit",
            name="name",
            field=models.CharField(help_text="As shown in the form.", max_length=80),
        ),
        migrations.AlterField(
            model_name="load",
            name="name",
            field=models.CharField(help_text="As shown in the prescription.", max_length=80),
        ),
        migrations.AlterField(
            model_name="mistake",
            name="facts",
            field=models.CharField(
                blank=True,
                help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="mistakepose",
            name="active_regions",
            field=models.CharField(
                blank=True,
                help_text="Regions drawn in red, separated by spaces. Blank is the target muscle; none is nothing. Names: seat, rear-femur, front-femur, lower-back, upper-back, belly, chest, front-arm, rear-arm, shoulders, shins, calves.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="mistakepose",
            name="mark_at",
            field=models.CharField(
                choices=[
                    ("lower-back", "lower back"),
                    ("seat", "seat"),
                    ("rear-femur", "back of the near femur"),
                    ("knee", "near knee"),
                    ("foot", "near foot"),
                    ("trunk", "middle of the trunk"),
                    ("head", "head"),
                    ("hands", "hands"),
                ],
                default="lower-back",
                help_text="What the ring encircles.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="muscle",
            name="facts",
            field=models.CharField(
                blank=True,
                help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="muscle",
            name="regions",
            field=models.CharField(
                blank=True,
                help_text="Its regions in the pictures, separated by spaces. Names: seat, rear-femur, front-femur, lower-back, upper-back, belly, chest, front-arm, rear-arm, shoulders, shins, calves.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="placement",
            name="facts",
            field=models.CharField(
                blank=True,
                help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="placement",
            name="name",
            field=models.CharField(help_text="As shown in the form.", max_length=80),
        ),
        migrations.AlterField(
            model_name="progression",
            name="max_lowering",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="The longest lowering, in seconds.",
                null=True,
                verbose_name="max lowering in seconds",
            ),
        ),
        migrations.AlterField(
            model_name="progression",
            name="sessions",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="How many sessions in a row must go well before anything is added.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="progression",
            name="unknown_text",
            field=models.CharField(
                blank=True, help_text="Added to a step up while the trainee's load is unknown.", max_length=150
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="facts",
            field=models.CharField(
                blank=True,
                help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="answer",
            field=models.TextField(
                blank=True,
                help_text="What was done about it. Only editors see it.",
                max_length=500,
                verbose_name="private note",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="made_at",
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="reported at"),
        ),
        migrations.AlterField(
            model_name="report",
            name="state",
            field=models.CharField(
                choices=[("open", "open"), ("answered", "answered")],
                default="open",
                help_text="Set it to answered when the text is corrected, or when nothing needs to be done.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="section",
            name="facts",
            field=models.CharField(
                blank=True,
                help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="synonyms",
            name="words",
            field=models.CharField(
                help_text="Words or phrases that mean the same to a reader, with commas between them. Other forms of a word, such as its plural, are found without listing them.",
                max_length=1000,
            ),
        ),
        migrations.AlterField(
            model_name="takeaway",
            name="facts",
            field=models.CharField(
                blank=True,
                help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="variation",
            name="facts",
            field=models.CharField(
                blank=True,
                help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="variation",
            name="suits",
            field=models.TextField(help_text="Who it suits, and who should choose another."),
        ),
        migrations.AlterField(
            model_name="variationpose",
            name="active_regions",
            field=models.CharField(
                blank=True,
                help_text="Regions drawn in red, separated by spaces. Blank is the target muscle; none is nothing. Names: seat, rear-femur, front-femur, lower-back, upper-back, belly, chest, front-arm, rear-arm, shoulders, shins, calves.",
                max_length=200,
            ),
        ),
        migrations.RunPython(rename_permissions, migrations.RunPython.noop),
        migrations.RunPython(rename_verbs, migrations.RunPython.noop),
    ]
