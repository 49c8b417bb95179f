"""A new database and an upgraded one have the same tables and groups."""

from __future__ import annotations

import json

import pytest

from tests.databases import new_database

pytestmark = pytest.mark.slow

UPGRADE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("migrate", check_unapplied=True, verbosity=0)
"""
TABLES = """
import json
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
tables = {}
with connection.cursor() as cursor:
    for model in apps.get_app_config("guide").get_models():
        table = model._meta.db_table
        columns = connection.introspection.get_table_description(cursor, table)
        found = connection.introspection.get_constraints(cursor, table)
        declared = {constraint.name for constraint in model._meta.constraints}
        tables[table] = {
            "columns": sorted([str(part) for part in column] for column in columns),
            "constraints": sorted(
                str([name if name in declared else "", *sorted((key, str(value)) for key, value in one.items())])
                for name, one in found.items()
            ),
            "declared": sorted(declared - found.keys()),
        }
groups = {
    group.name: sorted(group.permissions.values_list("content_type__app_label", "codename", "name"))
    for group in Group.objects.all()
}
permissions = Permission.objects.filter(content_type__app_label="guide")
permissions = permissions.values_list("content_type__model", "codename", "name")
print(json.dumps([tables, groups, sorted(permissions)]))
"""


def tables_of(database):
    done = database.manage("shell", "-v0", "-c", UPGRADE + TABLES)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def new_tables(tmp_path_factory):
    with new_database(tmp_path_factory.mktemp("new")) as database:
        yield tables_of(database)


@pytest.mark.parametrize("name", ["0002_groups", "0028_review_dates"])
def test_upgraded_database_equals_a_new_one(new_tables, tmp_path, name):
    with new_database(tmp_path) as database:
        database.migrate_to(name)
        tables, groups, permissions = tables_of(database)
    assert tables == new_tables[0]
    assert groups == new_tables[1]
    assert permissions == new_tables[2]
    assert set(groups) == {"Editors", "Publishers", "Administrators"}
    assert not any(table["declared"] for table in tables.values())
