from __future__ import annotations

from django.db import migrations, models

import guide.models.edition


class Migration(migrations.Migration):
    """How snapshots are written changes, nothing in the database does: SQLite would copy the whole table."""

    dependencies = [
        ("guide", "0023_each_deleted"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="edition",
                    name="snapshot",
                    field=models.JSONField(encoder=guide.models.edition.AsWritten),
                ),
            ]
        ),
    ]
