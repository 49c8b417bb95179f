"""A third role: Administrators look after accounts. Everybody with a role sees who did what."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from guide.migrations._roles import group_of, right

ADMINISTRATORS = "Administrators"


def make_role(apps: Any, schema_editor: Any) -> None:
    actions = ("view", "add", "change")
    rights = [right(apps, "user", f"{action}_user", f"Can {action} user", "auth") for action in actions]
    group_of(apps, ADMINISTRATORS).permissions.add(*rights)
    seeing = right(apps, "logentry", "view_logentry", "Can view log entry", "admin")
    for name in ("Editors", "Publishers", ADMINISTRATORS):
        group_of(apps, name).permissions.add(seeing)


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0012_answers"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]
    operations = [migrations.RunPython(make_role, migrations.RunPython.noop)]
