"""Query counts of desk pages do not grow with the guide."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guide.admin import site
from guide.admin.site import ADMIN_PAGES
from guide.content_files.zip_archive import pack_zip
from guide.editions.publishing import live_items, publish
from guide.models import Edition, Question, TrashEntry, Upload, Variation
from guide.models.snapshot import KINDS, items_by_key, read_working_copy, write_rows
from tests.bench.growth import copied

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEW, MANY = range(1, 3), range(3, 9)


def grow(turns, user):
    """Add variations and questions, each edited by a user."""
    snapshot, before = read_working_copy(), items_by_key(read_working_copy()).values()
    for kind in ("variations", "questions"):
        snapshot[kind] += [copied(kind, snapshot[kind][0], turn) for turn in turns]
    for limit in snapshot["limits"]:
        said = {pair["variation"] for pair in limit["variations"]}
        new = [row["slug"] for row in snapshot["variations"] if row["slug"] not in said]
        limit["variations"] += [{"variation": slug, "unchanged": True, "text": "As usual."} for slug in new]
    write_rows(snapshot, [key for key, item in items_by_key(snapshot).items() if item not in before])
    for model in (Variation, Question):
        for row in model.objects.all():
            LogEntry.objects.log_actions(user.pk, [row], CHANGE, change_message="Changed.", single_object=True)


def pages():
    lists = [reverse(f"admin:guide_{model._meta.model_name}_changelist") for model in (*KINDS.values(), Edition)]
    desk = [
        reverse(f"admin:{name}") for route, _, name in ADMIN_PAGES if "<" not in route and name not in {"text_preview"}
    ]
    forms = [reverse(f"admin:guide_{model._meta.model_name}_{page}", args=[model.objects.first().pk])
             for model in (Variation, Question) for page in ("change", "delete", "history")]  # fmt: skip
    previews = [f"/preview/variations/{Variation.objects.first().slug}/", "/preview/questions/"]
    return [reverse("admin:index"), *lists, *desk, f"{reverse('admin:changes')}?from=1", *forms, *previews]


def queries_by_page(client):
    """Return the queries of each page."""
    found = {}
    for url in pages():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200, url
        found[url] = [query["sql"] for query in queries]
    return found


def reads_whole_table(sql):
    """Whether a query reads all rows of a table, as only reading the whole working copy does."""
    limited = any(part in sql for part in ("WHERE", "LIMIT", "COUNT"))
    return 'FROM "guide_synonyms"' in sql and '"words"' in sql and not limited


@pytest.fixture(autouse=True)
def no_session_is_extended(monkeypatch):
    """A session is stored once in 5 minutes, which adds queries to whichever page is read then."""
    monkeypatch.setattr(site, "time", SimpleNamespace(time=lambda: 0))


def test_admin_page_queries_do_not_grow(as_publisher, django_user_model):
    user = django_user_model.objects.get(username="grace")
    grow(FEW, user)
    queries_by_page(as_publisher)  # fills the caches of the edition
    few = queries_by_page(as_publisher)
    grow(MANY, user)
    many = queries_by_page(as_publisher)
    assert {url: (few[url], many[url]) for url in few if len(many[url]) > len(few[url])} == {}
    for url, queries in few.items():
        assert sum(map(reads_whole_table, queries)) <= 1, url
        assert url.endswith((".zip", "/history/")) or not any('"snapshot"' in query for query in queries), url


def reads_of_working_copy(client, url, data):
    with CaptureQueriesContext(connection) as queries:
        response = client.post(url, data)
    assert response.status_code == 302, response.content
    return sum(reads_whole_table(query["sql"]) for query in queries)


def test_desk_changes_read_the_working_copy_once(as_publisher):
    note = {"note": "Renamed."}
    Question.objects.filter(slug="wobble").update(title="Why do I wobble so?")
    Question.objects.filter(slug="cramp").update(title="Cramp?")
    assert reads_of_working_copy(as_publisher, reverse("admin:discard"), {"only": "questions/cramp"}) == 1
    kept = TrashEntry.objects.get()
    assert reads_of_working_copy(as_publisher, reverse("admin:trash"), {"only": kept.pk}) == 1
    publishing = reverse("admin:guide_edition_publish")
    assert reads_of_working_copy(as_publisher, publishing, note | {"only": "questions/wobble"}) == 1
    assert reads_of_working_copy(as_publisher, reverse("admin:guide_edition_restore", args=[1]), note) == 1


def test_import_reads_the_working_copy_once_per_request(as_publisher):
    assert reads_of_working_copy(as_publisher, reverse("admin:import_export"), {"archive": archive()}) == 1
    url = reverse("admin:import", args=[Upload.objects.get().pk])
    with CaptureQueriesContext(connection) as queries:
        assert as_publisher.get(url).status_code == 200
    assert sum(reads_whole_table(query["sql"]) for query in queries) == 1
    assert reads_of_working_copy(as_publisher, url, {"overwrite": "on"}) == 1


def archive():
    snapshot = read_working_copy()
    snapshot["questions"][0]["title"] = "Asked in another way"
    return SimpleUploadedFile("guide.zip", pack_zip(snapshot))


def test_publishing_queries_do_not_grow_with_items(make_user):
    counts = []
    for turns in (FEW, MANY):
        grow(turns, make_user(name=f"ada{len(turns)}"))
        live_items()  # cached per edition
        with CaptureQueriesContext(connection) as queries:
            publish(by="ada", note="More of it.")
        counts.append(len(queries))
    assert counts[0] == counts[1]
