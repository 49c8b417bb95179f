"""Poses, where muscles are in the pictures, and the tempo of the moving ones; the desk may edit them."""

from __future__ import annotations

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from guide.migrations._roles import grant


def let_the_desk_edit_poses(apps: Any, schema_editor: Any) -> None:
    grant(apps, ("Editors", "Publishers"), ["variationpose", "mistakepose"])


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0002_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="muscle",
            name="regions",
            field=models.CharField(
                blank=True,
                help_text="Where it is in the pictures, with spaces between. Names: seat, rear-femur, front-femur, lower-back, upper-back, belly, chest, front-arm, rear-arm, shoulders, shins, calves.",
                max_length=200,
            ),
        ),
        migrations.AddField(
            model_name="variation",
            name="tempo",
            field=models.CharField(
                blank=True,
                help_text="Of the moving picture: lift-pause-lower in seconds, such as 2-1-2. Blank if nothing is to move.",
                max_length=200,
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
                    "rests",
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
                    "kit",
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
                    "begin",
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
                    "stop",
                    models.CharField(
                        blank=True,
                        help_text="Where to stop: degrees of the near femur behind the line of the trunk, such as 10-20. Level is 0.",
                        max_length=200,
                    ),
                ),
                (
                    "works",
                    models.CharField(
                        blank=True,
                        help_text="What is red, with spaces between. Blank is the target muscle; none is nothing. Names: seat, rear-femur, front-femur, lower-back, upper-back, belly, chest, front-arm, rear-arm, shoulders, shins, calves.",
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
                        help_text="What the ring is round.",
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
                    "rests",
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
                    "kit",
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
                    "begin",
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
                    "stop",
                    models.CharField(
                        blank=True,
                        help_text="Where to stop: degrees of the near femur behind the line of the trunk, such as 10-20. Level is 0.",
                        max_length=200,
                    ),
                ),
                (
                    "works",
                    models.CharField(
                        blank=True,
                        help_text="What is red, with spaces between. Blank is the target muscle; none is nothing. Names: seat, rear-femur, front-femur, lower-back, upper-back, belly, chest, front-arm, rear-arm, shoulders, shins, calves.",
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
        migrations.RunPython(let_the_desk_edit_poses, migrations.RunPython.noop),
    ]
