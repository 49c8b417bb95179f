"""Labels and help texts only: no table changes, so the database is left alone."""

from __future__ import annotations

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0001_squashed_0029_model_names"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterModelOptions(
                    name="defaultplacement",
                    options={"ordering": ["position", "pk"], "verbose_name": "default placement"},
                ),
                migrations.AlterModelOptions(
                    name="kitload",
                    options={
                        "ordering": ["position", "pk"],
                        "verbose_name": "explanation for equipment",
                        "verbose_name_plural": "explanations for equipment",
                    },
                ),
                migrations.AlterModelOptions(
                    name="report",
                    options={"ordering": ["-made_at", "-pk"], "verbose_name": "feedback message"},
                ),
                migrations.AlterField(
                    model_name="aim",
                    name="caution",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Higher is more careful. A limit moves a trainee only to a more careful aim.",
                        null=True,
                        verbose_name="caution level",
                    ),
                ),
                migrations.AlterField(
                    model_name="aim",
                    name="hint",
                    field=models.CharField(blank=True, help_text="A few words below the name.", max_length=200),
                ),
                migrations.AlterField(
                    model_name="aim",
                    name="mistake",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="The mistake to watch for, if the variation lists it. Otherwise its first mistake is shown.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="guide.mistake",
                        verbose_name="mistake to watch for",
                    ),
                ),
                migrations.AlterField(
                    model_name="aim",
                    name="name",
                    field=models.CharField(help_text="As shown in the routine builder.", max_length=80),
                ),
                migrations.AlterField(
                    model_name="cover",
                    name="about",
                    field=models.TextField(help_text="The page “About this guide”.", verbose_name="about page"),
                ),
                migrations.AlterField(
                    model_name="cover",
                    name="builder",
                    field=models.TextField(
                        help_text="One or two sentences above the first question.",
                        verbose_name="introduction to the routine builder",
                    ),
                ),
                migrations.AlterField(
                    model_name="cover",
                    name="description",
                    field=models.CharField(
                        help_text="For search engines.", max_length=155, verbose_name="search description"
                    ),
                ),
                migrations.AlterField(
                    model_name="cover",
                    name="name",
                    field=models.CharField(
                        help_text="Name of the site, shown at the top of every page.",
                        max_length=60,
                        verbose_name="site name",
                    ),
                ),
                migrations.AlterField(
                    model_name="cover",
                    name="notice",
                    field=models.TextField(
                        help_text="What the guide is not, and who should ask first. Shown beside numbers.",
                        verbose_name="disclaimer",
                    ),
                ),
                migrations.AlterField(
                    model_name="cover",
                    name="standfirst",
                    field=models.TextField(
                        help_text="One or two sentences below the heading of the front page.",
                        verbose_name="introduction",
                    ),
                ),
                migrations.AlterField(
                    model_name="cover",
                    name="terms",
                    field=models.CharField(
                        blank=True,
                        help_text="Terms of the field, with commas between them. Before publishing, each page is checked for an explanation: everyday words first, the term in brackets.",
                        max_length=1000,
                        verbose_name="technical terms",
                    ),
                ),
                migrations.AlterField(
                    model_name="cover",
                    name="title",
                    field=models.CharField(
                        help_text="Heading of the front page.", max_length=100, verbose_name="heading"
                    ),
                ),
                migrations.AlterField(
                    model_name="edition",
                    name="live_at",
                    field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="go-live time"),
                ),
                migrations.AlterField(
                    model_name="edition",
                    name="major",
                    field=models.BooleanField(
                        default=False,
                        help_text="Readers should know of it. It updates the date on the pages.",
                        verbose_name="major change",
                    ),
                ),
                migrations.AlterField(
                    model_name="edition",
                    name="reason",
                    field=models.CharField(
                        blank=True,
                        help_text="Given if the builder had gaps.",
                        max_length=300,
                        verbose_name="reason to publish despite gaps",
                    ),
                ),
                migrations.AlterField(
                    model_name="equipment",
                    name="always_available",
                    field=models.BooleanField(
                        default=False,
                        help_text="Everybody has it. The builder uses it if limits rule out all that was ticked.",
                    ),
                ),
                migrations.AlterField(
                    model_name="equipment",
                    name="hint",
                    field=models.CharField(blank=True, help_text="A few words below the name.", max_length=200),
                ),
                migrations.AlterField(
                    model_name="equipment",
                    name="max_start_kg",
                    field=models.CharField(
                        blank=True,
                        help_text="The builder suggests no more than this.",
                        max_length=200,
                        verbose_name="max starting load in kg",
                    ),
                ),
                migrations.AlterField(
                    model_name="equipment",
                    name="max_start_lb",
                    field=models.CharField(
                        blank=True,
                        help_text="The builder suggests no more than this.",
                        max_length=200,
                        verbose_name="max starting load in lb",
                    ),
                ),
                migrations.AlterField(
                    model_name="equipment",
                    name="name",
                    field=models.CharField(help_text="As shown in the routine builder.", max_length=80),
                ),
                migrations.AlterField(
                    model_name="equipment",
                    name="side_switch_seconds",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="They count towards the minutes of a session.",
                        null=True,
                        verbose_name="seconds between sides",
                    ),
                ),
                migrations.AlterField(
                    model_name="equipment",
                    name="stable",
                    field=models.BooleanField(
                        default=False, help_text="It holds the trainee steady enough for a last set close to failure."
                    ),
                ),
                migrations.AlterField(
                    model_name="equipment",
                    name="step_kg",
                    field=models.CharField(
                        blank=True,
                        help_text="The usual step, such as 5.",
                        max_length=200,
                        verbose_name="load step in kg",
                    ),
                ),
                migrations.AlterField(
                    model_name="equipment",
                    name="step_lb",
                    field=models.CharField(
                        blank=True,
                        help_text="The usual step, such as 10.",
                        max_length=200,
                        verbose_name="load step in lb",
                    ),
                ),
                migrations.AlterField(
                    model_name="equipment",
                    name="weighted",
                    field=models.BooleanField(
                        default=False,
                        help_text="Its load can be raised in small steps. Of two progressions such as P1/P2, it takes the first.",
                    ),
                ),
                migrations.AlterField(
                    model_name="experience",
                    name="hint",
                    field=models.CharField(blank=True, help_text="A few words below the name.", max_length=200),
                ),
                migrations.AlterField(
                    model_name="experience",
                    name="name",
                    field=models.CharField(help_text="As shown in the routine builder.", max_length=80),
                ),
                migrations.AlterField(
                    model_name="limit",
                    name="aim",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Use the prescriptions of this aim, unless the trainee's own aim is more careful.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="guide.aim",
                    ),
                ),
                migrations.AlterField(
                    model_name="limit",
                    name="hint",
                    field=models.CharField(blank=True, help_text="A few words below the name.", max_length=200),
                ),
                migrations.AlterField(
                    model_name="limit",
                    name="keep_load",
                    field=models.BooleanField(default=False, help_text="No load is added from week to week."),
                ),
                migrations.AlterField(
                    model_name="limit",
                    name="name",
                    field=models.CharField(help_text="As shown in the routine builder.", max_length=80),
                ),
                migrations.AlterField(
                    model_name="limit",
                    name="placement",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Always use this placement.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="guide.placement",
                    ),
                ),
                migrations.AlterField(
                    model_name="limit",
                    name="safety_notice",
                    field=models.TextField(
                        blank=True, help_text="Shown before any number. Blank if nothing is urgent."
                    ),
                ),
                migrations.AlterField(
                    model_name="limit",
                    name="week",
                    field=models.TextField(
                        blank=True,
                        help_text="Its place in the session, instead of the text of the placement.",
                        verbose_name="place in session",
                    ),
                ),
                migrations.AlterField(
                    model_name="limitedvariation",
                    name="removed",
                    field=models.BooleanField(
                        default=False, help_text="Leave it out. Otherwise it is changed.", verbose_name="leave out"
                    ),
                ),
                migrations.AlterField(
                    model_name="load",
                    name="start_percent",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="What to start with, in percent of the trainee's present load. Blank if that does not matter.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="starting load in percent",
                    ),
                ),
                migrations.AlterField(
                    model_name="mistake",
                    name="feels",
                    field=models.TextField(help_text="How it feels to the trainee.", verbose_name="how it feels"),
                ),
                migrations.AlterField(
                    model_name="mistake",
                    name="fix",
                    field=models.TextField(help_text="The right way to do it.", verbose_name="what to do instead"),
                ),
                migrations.AlterField(
                    model_name="mistake",
                    name="looks",
                    field=models.TextField(
                        help_text="What it looks like to others.", verbose_name="what it looks like"
                    ),
                ),
                migrations.AlterField(
                    model_name="mistake",
                    name="matters",
                    field=models.TextField(help_text="What it costs or risks.", verbose_name="why it matters"),
                ),
                migrations.AlterField(
                    model_name="muscle",
                    name="plain_name",
                    field=models.CharField(help_text="In everyday words.", max_length=80, verbose_name="everyday name"),
                ),
                migrations.AlterField(
                    model_name="phase",
                    name="name",
                    field=models.CharField(help_text="The word in front of the steps of this phase.", max_length=40),
                ),
                migrations.AlterField(
                    model_name="placement",
                    name="counted",
                    field=models.BooleanField(
                        default=True, help_text="Its sets count for the week.", verbose_name="counts as weekly sets"
                    ),
                ),
                migrations.AlterField(
                    model_name="placement",
                    name="easy_sets",
                    field=models.CharField(
                        blank=True,
                        help_text="Easy sets on each side before the first one that counts. 0-1: not everybody needs one. They count towards the minutes of a session.",
                        max_length=200,
                    ),
                ),
                migrations.AlterField(
                    model_name="placement",
                    name="easy_text",
                    field=models.TextField(
                        blank=True,
                        help_text="The easy sets in words: for whom, how heavy.",
                        verbose_name="easy sets in words",
                    ),
                ),
                migrations.AlterField(
                    model_name="placement",
                    name="hint",
                    field=models.CharField(blank=True, help_text="A few words below the name.", max_length=200),
                ),
                migrations.AlterField(
                    model_name="placement",
                    name="name",
                    field=models.CharField(help_text="As shown in the routine builder.", max_length=80),
                ),
                migrations.AlterField(
                    model_name="placement",
                    name="week",
                    field=models.TextField(
                        blank=True,
                        help_text="Its place in the session: what comes before it.",
                        verbose_name="place in session",
                    ),
                ),
                migrations.AlterField(
                    model_name="prescription",
                    name="entry_test",
                    field=models.CharField(
                        blank=True, help_text="What a trainee must be able to do first, if anything.", max_length=200
                    ),
                ),
                migrations.AlterField(
                    model_name="prescription",
                    name="note",
                    field=models.CharField(
                        blank=True, help_text="A remark.", max_length=200, verbose_name="note on the progression"
                    ),
                ),
                migrations.AlterField(
                    model_name="prescription",
                    name="progression",
                    field=models.CharField(
                        help_text="Codes, such as P1/P2, P6: P1 for weighted equipment, P2 for other.", max_length=200
                    ),
                ),
                migrations.AlterField(
                    model_name="prescription",
                    name="rir",
                    field=models.CharField(
                        help_text="Clean reps left at the end, such as 2 or 5+.",
                        max_length=200,
                        verbose_name="reps in reserve",
                    ),
                ),
                migrations.AlterField(
                    model_name="prescription",
                    name="weekly_sets_cap",
                    field=models.PositiveSmallIntegerField(help_text="For one side.", verbose_name="max sets a week"),
                ),
                migrations.AlterField(
                    model_name="previewlink",
                    name="ends",
                    field=models.DateTimeField(verbose_name="expiry time"),
                ),
                migrations.AlterField(
                    model_name="previewlink",
                    name="for_whom",
                    field=models.CharField(
                        help_text="Who gets the link. Only editors see this.", max_length=100, verbose_name="recipient"
                    ),
                ),
                migrations.AlterField(
                    model_name="previewlink",
                    name="made_at",
                    field=models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created at"
                    ),
                ),
                migrations.AlterField(
                    model_name="previewlink",
                    name="made_by",
                    field=models.CharField(editable=False, max_length=150, verbose_name="created by"),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="followed_by",
                    field=models.CharField(
                        blank=True, help_text="Codes of the progressions that come next, such as P1/P2.", max_length=200
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="full_text",
                    field=models.CharField(
                        blank=True,
                        help_text="If the minutes leave no room for more reps. Blank: the text for a week without change.",
                        max_length=150,
                        verbose_name="text for a full session",
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="heaviest_text",
                    field=models.CharField(
                        blank=True,
                        help_text="If the equipment has no heavier load. Blank: the text for a large step.",
                        max_length=150,
                        verbose_name="text for the heaviest load",
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="large_step_text",
                    field=models.CharField(
                        blank=True,
                        help_text="If the next load is too large a step.",
                        max_length=150,
                        verbose_name="text for a large step",
                    ),
                ),
                migrations.AlterField(
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
                        help_text="How the weekly plan follows this rule. Blank: the plan leaves it out.",
                        max_length=20,
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="most_reps",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How far reps go if the next load is too large a step.",
                        null=True,
                        verbose_name="max reps",
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="percent",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="One more set: how much the weekly sets may grow. An easier week: how many of them remain.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="reps_over_range",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many reps over the range in the last set count as well.",
                        null=True,
                        verbose_name="reps over the range",
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="sessions",
                    field=models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many sessions in a row must go well to step up.",
                        null=True,
                        verbose_name="sessions in a row",
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="slower_text",
                    field=models.CharField(
                        blank=True,
                        help_text="For a week that lowers more slowly.",
                        max_length=150,
                        verbose_name="text for slower lowering",
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="start_text",
                    field=models.CharField(
                        blank=True,
                        help_text="For the first week of adding reps.",
                        max_length=150,
                        verbose_name="text for the first week",
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="stay_text",
                    field=models.CharField(
                        blank=True,
                        help_text="For a week that adds nothing.",
                        max_length=150,
                        verbose_name="text for a week without change",
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="step_text",
                    field=models.CharField(
                        blank=True,
                        help_text="For a week that steps up.",
                        max_length=150,
                        verbose_name="text for a step up",
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="unknown_text",
                    field=models.CharField(
                        blank=True,
                        help_text="Added to a step up if the trainee's load is unknown.",
                        max_length=150,
                        verbose_name="text for an unknown load",
                    ),
                ),
                migrations.AlterField(
                    model_name="progression",
                    name="week_text",
                    field=models.CharField(
                        blank=True,
                        help_text="One short sentence in the weekly plan.",
                        max_length=150,
                        verbose_name="text for a week",
                    ),
                ),
                migrations.AlterField(
                    model_name="publicationrequest",
                    name="live_at",
                    field=models.DateTimeField(
                        blank=True, help_text="Blank is now.", null=True, verbose_name="go-live time"
                    ),
                ),
                migrations.AlterField(
                    model_name="publicationrequest",
                    name="reason",
                    field=models.CharField(blank=True, max_length=300, verbose_name="reason to publish despite gaps"),
                ),
                migrations.AlterField(
                    model_name="question",
                    name="body",
                    field=models.TextField(
                        help_text="The first sentence answers the question; the rest says why.", verbose_name="answer"
                    ),
                ),
                migrations.AlterField(
                    model_name="report",
                    name="answered_at",
                    field=models.DateTimeField(blank=True, null=True, verbose_name="resolved at"),
                ),
                migrations.AlterField(
                    model_name="report",
                    name="answered_by",
                    field=models.CharField(blank=True, max_length=150, verbose_name="resolved by"),
                ),
                migrations.AlterField(
                    model_name="report",
                    name="kind",
                    field=models.CharField(
                        choices=[("section", "section"), ("variation", "variation")], max_length=20, verbose_name="type"
                    ),
                ),
                migrations.AlterField(
                    model_name="report",
                    name="made_at",
                    field=models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="received at"
                    ),
                ),
                migrations.AlterField(
                    model_name="report",
                    name="state",
                    field=models.CharField(
                        choices=[("open", "open"), ("answered", "resolved")],
                        default="open",
                        help_text="Resolved: the text is corrected, or nothing needs to be done.",
                        max_length=10,
                    ),
                ),
                migrations.AlterField(
                    model_name="report",
                    name="text",
                    field=models.CharField(blank=True, max_length=500, verbose_name="comment"),
                ),
                migrations.AlterField(
                    model_name="section",
                    name="list_below",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("muscles", "Muscles"),
                            ("variations", "Variations"),
                            ("mistakes", "Mistakes"),
                            ("audiences", "Audiences"),
                            ("prescriptions", "Prescriptions"),
                            ("takeaways", "Key takeaways"),
                        ],
                        help_text="What is listed below the text, if anything.",
                        max_length=20,
                    ),
                ),
                migrations.AlterField(
                    model_name="section",
                    name="review_due",
                    field=models.DateField(
                        blank=True, help_text="The day of the next review.", null=True, verbose_name="next review due"
                    ),
                ),
                migrations.AlterField(
                    model_name="section",
                    name="reviewed_on",
                    field=models.DateField(
                        blank=True, help_text="The day of the last review.", null=True, verbose_name="last reviewed"
                    ),
                ),
                migrations.AlterField(
                    model_name="section",
                    name="summary",
                    field=models.CharField(help_text="One line for the table of contents.", max_length=150),
                ),
                migrations.AlterField(
                    model_name="source",
                    name="dois",
                    field=models.CharField(
                        blank=True,
                        help_text="Without https://, separated by spaces.",
                        max_length=200,
                        verbose_name="DOIs",
                    ),
                ),
                migrations.AlterField(
                    model_name="source",
                    name="standing",
                    field=models.CharField(
                        choices=[
                            ("verified", "read by us"),
                            ("reported", "as reported by others"),
                            ("own_rule", "our own rule"),
                        ],
                        max_length=20,
                        verbose_name="how we know it",
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="body",
                    field=models.TextField(help_text="Introduction.", verbose_name="introduction"),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="easier",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="The next easier variation.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="guide.variation",
                        verbose_name="easier variation",
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="easier_text",
                    field=models.TextField(
                        help_text="What is easier, and when to step back.", verbose_name="text on the easier variation"
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="harder",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="The next harder variation.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="guide.variation",
                        verbose_name="harder variation",
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="harder_text",
                    field=models.TextField(
                        help_text="What is harder, and when to move on.", verbose_name="text on the harder variation"
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="instead",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="What to do if the kit is taken.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="guide.variation",
                        verbose_name="alternative",
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="instead_text",
                    field=models.TextField(
                        help_text="What to do if the kit is taken, with load and reps.",
                        verbose_name="text on the alternative",
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="loading",
                    field=models.TextField(
                        help_text="How to choose the first load and how to add to it.", verbose_name="choosing the load"
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="review_due",
                    field=models.DateField(
                        blank=True, help_text="The day of the next review.", null=True, verbose_name="next review due"
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="reviewed_on",
                    field=models.DateField(
                        blank=True, help_text="The day of the last review.", null=True, verbose_name="last reviewed"
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="setup",
                    field=models.TextField(
                        help_text="How to set up the kit and the body, as a list.", verbose_name="set-up"
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="suits",
                    field=models.TextField(
                        help_text="Who it suits, and who should choose another.", verbose_name="who it suits"
                    ),
                ),
                migrations.AlterField(
                    model_name="variation",
                    name="tempo",
                    field=models.CharField(
                        blank=True,
                        help_text="Lift-pause-lower in seconds, such as 2-1-2. Blank for no animation.",
                        max_length=200,
                        verbose_name="tempo of the animation",
                    ),
                ),
                migrations.AlterField(
                    model_name="variationpose",
                    name="moment",
                    field=models.CharField(
                        choices=[("start", "Start"), ("top", "Top")],
                        help_text="One pose for each moment.",
                        max_length=10,
                    ),
                ),
            ]
        )
    ]
