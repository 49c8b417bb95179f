"""`make run` on the database of the first version upgrades it and loses nothing.

`data/first_version.jsonl` has its rows: 2 editions, a draft, an account.
"""

from __future__ import annotations

import json

import pytest

from tests.databases import NEW_TABLES, ROOT, new_database
from tests.serving import Server, wait_until

pytestmark = pytest.mark.slow

LINES = (ROOT / "tests/data/first_version.jsonl").read_text().splitlines()
ROWS = [next(iter(json.loads(line).items())) for line in LINES]
PHASES = ["Start", "Kick", "Top", "Return", "Breathing"]
DRAFT = "A draft that nobody has published"
PAGES = [
    "/",
    "/guide/",
    "/guide/start/",
    "/variations/",
    "/variations/standing/",
    "/questions/",
    "/sources/",
    "/changes/",
]
PAGES += [
    "/about/",
    "/routine/?aim=strength&experience=new&equipment=bar",
    "/search/?q=elbow",
    "/guide.json",
    "/readyz",
]
PUBLISH = "from guide.editions.publishing import publish\n"
PUBLISH += 'publish(by="ada", note="After the upgrade.", reason="A small guide.")'
RESTORE = "from guide.editions.publishing import items_to_restore, publish_items\n"
RESTORE += 'publish_items(items_to_restore(1), by="ada", note="As before.", reason="A small guide.")'


@pytest.fixture
def first_version(tmp_path):
    with new_database(tmp_path) as database:
        database.migrate_to("0002_groups")
        for table, row in ROWS:
            database.insert(table, row)
        yield database


def snapshots(database):
    rows = database.query("SELECT number, snapshot FROM guide_edition ORDER BY number")
    return {number: json.loads(text) if isinstance(text, str) else text for number, text in rows}


def test_make_run_upgrades_the_first_version(first_version, tmp_path):
    before = snapshots(first_version)
    first_version.make_run()
    assert list(first_version.editions()) == list(before)
    for _number, snapshot in snapshots(first_version).items():
        assert [phase["name"] for phase in snapshot.pop("phases")] == PHASES
    phases = (
        "SELECT guide_phase.slug FROM guide_step JOIN guide_phase ON guide_phase.id = phase_id ORDER BY guide_step.id"
    )
    assert first_version.query(phases) == [("start",), ("kick",)]
    for table, row in ROWS:
        table = NEW_TABLES.get(table, table)
        assert first_version.query(f"SELECT count(*) FROM {table} WHERE id = ?", row["id"]) == [(1,)]
    assert first_version.query("SELECT title FROM guide_section WHERE slug = 'start'") == [(DRAFT,)]
    assert first_version.query("SELECT username FROM auth_user") == [("ada",)]
    with Server(first_version, tmp_path) as server:
        for page in PAGES:
            edition, text = server.read(page)
            assert edition is None or edition.startswith("2-")
            assert DRAFT not in text
        for command, shown in ((PUBLISH, True), (RESTORE, False)):
            done = first_version.manage("shell", "-v0", "-c", command, env=server.env)
            assert done.returncode == 0, done.stderr
            assert wait_until(lambda shown=shown: (DRAFT in server.read("/guide/start/")[1]) is shown)
