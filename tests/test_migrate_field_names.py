"""`make run` on a database from before fields were renamed loses nothing.

`data/before_renames.jsonl` has its rows at migration 0024: 6 editions, of which the fourth restores the second, the
fifth is cancelled and the sixth is scheduled; drafts, deleted items, requests and history.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.databases import NEW_TABLES, ROOT, new_database
from tests.serving import Server, wait_until

pytestmark = pytest.mark.slow

LINES = (ROOT / "tests/data/before_renames.jsonl").read_text().splitlines()
ROWS = [next(iter(json.loads(line).items())) for line in LINES]
DRAFT = "A draft that nobody has published"
WEEKS = "/routine/?aim=comeback&experience=new&equipment=none&weeks=12"
LOADED = "/routine/?aim=strength&experience=new&equipment=bar&load=20&unit=kg"
PAGES = {
    "/": ["The elbow", "the pull-up and the row"],
    "/guide/start/": ["by a physiotherapist, next by 26 September 2027", "Bend the elbow."],
    "/guide/the-muscles/": ["Biceps brachii", "All muscles."],
    "/guide/the-mistakes/": ["The trunk rocks.", "The body sways."],
    "/guide/the-prescriptions/": ["Another set", "Then lower slowly."],
    "/variations/standing/": ["Wait a little, or take the dumbbell.", "Reviewed 24 November 2026"],
    "/variations/kneeling/": ["Stand up instead.", "The knee hurts."],
    "/sources/": ["Our own rule · H1", "As reported by others · R1"],
    "/changes/": ["Back to edition 2.", "The question is clearer now.", "First edition."],
    WEEKS: ["Part of the sets.", "A light week.", "Start low.", "One second more. Tempo 1-0-3."],
    LOADED: ["Start with 15 kg", "Start at the fewest reps."],
    f"{WEEKS}&avoid=wrist": ["Ask somebody first.", "Before all else."],
    f"{LOADED}&left=14&right=14&load_used=20+kg&reps_in_reserve=2&previous_session_same=yes&felt=fine": ["Next time:"],
}
PICTURES = re.compile(r'href="(/[^"#]*figures[^"#]*)#')
PENDING = """
import json
from guide.editions.changes import pending_changes
print(json.dumps({str(change.key): change.state for change in pending_changes()}))
"""
BRING_BACK = """
from guide.models import TrashEntry, Edition
from guide.models.snapshot import items_by_key, read_working_copy
from guide.editions.changes import same_content
from guide.editions.publishing import items_to_restore, publish_items, write_to_working_copy
deleted = {one.key: one.item for one in TrashEntry.objects.restorable()}
assert len(deleted) == 3
write_to_working_copy(items_by_key(read_working_copy()), deleted, by="ada", what="Restored.")
rows = items_by_key(read_working_copy())
assert all(same_content(rows[key], item) for key, item in deleted.items())
first = Edition.objects.get(number=1)
options = {"by": "grace", "note": "Back to the first.", "reason": "A small guide."}
assert publish_items(items_to_restore(1), **options).digest == first.digest
"""
APPROVE = 'from guide.editions.approval import approve; assert approve(1, by="lin").number == 7'
PUBLISH = "from guide.editions.publishing import publish\n"
PUBLISH += 'publish(by="ada", note="After the upgrade.", reason="A small guide.")'
DESK = """
import json
from django.contrib.auth.models import User
from django.test import Client
client = Client(SERVER_NAME="localhost")
client.force_login(User.objects.get(username="ada"))
pages = ["guide/equipment/1/history/", "guide/variation/1/change/", "guide/edition/", "audit-log/", "import-export/1/"]
print(json.dumps({page: client.get(f"/admin/{page}").content.decode() for page in pages}))
"""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory):
    with new_database(tmp_path_factory.mktemp("upgraded")) as database:
        database.migrate_to("0024_written_once")
        groups = {name: id for id, name in database.query("SELECT id, name FROM auth_group")}
        kinds = {kind: id for id, kind in database.query("SELECT id, model FROM django_content_type")}
        for table, row in ROWS:
            database.insert(table, as_stored(table, row, groups, kinds))
        database.make_run()
        yield database


def as_stored(table, row, groups, kinds):
    """Return a row of the file for the database; rows that expire get the current time."""
    now = datetime.now(UTC).replace(tzinfo=None)
    if table in ("guide_deleted", "guide_upload"):
        row = row | {"at": str(now)}
    if table == "guide_previewlink":
        row = row | {"ends": str(now + timedelta(days=20))}
    if table == "guide_upload":
        row = row | {"content": base64.b64decode(row["content"])}
    if table == "auth_user_groups":
        row = row | {"group_id": groups[row["group_id"]]}
    return row | {"content_type_id": kinds[row["content_type_id"]]} if table == "django_admin_log" else row


@pytest.fixture
def upgraded_copy(upgraded, tmp_path):
    with new_database(tmp_path, upgraded) as database:
        yield database


def run_code(database, code):
    done = database.manage("shell", "-v0", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout


def page_words(page):
    text = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)))
    return " ".join(text.split())


def values(data):
    """Return every value, whatever its key; "" and None are equal. Phases are left out: older editions had none."""
    if isinstance(data, dict | list):
        data = {name: each for name, each in data.items() if name != "phases"} if isinstance(data, dict) else data
        return sum((values(each) for each in (data.values() if isinstance(data, dict) else data)), Counter())
    return Counter(["own_rule" if data == "house" else "" if data is None else data])


def stored(database, table, column):
    rows = database.query(f"SELECT id, {column} FROM {table}")
    return {key: json.loads(value) if isinstance(value, str) else value for key, value in rows}


def test_every_row_is_kept(upgraded):
    """All but the counts of failed logins, which are taken from the audit log now."""
    rows = [(NEW_TABLES.get(table, table), row) for table, row in ROWS if not table.endswith("failedlogins")]
    for table, row in rows:
        assert upgraded.query(f"SELECT count(*) FROM {table} WHERE id = ?", row["id"]) == [(1,)], (table, row)
    for table in {table for table, _ in rows} - {"auth_user_groups"}:
        assert upgraded.query(f"SELECT count(*) FROM {table}") == [(sum(table == each for each, _ in rows),)]


def test_audit_events_have_the_new_verbs(upgraded):
    verbs = {verb for (verb,) in upgraded.query("SELECT DISTINCT verb FROM guide_auditevent")}
    assert verbs == {"logged in", "failed to log in", "exported"}


def test_editions_change_field_names_only(upgraded):
    assert list(upgraded.editions()) == [1, 2, 3, 4, 5, 6]
    columns = ["number", "note", "major", "reason", "published_by", "live_at", "published_at"]
    found = upgraded.query(f"SELECT {', '.join(columns)} FROM guide_edition ORDER BY number")
    was = [tuple(row[name] for name in columns) for table, row in ROWS if table == "guide_edition"]
    assert [tuple(map(comparable, row)) for row in found] == [tuple(map(comparable, row)) for row in was]


def comparable(value):
    """Convert dates, times and booleans, which databases return in their own types."""
    if isinstance(value, bool):
        return int(value)
    return str(value).partition("+")[0].removesuffix(".000000") if isinstance(value, str | datetime) else value


@pytest.mark.parametrize(
    ("table", "column"),
    [("guide_edition", "snapshot"), ("guide_deleted", "item"), ("guide_publicationrequest", "items")],
)
def test_stored_items_keep_every_value(upgraded, table, column):
    found = stored(upgraded, NEW_TABLES.get(table, table), column)
    for was in (row for each, row in ROWS if each == table):
        assert values(found[was["id"]]) == values(was[column])


def test_pending_changes_are_the_same(upgraded):
    changed = {"sections/start": "changed", "equipment/none": "changed", "progressions/P2": "changed"}
    assert json.loads(run_code(upgraded, PENDING)) == changed | {
        "progressions/P4": "removed",
        "limits/elbow": "removed",
    }


def test_readers_see_the_same_and_the_draft_is_publishable(upgraded_copy, tmp_path):
    with Server(upgraded_copy, tmp_path) as server:
        for page, texts in PAGES.items():
            edition, text = server.read(page)
            assert edition.startswith("4-")
            assert DRAFT not in text
            assert [expected for expected in texts if expected not in page_words(text)] == [], page
        assert "10-20°" in server.read(PICTURES.search(server.read("/variations/standing/")[1])[1])[1]
        done = upgraded_copy.manage("shell", "-v0", "-c", PUBLISH, env=server.env)
        assert done.returncode == 0, done.stderr
        assert wait_until(lambda: DRAFT in server.read("/guide/start/")[1])


def test_old_edition_and_deleted_items_can_be_restored(upgraded_copy):
    run_code(upgraded_copy, BRING_BACK)
    # The one that was scheduled for the next century is made anew upon it.
    assert list(upgraded_copy.editions()) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_open_request_can_be_approved(upgraded_copy):
    run_code(upgraded_copy, APPROVE)
    assert upgraded_copy.query("SELECT note FROM guide_edition WHERE number = 7") == [("Bare hands are steady.",)]


def test_desk_shows_old_history_and_upload(upgraded):
    pages = {page: page_words(text) for page, text in json.loads(run_code(upgraded, DESK)).items()}
    assert "Side switch seconds" in pages["guide/equipment/1/history/"]
    assert "Back to edition 2." in pages["guide/edition/"]
    assert "For the next century." in pages["audit-log/"]
    assert "Half the way." in pages["import-export/1/"]
