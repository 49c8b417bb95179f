"""Days of reviews were text. By themselves, since PostgreSQL alters no table in the transaction that changed its rows."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0027_stored_field_names"),
    ]

    operations = [
        migrations.AlterField(model, name, models.DateField(null=True, blank=True, help_text=help_text))
        for model in ("section", "variation")
        for name, help_text in (
            ("reviewed_on", "The day of the last review."),
            ("review_due", "The day of the next review."),
        )
    ]
