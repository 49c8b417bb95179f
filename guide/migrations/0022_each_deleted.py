from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0021_easy_sets_and_slower"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="deleted", name="one_deleted_of_a_name"),
    ]
