from django.db import migrations, models

STANDINGS = [
    ("verified", "text or abstract read by us"),
    ("abstract", "abstract read by us"),
    ("reported", "as reported by others"),
    ("own_rule", "our own rule"),
]


class Migration(migrations.Migration):
    dependencies = [("guide", "0038_lying_and_last_resort")]

    operations = [
        migrations.AlterField(
            model_name="source",
            name="standing",
            field=models.CharField(choices=STANDINGS, max_length=20, verbose_name="how we know it"),
        ),
    ]
