from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """Only how Python writes a snapshot changed here, and nothing in the database."""

    dependencies = [
        ("guide", "0023_each_deleted"),
    ]

    operations = []
