"""Limits, and the numbers that the routine builder works with beyond the prescriptions."""

from __future__ import annotations

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from guide.migrations._roles import grant


def grant_rights(apps: Any, schema_editor: Any) -> None:
    grant(apps, ("Editors", "Publishers"), ["limit", "limitedvariation"])


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0005_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="aim",
            name="caution",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="How careful its prescriptions are. A limit moves a trainee only to a more careful aim.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="aim",
            name="mistake",
            field=models.ForeignKey(
                blank=True,
                help_text="The mistake to watch for with this aim, where the variation lists it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="guide.mistake",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="reason",
            field=models.CharField(
                blank=True,
                help_text="Why it was published though the builder has gaps.",
                max_length=300,
                verbose_name="reason for the gaps",
            ),
        ),
        migrations.AddField(
            model_name="equipment",
            name="at_hand",
            field=models.BooleanField(
                default=False, help_text="Everybody has it. Used where limits rule out everything that was ticked."
            ),
        ),
        migrations.AddField(
            model_name="equipment",
            name="change_over",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Seconds from the first side to the second. It counts in the minutes.", null=True
            ),
        ),
        migrations.AddField(
            model_name="equipment",
            name="most_kg",
            field=models.CharField(
                blank=True,
                help_text="No start load goes above this.",
                max_length=200,
                verbose_name="most in kg",
            ),
        ),
        migrations.AddField(
            model_name="equipment",
            name="most_lb",
            field=models.CharField(
                blank=True,
                help_text="No start load goes above this.",
                max_length=200,
                verbose_name="most in lb",
            ),
        ),
        migrations.AddField(
            model_name="equipment",
            name="step_kg",
            field=models.CharField(
                blank=True,
                help_text="The usual step of its load, like 5.",
                max_length=200,
                verbose_name="step in kg",
            ),
        ),
        migrations.AddField(
            model_name="equipment",
            name="step_lb",
            field=models.CharField(
                blank=True,
                help_text="The usual step of its load, like 10.",
                max_length=200,
                verbose_name="step in lb",
            ),
        ),
        migrations.AddField(
            model_name="load",
            name="start_percent",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Percent of the load used now to start with. Blank where no load is carried over.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(100)],
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="week",
            field=models.TextField(
                blank=True, help_text="Its place in the session: what comes before, and where warm-up sets go."
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="climb",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Reps to add each week.", null=True, verbose_name="reps a week"
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="every",
            field=models.CharField(
                blank=True,
                help_text="Every how many weeks, such as 4 or 5-6.",
                max_length=200,
                verbose_name="weeks",
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="large_step_line",
            field=models.CharField(
                blank=True, help_text="The same where the next load is too big a step.", max_length=150
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="line",
            field=models.CharField(blank=True, help_text="One short sentence in the table of weeks.", max_length=150),
        ),
        migrations.AddField(
            model_name="progression",
            name="method",
            field=models.CharField(
                blank=True,
                choices=[
                    ("reps-then-load", "Add reps, then load"),
                    ("reps-then-tempo", "Add reps, then slow down"),
                    ("hold", "Keep it easy"),
                    ("gate", "Steady form first"),
                    ("ramp", "Part of the weekly sets at first"),
                    ("extra-set", "One more set"),
                    ("easier-week", "An easier week"),
                ],
                help_text="How the table of weeks follows this rule. Blank: the table says nothing about it.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="more_rir",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="How many more reps stay in reserve.",
                null=True,
                verbose_name="more reps in reserve",
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="most_reps",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="How far reps go where the next load is too big a step.", null=True
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="over",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Reps over the range in the last set that count as well.",
                null=True,
                verbose_name="reps over",
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="percent",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="One more set: the most that the weekly sets may grow. Easier week: what stays of them.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(100)],
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="sessions",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="How many sessions in a row must go well first.", null=True
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="shares",
            field=models.CharField(
                blank=True,
                help_text="Percent of the weekly sets, week by week: 50, 70, 80, 90.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="start_line",
            field=models.CharField(blank=True, help_text="The same in the first week of adding reps.", max_length=150),
        ),
        migrations.AddField(
            model_name="progression",
            name="stay_line",
            field=models.CharField(blank=True, help_text="The same in a week that adds nothing.", max_length=150),
        ),
        migrations.AddField(
            model_name="progression",
            name="step",
            field=models.CharField(
                blank=True,
                help_text="Percent, such as 2-10.",
                max_length=200,
                verbose_name="load step",
            ),
        ),
        migrations.AddField(
            model_name="progression",
            name="step_line",
            field=models.CharField(blank=True, help_text="The same in a week that steps up.", max_length=150),
        ),
        migrations.AddField(
            model_name="progression",
            name="then",
            field=models.CharField(
                blank=True,
                help_text="What follows once it is done, such as P1/P2.",
                max_length=200,
            ),
        ),
        migrations.CreateModel(
            name="Limit",
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
                ("name", models.CharField(help_text="As it stands in the form.", max_length=80)),
                ("hint", models.CharField(blank=True, help_text="A few words below it in the form.", max_length=200)),
                ("text", models.TextField(help_text="What it changes in the routine, and why.")),
                (
                    "card",
                    models.TextField(
                        blank=True, help_text="What to read before any number. Blank where nothing is urgent."
                    ),
                ),
                (
                    "hold",
                    models.BooleanField(
                        default=False, help_text="No load is added from week to week while this is ticked."
                    ),
                ),
                (
                    "aim",
                    models.ForeignKey(
                        blank=True,
                        help_text="Take the prescriptions of this aim, unless the trainee's own are more careful.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="guide.aim",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        blank=True,
                        help_text="Take this placement in any case.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="guide.placement",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LimitedVariation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                (
                    "removed",
                    models.BooleanField(default=False, help_text="Leave this variation out. Otherwise it is changed."),
                ),
                ("text", models.TextField(help_text="Why it is left out, or how to do it instead.")),
                (
                    "limit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="variations", to="guide.limit"
                    ),
                ),
                (
                    "variation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="guide.variation"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("limit", "variation"), name="one_line_for_limit_on_variation")
                ],
            },
        ),
        migrations.RunPython(grant_rights, migrations.RunPython.noop),
    ]
