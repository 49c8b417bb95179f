from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0022_heaviest_line"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="deleted", name="one_deleted_of_a_name"),
    ]
