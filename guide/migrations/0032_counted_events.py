"""Count reports and guesses in one table, and failed logins in the audit log."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0031_running_import"),
    ]

    operations = [
        migrations.CreateModel(
            name="CountedEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(db_index=True, max_length=40)),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AlterField(
            model_name="auditevent",
            name="verb",
            field=models.CharField(
                choices=[
                    ("logged in", "Logged In"),
                    ("logged out", "Logged Out"),
                    ("failed to log in", "Failed"),
                    ("unknown name", "Unknown"),
                    ("exported", "Exported"),
                    ("imported", "Imported"),
                    ("rescheduled", "Rescheduled"),
                ],
                max_length=20,
            ),
        ),
        migrations.DeleteModel(
            name="FailedLogins",
        ),
    ]
