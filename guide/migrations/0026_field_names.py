"""Fields get the words of the trade. The next migration renames them in stored JSON."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

TEXT: dict[str, Any] = {"max_length": 200, "blank": True}
POSE = {
    "rests": "support",
    "kit": "equipment",
    "begin": "start_angle",
    "stop": "stop_angle",
    "works": "active_regions",
}
RENAMED = {
    "cover": {"unlike": "not_to_confuse_with"},
    "equipment": {
        "steady": "stable",
        "at_hand": "always_available",
        "change_over": "side_switch_seconds",
        "most_kg": "max_start_kg",
        "most_lb": "max_start_lb",
    },
    "limit": {"card": "safety_notice", "hold": "keep_load"},
    "mistakepose": POSE,
    "presence": {"row": "object_id", "seen": "last_seen"},
    "progression": {
        "line": "week_text",
        "start_line": "start_text",
        "stay_line": "stay_text",
        "step_line": "step_text",
        "large_step_line": "large_step_text",
        "heaviest_line": "heaviest_text",
        "unknown_line": "unknown_text",
        "slower_line": "slower_text",
        "full_line": "full_text",
        "over": "reps_over_range",
        "climb": "reps_per_week",
        "slower": "tempo_step",
        "slowest": "max_lowering",
        "shares": "ramp_percentages",
        "every": "interval_weeks",
        "more_rir": "extra_rir",
        "then": "followed_by",
    },
    "section": {"shows": "list_below"},
    "upload": {"rows": "working_copy_digest"},
    "variation": {"taken": "instead_text"},
    "variationpose": POSE,
}
# What people read of a field, where that is not its name.
LABELS: dict[str, dict[str, models.Field]] = {
    "equipment": {
        name: models.CharField(f"max start load in {unit}", help_text="No start load goes above this.", **TEXT)
        for name, unit in (("max_start_kg", "kg"), ("max_start_lb", "lb"))
    },
    "progression": {
        "interval_weeks": models.CharField(
            "interval in weeks", help_text="Every how many weeks, such as 4 or 5-6.", **TEXT
        ),
        **{
            name: models.PositiveSmallIntegerField(label, help_text=help_text, null=True, blank=True)
            for name, label, help_text in (
                ("extra_rir", "extra reps in reserve", "How many more reps stay in reserve."),
                ("max_lowering", "max lowering in seconds", "Seconds. Slower than this lowering never gets."),
                ("reps_over_range", "reps over the range", "Reps over the range in the last set that count as well."),
                ("reps_per_week", "reps per week", "Reps to add each week."),
                ("tempo_step", "tempo step in seconds", "How much longer lowering takes after a step."),
            )
        },
    },
}
STANDINGS = [("verified", "read by us"), ("reported", "as reported by others"), ("own_rule", "our own rule")]


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0025_phases"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="presence", name="one_presence_of_a_user"),
        migrations.RemoveConstraint(model_name="section", name="one_section_shows_each_list"),
        *(
            migrations.RenameField(model_name=model, old_name=old, new_name=new)
            for model, fields in RENAMED.items()
            for old, new in fields.items()
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(fields=["kind", "object_id", "user"], name="one_presence_of_a_user"),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(
                fields=["list_below"], condition=~models.Q(list_below=""), name="one_section_for_each_list"
            ),
        ),
        migrations.AlterField(
            "glance", "cover", models.ForeignKey("guide.cover", models.CASCADE, related_name="key_facts")
        ),
        migrations.AlterField("source", "standing", models.CharField(choices=STANDINGS, max_length=20)),
        *(
            migrations.AlterField(model, name, field)
            for model, fields in LABELS.items()
            for name, field in fields.items()
        ),
        # So that days that are not known can become NULL before the column holds dates.
        *(
            migrations.AlterField(model, name, models.CharField(max_length=10, null=True, blank=True))
            for model in ("section", "variation")
            for name in ("reviewed_on", "review_due")
        ),
    ]
