"""All tables as they are after 0029, and the groups of the desk. A new database gets them in one step.

The migrations that it replaces stay for databases that had one of them, but not all, when this was written.
"""

from __future__ import annotations

import uuid
from typing import Any

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from guide.migrations._roles import grant, group_of, right

EDITORS, PUBLISHERS, ADMINISTRATORS = "Editors", "Publishers", "Administrators"
WRITTEN = (
    "aim audience cover cue defaultplacement equipment experience keyfact kitload likelymistake limit limitedvariation "
    "load mistake mistakepose muscle othername phase placement preference preferredvariation prescription progression "
    "question section source step synonyms takeaway variation variationpose"
)
"""The models that editors change."""


def make_groups(apps: Any, schema_editor: Any) -> None:
    """Editors change the working copy, publishers also publish and restore, administrators look after accounts."""
    writers = (EDITORS, PUBLISHERS)
    grant(apps, writers, WRITTEN.split())
    grant(apps, writers, ["edition"], ["view"])
    grant(apps, writers, ["report"], ["view", "change", "delete"])
    grant(apps, writers, ["previewlink"], ["view", "add"])
    preview = right(apps, "edition", "preview_guide", "Can preview the working copy")
    publish = right(apps, "edition", "publish_edition", "Can publish editions")
    restore = right(apps, "edition", "restore_edition", "Can restore editions")
    group_of(apps, EDITORS).permissions.add(preview)
    group_of(apps, PUBLISHERS).permissions.add(preview, publish, restore)
    accounts = [
        right(apps, "user", f"{action}_user", f"Can {action} user", "auth") for action in ("view", "add", "change")
    ]
    group_of(apps, ADMINISTRATORS).permissions.add(*accounts)
    log = right(apps, "logentry", "view_logentry", "Can view log entry", "admin")
    for name in (*writers, ADMINISTRATORS):
        group_of(apps, name).permissions.add(log)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("guide", "0001_initial"),
        ("guide", "0002_groups"),
        ("guide", "0003_poses"),
        ("guide", "0004_synonyms"),
        ("guide", "0005_reports"),
        ("guide", "0006_limits"),
        ("guide", "0007_terms"),
        ("guide", "0008_reviews"),
        ("guide", "0009_preview_links"),
        ("guide", "0010_waiting"),
        ("guide", "0011_failed_logins"),
        ("guide", "0012_answers"),
        ("guide", "0013_administrators"),
        ("guide", "0014_uploads"),
        ("guide", "0015_limit_week"),
        ("guide", "0016_presence"),
        ("guide", "0017_labels_of_prescriptions"),
        ("guide", "0018_full_line"),
        ("guide", "0019_deleted"),
        ("guide", "0020_act"),
        ("guide", "0021_easy_sets_and_slower"),
        ("guide", "0022_heaviest_line"),
        ("guide", "0023_each_deleted"),
        ("guide", "0024_written_once"),
        ("guide", "0025_phases"),
        ("guide", "0026_field_names"),
        ("guide", "0027_stored_field_names"),
        ("guide", "0028_review_dates"),
        ("guide", "0029_model_names"),
    ]

    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("who", models.CharField(max_length=150)),
                (
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
                ("what", models.CharField(blank=True, max_length=200)),
                ("times", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Aim",
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
                ("name", models.CharField(help_text="As shown in the form.", max_length=80)),
                ("hint", models.CharField(blank=True, help_text="A few words below it in the form.", max_length=200)),
                ("note", models.TextField(help_text="Shown with every answer for this aim.")),
                (
                    "caution",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How careful its prescriptions are. A limit moves a trainee only to a more careful aim.",
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Cover",
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
                (
                    "name",
                    models.CharField(help_text="Name of the site, shown at the top of every page.", max_length=60),
                ),
                (
                    "exercise",
                    models.CharField(help_text="The exercise in the singular, in small letters.", max_length=60),
                ),
                ("title", models.CharField(help_text="Heading of the front page.", max_length=100)),
                ("standfirst", models.TextField(help_text="One or two sentences below the heading of the front page.")),
                (
                    "description",
                    models.CharField(help_text="For search engines, 155 characters at most.", max_length=155),
                ),
                (
                    "side",
                    models.CharField(
                        blank=True,
                        help_text="What is trained one at a time, such as “arm”. Blank if nothing is.",
                        max_length=20,
                    ),
                ),
                ("sides", models.CharField(blank=True, help_text="The same in the plural.", max_length=20)),
                (
                    "not_to_confuse_with",
                    models.CharField(
                        blank=True, help_text="What it is often confused with, and is not.", max_length=200
                    ),
                ),
                (
                    "notice",
                    models.TextField(
                        help_text="What the guide is not, and who should ask first. Shown wherever numbers are."
                    ),
                ),
                ("builder", models.TextField(help_text="One or two sentences that lead into the routine builder.")),
                (
                    "days_question",
                    models.CharField(help_text="The builder's question about days a week.", max_length=100),
                ),
                ("days_hint", models.CharField(blank=True, help_text="Why it is asked.", max_length=200)),
                ("about", models.TextField(help_text="The page “About this guide”.")),
                (
                    "terms",
                    models.CharField(
                        blank=True,
                        help_text="Terms of the field, with commas between them. Before publishing, each page is checked for an explanation: everyday words first, the term in brackets.",
                        max_length=1000,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "cover",
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TrashEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("slug", models.CharField(max_length=60)),
                ("item", models.JSONField(help_text="As it was, as plain data.")),
                ("by", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-at", "pk"),
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                ("snapshot", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "note",
                    models.CharField(
                        help_text="What changed, for readers.", max_length=500, verbose_name="change note"
                    ),
                ),
                (
                    "major",
                    models.BooleanField(
                        default=False,
                        help_text="A change that readers should know of. It updates the date on the pages.",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        help_text="Why it was published though the builder has gaps.",
                        max_length=300,
                        verbose_name="reason for the gaps",
                    ),
                ),
                ("live_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="live from")),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("published_by", models.CharField(max_length=150)),
            ],
            options={
                "ordering": ["-number"],
                "permissions": [
                    ("preview_guide", "Can preview the working copy"),
                    ("publish_edition", "Can publish editions"),
                    ("restore_edition", "Can restore editions"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Equipment",
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
                ("name", models.CharField(help_text="As shown in the form.", max_length=80)),
                ("hint", models.CharField(blank=True, help_text="A few words below it in the form.", max_length=200)),
                (
                    "weighted",
                    models.BooleanField(
                        default=False,
                        help_text="Its load can be raised in small weights. It decides between progressions such as P1/P2.",
                    ),
                ),
                (
                    "stable",
                    models.BooleanField(
                        default=False, help_text="It holds the trainee steady enough for a last set close to the limit."
                    ),
                ),
                (
                    "always_available",
                    models.BooleanField(
                        default=False,
                        help_text="Everybody has it. Used where limits rule out everything that was ticked.",
                    ),
                ),
                (
                    "side_switch_seconds",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Seconds from the first side to the second. It counts in the minutes.",
                        null=True,
                    ),
                ),
                (
                    "step_kg",
                    models.CharField(
                        blank=True,
                        help_text="The usual step of its load, like 5.",
                        max_length=200,
                        verbose_name="step in kg",
                    ),
                ),
                (
                    "step_lb",
                    models.CharField(
                        blank=True,
                        help_text="The usual step of its load, like 10.",
                        max_length=200,
                        verbose_name="step in lb",
                    ),
                ),
                (
                    "max_start_kg",
                    models.CharField(
                        blank=True,
                        help_text="No start load goes above this.",
                        max_length=200,
                        verbose_name="max start load in kg",
                    ),
                ),
                (
                    "max_start_lb",
                    models.CharField(
                        blank=True,
                        help_text="No start load goes above this.",
                        max_length=200,
                        verbose_name="max start load in lb",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "equipment",
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Experience",
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
                ("name", models.CharField(help_text="As shown in the form.", max_length=80)),
                ("hint", models.CharField(blank=True, help_text="A few words below it in the form.", max_length=200)),
            ],
            options={
                "verbose_name_plural": "experience",
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Load",
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
                ("name", models.CharField(help_text="As shown in the prescription.", max_length=80)),
                ("text", models.TextField(help_text="In plain words: how to know that the load is right.")),
                (
                    "start_percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Percent of the load used now to start with. Blank where no load is carried over.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                    ),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Mistake",
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
                ("title", models.CharField(max_length=100)),
                ("cue", models.CharField(help_text="One short sentence to say to oneself.", max_length=100)),
                ("looks", models.TextField(help_text="What it looks like.")),
                ("feels", models.TextField(help_text="How it feels.")),
                ("matters", models.TextField(help_text="Why it matters.")),
                ("fix", models.TextField(help_text="What to do instead.")),
                (
                    "facts",
                    models.CharField(
                        blank=True,
                        help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                        max_length=200,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Muscle",
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
                ("name", models.CharField(help_text="The anatomical name.", max_length=80)),
                ("plain_name", models.CharField(help_text="In everyday words.", max_length=80)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("target", "target"),
                            ("synergist", "synergist (helper)"),
                            ("stabiliser", "stabiliser (keeps the body still)"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "regions",
                    models.CharField(
                        blank=True,
                        help_text="Its regions in the pictures, separated by spaces. Names: seat, rear-femur, front-femur, lower-back, upper-back, belly, chest, front-arm, rear-arm, shoulders, shins, calves.",
                        max_length=200,
                    ),
                ),
                (
                    "facts",
                    models.CharField(
                        blank=True,
                        help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                        max_length=200,
                    ),
                ),
                ("text", models.TextField(help_text="What it does in this exercise.")),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Placement",
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
                ("name", models.CharField(help_text="As shown in the form.", max_length=80)),
                ("hint", models.CharField(blank=True, help_text="A few words below it in the form.", max_length=200)),
                (
                    "sets",
                    models.CharField(
                        help_text="No prescription here may leave this range. A number or a range, such as 3 or 10-15.",
                        max_length=200,
                    ),
                ),
                (
                    "reps",
                    models.CharField(
                        help_text="No prescription here may leave this range. A number or a range, such as 3 or 10-15.",
                        max_length=200,
                    ),
                ),
                ("counted", models.BooleanField(default=True, help_text="Its sets count towards the weekly sets.")),
                ("week", models.TextField(blank=True, help_text="Its place in the session: what comes before it.")),
                (
                    "easy_sets",
                    models.CharField(
                        blank=True,
                        help_text="Easy sets on each side before the first one that counts. 0-1: not everybody needs one. They count in the minutes.",
                        max_length=200,
                    ),
                ),
                ("easy_text", models.TextField(blank=True, help_text="The easy sets in words: for whom, how heavy.")),
                (
                    "facts",
                    models.CharField(
                        blank=True,
                        help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                        max_length=200,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Progression",
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
                ("name", models.CharField(max_length=80)),
                ("text", models.TextField(help_text="The rule in plain words.")),
                (
                    "method",
                    models.CharField(
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
                (
                    "week_text",
                    models.CharField(blank=True, help_text="One short sentence in the table of weeks.", max_length=150),
                ),
                (
                    "start_text",
                    models.CharField(
                        blank=True, help_text="The same in the first week of adding reps.", max_length=150
                    ),
                ),
                (
                    "stay_text",
                    models.CharField(blank=True, help_text="The same in a week that adds nothing.", max_length=150),
                ),
                (
                    "step_text",
                    models.CharField(blank=True, help_text="The same in a week that steps up.", max_length=150),
                ),
                (
                    "large_step_text",
                    models.CharField(
                        blank=True, help_text="The same where the next load is too big a step.", max_length=150
                    ),
                ),
                (
                    "heaviest_text",
                    models.CharField(
                        blank=True,
                        help_text="The same where the equipment row names no heavier load. Blank: as where the step is too big.",
                        max_length=150,
                    ),
                ),
                (
                    "unknown_text",
                    models.CharField(
                        blank=True, help_text="Added to a step up while the trainee's load is unknown.", max_length=150
                    ),
                ),
                (
                    "slower_text",
                    models.CharField(
                        blank=True, help_text="The same in a week that lowers more slowly.", max_length=150
                    ),
                ),
                (
                    "full_text",
                    models.CharField(
                        blank=True,
                        help_text="The same where few minutes leave no room for more reps. Blank: as in a week that adds nothing.",
                        max_length=150,
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        blank=True, help_text="Percent, such as 2-10.", max_length=200, verbose_name="load step"
                    ),
                ),
                (
                    "sessions",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many sessions in a row must go well before anything is added.",
                        null=True,
                    ),
                ),
                (
                    "reps_over_range",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Reps over the range in the last set that count as well.",
                        null=True,
                        verbose_name="reps over the range",
                    ),
                ),
                (
                    "most_reps",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="How far reps go where the next load is too big a step.", null=True
                    ),
                ),
                (
                    "reps_per_week",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Reps to add each week.", null=True, verbose_name="reps per week"
                    ),
                ),
                (
                    "tempo_step",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How much longer lowering takes after a step.",
                        null=True,
                        verbose_name="tempo step in seconds",
                    ),
                ),
                (
                    "max_lowering",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The longest lowering, in seconds.",
                        null=True,
                        verbose_name="max lowering in seconds",
                    ),
                ),
                (
                    "ramp_percentages",
                    models.CharField(
                        blank=True,
                        help_text="Percent of the weekly sets, week by week: 50, 70, 80, 90.",
                        max_length=200,
                    ),
                ),
                (
                    "interval_weeks",
                    models.CharField(
                        blank=True,
                        help_text="Every how many weeks, such as 4 or 5-6.",
                        max_length=200,
                        verbose_name="interval in weeks",
                    ),
                ),
                (
                    "percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="One more set: the most that the weekly sets may grow. Easier week: what stays of them.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                    ),
                ),
                (
                    "extra_rir",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many more reps stay in reserve.",
                        null=True,
                        verbose_name="extra reps in reserve",
                    ),
                ),
                (
                    "followed_by",
                    models.CharField(
                        blank=True, help_text="What follows once it is done, such as P1/P2.", max_length=200
                    ),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Question",
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
                ("title", models.CharField(max_length=150, verbose_name="question")),
                (
                    "topic",
                    models.CharField(help_text="Questions with the same topic are listed together.", max_length=60),
                ),
                (
                    "facts",
                    models.CharField(
                        blank=True,
                        help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                        max_length=200,
                    ),
                ),
                ("body", models.TextField(help_text="The answer. The first sentence answers; the rest says why.")),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Source",
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
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("verified", "read by us"),
                            ("reported", "as reported by others"),
                            ("own_rule", "our own rule"),
                        ],
                        max_length=20,
                    ),
                ),
                ("citation", models.CharField(help_text="Authors, year, title, where it appeared.", max_length=500)),
                (
                    "dois",
                    models.CharField(
                        blank=True, help_text="DOIs without https://, with spaces between them.", max_length=200
                    ),
                ),
                ("finding", models.TextField(help_text="What it found, in our own words.")),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Synonyms",
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
                (
                    "words",
                    models.CharField(
                        help_text="Words or phrases that mean the same to a reader, with commas between them. Other forms of a word, such as its plural, are found without listing them.",
                        max_length=1000,
                    ),
                ),
            ],
            options={
                "verbose_name": "synonyms",
                "verbose_name_plural": "synonyms",
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.BinaryField()),
                ("working_copy_digest", models.CharField(max_length=64)),
                ("by", models.CharField(max_length=150)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Cancellation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by", models.CharField(max_length=150)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cancellation",
                        to="guide.edition",
                        to_field="number",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FailedLogins",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("count", models.PositiveIntegerField(default=0)),
                ("last_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("written_at", models.DateTimeField(help_text="When the owner was last told by email.", null=True)),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="failed_logins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "failed logins",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="KeyFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                ("label", models.CharField(max_length=40)),
                ("text", models.CharField(max_length=200)),
                (
                    "cover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="key_facts", to="guide.cover"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
            },
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
                ("name", models.CharField(help_text="As shown in the form.", max_length=80)),
                ("hint", models.CharField(blank=True, help_text="A few words below it in the form.", max_length=200)),
                ("text", models.TextField(help_text="What it changes in the routine, and why.")),
                (
                    "safety_notice",
                    models.TextField(
                        blank=True, help_text="What to read before any number. Blank where nothing is urgent."
                    ),
                ),
                (
                    "week",
                    models.TextField(
                        blank=True, help_text="Where it stands in a session, in place of the words of the placement."
                    ),
                ),
                (
                    "keep_load",
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
        migrations.CreateModel(
            name="MistakePose",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                (
                    "caption",
                    models.CharField(help_text="One or two short sentences below the picture.", max_length=150),
                ),
                (
                    "support",
                    models.CharField(
                        choices=[("foot", "the far foot"), ("knee", "the far knee")],
                        default="foot",
                        help_text="What carries the body.",
                        max_length=20,
                    ),
                ),
                (
                    "hands",
                    models.CharField(
                        choices=[
                            ("free", "nothing: arm and elbow as given"),
                            ("support", "the support in front"),
                            ("floor", "the floor"),
                            ("region", "one the support or floor, the near one the muscle that works"),
                        ],
                        default="free",
                        help_text="What the hands hold.",
                        max_length=20,
                    ),
                ),
                (
                    "equipment",
                    models.CharField(
                        choices=[
                            ("none", "nothing"),
                            ("pulley", "column with a low pulley, cord and strap at the foot"),
                            ("band-low", "band around both shins, near the feet"),
                            ("band-high", "band around both limbs, above the knees"),
                            ("weight", "weight held behind the bent knee"),
                            ("lever", "machine with a padded lever behind the near limb"),
                        ],
                        default="none",
                        help_text="What loads the limb.",
                        max_length=20,
                    ),
                ),
                (
                    "scene",
                    models.CharField(
                        choices=[
                            ("floor", "bare floor"),
                            ("mat", "a mat"),
                            ("wall", "a wall in front"),
                            ("bench", "a bench in front"),
                        ],
                        default="floor",
                        help_text="What is around the body.",
                        max_length=20,
                    ),
                ),
                (
                    "trunk",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the trunk leans forward from upright; 90 is level. -20 to 110°.",
                        validators=[
                            django.core.validators.MinValueValidator(-20),
                            django.core.validators.MaxValueValidator(110),
                        ],
                    ),
                ),
                (
                    "arch",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the lower back is hollow; below 0 it is round. -40 to 60°.",
                        validators=[
                            django.core.validators.MinValueValidator(-40),
                            django.core.validators.MaxValueValidator(60),
                        ],
                    ),
                ),
                (
                    "head",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the head is raised. -50 to 50°.",
                        validators=[
                            django.core.validators.MinValueValidator(-50),
                            django.core.validators.MaxValueValidator(50),
                        ],
                    ),
                ),
                (
                    "femur",
                    models.SmallIntegerField(
                        default=0,
                        help_text="The near femur from straight down; above 0 is towards the back. -120 to 120°.",
                        validators=[
                            django.core.validators.MinValueValidator(-120),
                            django.core.validators.MaxValueValidator(120),
                        ],
                    ),
                ),
                (
                    "knee",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the near knee is bent. 0 to 150°.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(150),
                        ],
                    ),
                ),
                (
                    "foot",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the near foot points; 0 is a right angle. -20 to 65°.",
                        validators=[
                            django.core.validators.MinValueValidator(-20),
                            django.core.validators.MaxValueValidator(65),
                        ],
                    ),
                ),
                (
                    "far_femur",
                    models.SmallIntegerField(
                        default=0,
                        help_text="The far femur from straight down. -120 to 60°.",
                        validators=[
                            django.core.validators.MinValueValidator(-120),
                            django.core.validators.MaxValueValidator(60),
                        ],
                    ),
                ),
                (
                    "far_knee",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the far knee is bent. It counts if the far foot carries the body. 0 to 120°.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(120),
                        ],
                    ),
                ),
                (
                    "arm",
                    models.SmallIntegerField(
                        default=0,
                        help_text="Free hands: how far the arms are raised from the trunk to the front. -60 to 180°.",
                        validators=[
                            django.core.validators.MinValueValidator(-60),
                            django.core.validators.MaxValueValidator(180),
                        ],
                    ),
                ),
                (
                    "elbow",
                    models.SmallIntegerField(
                        default=0,
                        help_text="Free hands: how far the elbows are bent. 0 to 150°.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(150),
                        ],
                    ),
                ),
                (
                    "reach",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the support is in front of the far foot, or the hands of the shoulders. -80 to 120 cm.",
                        validators=[
                            django.core.validators.MinValueValidator(-80),
                            django.core.validators.MaxValueValidator(120),
                        ],
                    ),
                ),
                (
                    "grip",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How high the hands hold the support. 0 to 200 cm.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(200),
                        ],
                    ),
                ),
                (
                    "start_angle",
                    models.SmallIntegerField(
                        default=0,
                        help_text="The near femur where the movement begins: the arrow starts there. -120 to 120°.",
                        validators=[
                            django.core.validators.MinValueValidator(-120),
                            django.core.validators.MaxValueValidator(120),
                        ],
                    ),
                ),
                (
                    "stop_angle",
                    models.CharField(
                        blank=True,
                        help_text="Where to stop: degrees of the near femur behind the line of the trunk, such as 10-20. Level is 0.",
                        max_length=200,
                    ),
                ),
                (
                    "active_regions",
                    models.CharField(
                        blank=True,
                        help_text="Regions drawn in red, separated by spaces. Blank is the target muscle; none is nothing. Names: seat, rear-femur, front-femur, lower-back, upper-back, belly, chest, front-arm, rear-arm, shoulders, shins, calves.",
                        max_length=200,
                    ),
                ),
                (
                    "moment",
                    models.CharField(
                        choices=[("right", "Right"), ("fault", "Fault")],
                        help_text="The fault, or how it is done right.",
                        max_length=10,
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("none", "nothing"),
                            ("ring", "a ring round the place"),
                            ("swing", "streaks, as of a fast swing"),
                            ("thought", "a thought that wanders, above the head"),
                        ],
                        default="none",
                        help_text="How the fault is marked.",
                        max_length=20,
                    ),
                ),
                (
                    "mark_at",
                    models.CharField(
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
                (
                    "mistake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="poses", to="guide.mistake"
                    ),
                ),
            ],
            options={
                "verbose_name": "pose",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OtherName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="Which form of the exercise it usually means.", max_length=200
                    ),
                ),
                (
                    "cover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="guide.cover"
                    ),
                ),
            ],
            options={
                "verbose_name": "other name",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Preference",
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
                ("reason", models.CharField(help_text="One sentence that the trainee reads.", max_length=250)),
                (
                    "aim",
                    models.ForeignKey(
                        blank=True,
                        help_text="Blank matches all.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="guide.aim",
                    ),
                ),
                (
                    "experience",
                    models.ForeignKey(
                        blank=True,
                        help_text="Blank matches all.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="guide.experience",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        blank=True,
                        help_text="Blank matches all.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
        migrations.CreateModel(
            name="PublicationRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "items",
                    models.JSONField(help_text="Each item by its key, as plain data; null where it is to be removed."),
                ),
                ("note", models.CharField(max_length=500, verbose_name="change note")),
                ("major", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason for the gaps")),
                (
                    "live_at",
                    models.DateTimeField(
                        blank=True, help_text="Blank is at once.", null=True, verbose_name="live from"
                    ),
                ),
                ("asked_by", models.CharField(max_length=150)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("decided_by", models.CharField(blank=True, max_length=150)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, help_text="For the one who asked.", max_length=300)),
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
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        help_text="It is cancelled.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="guide.edition",
                        to_field="number",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at"],
                "default_permissions": (),
            },
        ),
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
                    models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="reported at"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("answered", "answered")],
                        default="open",
                        help_text="Set it to answered when the text is corrected, or when nothing needs to be done.",
                        max_length=10,
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        help_text="What was done about it. Only editors see it.",
                        max_length=500,
                        verbose_name="private note",
                    ),
                ),
                ("answered_by", models.CharField(blank=True, max_length=150)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
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
        migrations.CreateModel(
            name="Section",
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
                ("reviewed_on", models.DateField(blank=True, help_text="The day of the last review.", null=True)),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        help_text="Who reviewed it, as readers see it: a role, such as “a physiotherapist”.",
                        max_length=60,
                    ),
                ),
                ("review_due", models.DateField(blank=True, help_text="The day of the next review.", null=True)),
                ("title", models.CharField(max_length=100)),
                ("summary", models.CharField(help_text="One line for the contents.", max_length=150)),
                (
                    "list_below",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("muscles", "the muscles"),
                            ("variations", "the variations"),
                            ("mistakes", "the mistakes"),
                            ("audiences", "the audiences"),
                            ("prescriptions", "the table of prescriptions"),
                            ("takeaways", "the key takeaways"),
                        ],
                        help_text="What is listed below the text, if anything.",
                        max_length=20,
                    ),
                ),
                (
                    "facts",
                    models.CharField(
                        blank=True,
                        help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                        max_length=200,
                    ),
                ),
                ("body", models.TextField(help_text="The text. Headings start with ##.")),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("list_below", ""), _negated=True),
                        fields=("list_below",),
                        name="one_section_for_each_list",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Takeaway",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                ("text", models.TextField(help_text="One or two sentences.")),
                (
                    "facts",
                    models.CharField(
                        blank=True,
                        help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                        max_length=200,
                    ),
                ),
                (
                    "cover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="takeaways", to="guide.cover"
                    ),
                ),
            ],
            options={
                "verbose_name": "key takeaway",
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Variation",
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
                ("reviewed_on", models.DateField(blank=True, help_text="The day of the last review.", null=True)),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True,
                        help_text="Who reviewed it, as readers see it: a role, such as “a physiotherapist”.",
                        max_length=60,
                    ),
                ),
                ("review_due", models.DateField(blank=True, help_text="The day of the next review.", null=True)),
                ("title", models.CharField(max_length=100)),
                ("summary", models.CharField(help_text="One line for lists.", max_length=150)),
                ("stance", models.CharField(help_text="Position of the body, in a few words.", max_length=100)),
                (
                    "tempo",
                    models.CharField(
                        blank=True,
                        help_text="Of the moving picture: lift-pause-lower in seconds, such as 2-1-2. Blank if nothing is to move.",
                        max_length=200,
                    ),
                ),
                (
                    "facts",
                    models.CharField(
                        blank=True,
                        help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                        max_length=200,
                    ),
                ),
                ("setup", models.TextField(help_text="How to set up the kit and the body, as a list.")),
                ("suits", models.TextField(help_text="Who it suits, and who should choose another.")),
                ("loading", models.TextField(help_text="How to choose the first load and how to add to it.")),
                ("easier_text", models.TextField(help_text="What is easier, and when to step back.")),
                ("harder_text", models.TextField(help_text="What is harder, and when to move on.")),
                ("instead_text", models.TextField(help_text="What to do if the kit is taken, with load and reps.")),
                ("body", models.TextField(help_text="Introduction.")),
                (
                    "easier",
                    models.ForeignKey(
                        blank=True,
                        help_text="The next easier variation.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="guide.variation",
                    ),
                ),
                ("equipment", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="guide.equipment")),
                (
                    "harder",
                    models.ForeignKey(
                        blank=True,
                        help_text="The next harder variation.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="guide.variation",
                    ),
                ),
                (
                    "instead",
                    models.ForeignKey(
                        blank=True,
                        help_text="What to do if the kit is taken.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="guide.variation",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
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
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="guide.phase"),
                ),
                ("text", models.TextField(help_text="One or two short sentences.")),
                (
                    "variation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="guide.variation"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LikelyMistake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                ("text", models.TextField(help_text="Why it is likely here, and what to do.")),
                (
                    "mistake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="guide.mistake"
                    ),
                ),
                (
                    "variation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mistakes", to="guide.variation"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Cue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                ("text", models.CharField(help_text="A short sentence to say to oneself.", max_length=100)),
                (
                    "variation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cues", to="guide.variation"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Audience",
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
                ("title", models.CharField(max_length=100)),
                ("summary", models.CharField(help_text="One line for lists.", max_length=150)),
                (
                    "facts",
                    models.CharField(
                        blank=True,
                        help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
                        max_length=200,
                    ),
                ),
                ("body", models.TextField(help_text="What changes for these readers.")),
                (
                    "aim",
                    models.ForeignKey(
                        help_text="The aim to start from.", on_delete=django.db.models.deletion.PROTECT, to="guide.aim"
                    ),
                ),
                (
                    "experience",
                    models.ForeignKey(
                        help_text="The experience to start from.",
                        on_delete=django.db.models.deletion.PROTECT,
                        to="guide.experience",
                    ),
                ),
                (
                    "variation",
                    models.ForeignKey(
                        help_text="The variation to start from.",
                        on_delete=django.db.models.deletion.PROTECT,
                        to="guide.variation",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KitLoad",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                ("text", models.TextField(help_text="What this load means on this equipment.")),
                (
                    "equipment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="guide.equipment"
                    ),
                ),
                (
                    "load",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="kit", to="guide.load"),
                ),
            ],
            options={
                "verbose_name": "load on one kind of equipment",
                "verbose_name_plural": "load on each kind of equipment",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("load", "equipment"), name="one_text_for_load_on_equipment")
                ],
            },
        ),
        migrations.CreateModel(
            name="DefaultPlacement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                ("reason", models.CharField(help_text="One sentence that the trainee reads.", max_length=250)),
                (
                    "aim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="placements", to="guide.aim"
                    ),
                ),
                (
                    "experience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="guide.experience"
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="guide.placement"
                    ),
                ),
            ],
            options={
                "verbose_name": "placement chosen when it is left open",
                "verbose_name_plural": "placements chosen when it is left open",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("aim", "experience"), name="one_default_placement")],
            },
        ),
        migrations.CreateModel(
            name="Prescription",
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
                ("sets", models.CharField(help_text="A number or a range, such as 3 or 10-15.", max_length=200)),
                (
                    "reps",
                    models.CharField(
                        help_text="For one side. A number or a range, such as 3 or 10-15.", max_length=200
                    ),
                ),
                (
                    "rir",
                    models.CharField(
                        help_text="Clean reps left at the end. 5+ is “many”.",
                        max_length=200,
                        verbose_name="reps in reserve",
                    ),
                ),
                (
                    "last_set_reps",
                    models.CharField(
                        blank=True,
                        help_text="Only where it may differ.",
                        max_length=200,
                        verbose_name="reps of the last set",
                    ),
                ),
                (
                    "last_set_rir",
                    models.CharField(
                        blank=True,
                        help_text="Only where it may differ.",
                        max_length=200,
                        verbose_name="reps in reserve of the last set",
                    ),
                ),
                (
                    "rest",
                    models.CharField(
                        help_text="After both sides. A number or a range, such as 3 or 10-15.",
                        max_length=200,
                        verbose_name="rest in seconds",
                    ),
                ),
                ("tempo", models.CharField(help_text="Lift-pause-lower in seconds, such as 2-1-3.", max_length=200)),
                (
                    "days",
                    models.CharField(
                        help_text="A number or a range, such as 3 or 10-15.", max_length=200, verbose_name="days a week"
                    ),
                ),
                (
                    "weekly_sets_cap",
                    models.PositiveSmallIntegerField(help_text="For one side.", verbose_name="most sets a week"),
                ),
                (
                    "progression",
                    models.CharField(help_text="Such as P1/P2, P6: P1 for weights, P2 for the rest.", max_length=200),
                ),
                ("note", models.CharField(blank=True, help_text="A remark on the progression.", max_length=200)),
                (
                    "entry_test",
                    models.CharField(
                        blank=True, help_text="What a trainee must manage first, if anything.", max_length=200
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        help_text="S sets, R reps, I RIR, L load, T rest, V tempo, D days, C cap, P progression, each with sources: “S B2,E5; T E10 (upper bound); P see codes”.",
                        max_length=500,
                    ),
                ),
                ("aim", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="guide.aim")),
                ("experience", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="guide.experience")),
                ("load", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="guide.load")),
                ("placement", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="guide.placement")),
            ],
            options={
                "ordering": ["position", "slug"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("placement", "experience", "aim"), name="one_prescription_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.PositiveBigIntegerField()),
                ("last_seen", models.DateTimeField(db_index=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id", "user"), name="one_presence_of_a_user")
                ],
            },
        ),
        migrations.CreateModel(
            name="PreferredVariation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                (
                    "preference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="variations", to="guide.preference"
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
                    models.UniqueConstraint(fields=("preference", "variation"), name="variation_preferred_once")
                ],
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
        migrations.CreateModel(
            name="VariationPose",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
                    ),
                ),
                (
                    "caption",
                    models.CharField(help_text="One or two short sentences below the picture.", max_length=150),
                ),
                (
                    "support",
                    models.CharField(
                        choices=[("foot", "the far foot"), ("knee", "the far knee")],
                        default="foot",
                        help_text="What carries the body.",
                        max_length=20,
                    ),
                ),
                (
                    "hands",
                    models.CharField(
                        choices=[
                            ("free", "nothing: arm and elbow as given"),
                            ("support", "the support in front"),
                            ("floor", "the floor"),
                            ("region", "one the support or floor, the near one the muscle that works"),
                        ],
                        default="free",
                        help_text="What the hands hold.",
                        max_length=20,
                    ),
                ),
                (
                    "equipment",
                    models.CharField(
                        choices=[
                            ("none", "nothing"),
                            ("pulley", "column with a low pulley, cord and strap at the foot"),
                            ("band-low", "band around both shins, near the feet"),
                            ("band-high", "band around both limbs, above the knees"),
                            ("weight", "weight held behind the bent knee"),
                            ("lever", "machine with a padded lever behind the near limb"),
                        ],
                        default="none",
                        help_text="What loads the limb.",
                        max_length=20,
                    ),
                ),
                (
                    "scene",
                    models.CharField(
                        choices=[
                            ("floor", "bare floor"),
                            ("mat", "a mat"),
                            ("wall", "a wall in front"),
                            ("bench", "a bench in front"),
                        ],
                        default="floor",
                        help_text="What is around the body.",
                        max_length=20,
                    ),
                ),
                (
                    "trunk",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the trunk leans forward from upright; 90 is level. -20 to 110°.",
                        validators=[
                            django.core.validators.MinValueValidator(-20),
                            django.core.validators.MaxValueValidator(110),
                        ],
                    ),
                ),
                (
                    "arch",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the lower back is hollow; below 0 it is round. -40 to 60°.",
                        validators=[
                            django.core.validators.MinValueValidator(-40),
                            django.core.validators.MaxValueValidator(60),
                        ],
                    ),
                ),
                (
                    "head",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the head is raised. -50 to 50°.",
                        validators=[
                            django.core.validators.MinValueValidator(-50),
                            django.core.validators.MaxValueValidator(50),
                        ],
                    ),
                ),
                (
                    "femur",
                    models.SmallIntegerField(
                        default=0,
                        help_text="The near femur from straight down; above 0 is towards the back. -120 to 120°.",
                        validators=[
                            django.core.validators.MinValueValidator(-120),
                            django.core.validators.MaxValueValidator(120),
                        ],
                    ),
                ),
                (
                    "knee",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the near knee is bent. 0 to 150°.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(150),
                        ],
                    ),
                ),
                (
                    "foot",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the near foot points; 0 is a right angle. -20 to 65°.",
                        validators=[
                            django.core.validators.MinValueValidator(-20),
                            django.core.validators.MaxValueValidator(65),
                        ],
                    ),
                ),
                (
                    "far_femur",
                    models.SmallIntegerField(
                        default=0,
                        help_text="The far femur from straight down. -120 to 60°.",
                        validators=[
                            django.core.validators.MinValueValidator(-120),
                            django.core.validators.MaxValueValidator(60),
                        ],
                    ),
                ),
                (
                    "far_knee",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the far knee is bent. It counts if the far foot carries the body. 0 to 120°.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(120),
                        ],
                    ),
                ),
                (
                    "arm",
                    models.SmallIntegerField(
                        default=0,
                        help_text="Free hands: how far the arms are raised from the trunk to the front. -60 to 180°.",
                        validators=[
                            django.core.validators.MinValueValidator(-60),
                            django.core.validators.MaxValueValidator(180),
                        ],
                    ),
                ),
                (
                    "elbow",
                    models.SmallIntegerField(
                        default=0,
                        help_text="Free hands: how far the elbows are bent. 0 to 150°.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(150),
                        ],
                    ),
                ),
                (
                    "reach",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How far the support is in front of the far foot, or the hands of the shoulders. -80 to 120 cm.",
                        validators=[
                            django.core.validators.MinValueValidator(-80),
                            django.core.validators.MaxValueValidator(120),
                        ],
                    ),
                ),
                (
                    "grip",
                    models.SmallIntegerField(
                        default=0,
                        help_text="How high the hands hold the support. 0 to 200 cm.",
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(200),
                        ],
                    ),
                ),
                (
                    "start_angle",
                    models.SmallIntegerField(
                        default=0,
                        help_text="The near femur where the movement begins: the arrow starts there. -120 to 120°.",
                        validators=[
                            django.core.validators.MinValueValidator(-120),
                            django.core.validators.MaxValueValidator(120),
                        ],
                    ),
                ),
                (
                    "stop_angle",
                    models.CharField(
                        blank=True,
                        help_text="Where to stop: degrees of the near femur behind the line of the trunk, such as 10-20. Level is 0.",
                        max_length=200,
                    ),
                ),
                (
                    "active_regions",
                    models.CharField(
                        blank=True,
                        help_text="Regions drawn in red, separated by spaces. Blank is the target muscle; none is nothing. Names: seat, rear-femur, front-femur, lower-back, upper-back, belly, chest, front-arm, rear-arm, shoulders, shins, calves.",
                        max_length=200,
                    ),
                ),
                (
                    "moment",
                    models.CharField(
                        choices=[("start", "Start"), ("top", "Top")], help_text="Each is there once.", max_length=10
                    ),
                ),
                (
                    "variation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="poses", to="guide.variation"
                    ),
                ),
            ],
            options={
                "verbose_name": "pose",
                "ordering": ["position", "pk"],
                "abstract": False,
                "constraints": [models.UniqueConstraint(fields=("variation", "moment"), name="one_pose_of_a_moment")],
            },
        ),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
