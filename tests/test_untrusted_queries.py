"""Whatever stands in a query or form of the desk, the answer is no server error."""

from __future__ import annotations

from random import Random
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.db import transaction

from tests.desk_addresses import ADDRESSES, address

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

VALUES = [
    "\0",
    "a\0b",
    "9" * 30,
    "-1",
    "1",
    "9999-12-31",
    "0001-01-01",
    "2026-13-99",
    "99999",
    "9999-12-31 23:59+14:00",
]
VALUES += ["'", "\\", "é" * 300, "%", "", ",", "NaN", "\ud7ff"]
LOOKUPS = [
    "exact",
    "isnull",
    "id__exact",
    "in",
    "range",
    "gte",
    "lt",
    "date",
    "year",
    "year__gt",
    "month",
    "day",
    "regex",
]
FIELDS = ["q", "p", "o", "e", "all", "id", "pk", "slug", "title", "edition", "_facets", "_popup", "_to_field"]
FIELDS += ["state", "review", "who", "since", "until", "item", "only", "from", "to", "page", "of", "start", "next"]
OTHERS = [name for name in ADDRESSES if "_guide_" not in name and name not in ("logout", "catch_all")]


def list_fields(options: admin.ModelAdmin) -> list[str]:
    """Return the names of all fields that the list filters by, and how."""
    named = [each[0] if isinstance(each, tuple) else each for each in options.list_filter]
    names = [each if isinstance(each, str) else str(getattr(each, "parameter_name", "")) for each in named]
    return [*names, *filter(None, [options.date_hierarchy])]


def statuses(client, url: str, queries: list[dict[str, str]]) -> list[tuple[str, object]]:
    """Return the queries that end in a server error. Each is rolled back: on PostgreSQL an error ends a transaction."""
    bad = []
    for query in queries:
        with transaction.atomic():
            answer = client.get(f"{url}?{urlencode(query)}")
            transaction.set_rollback(True)
        bad += [(f"{url}?{urlencode(query)}", answer.status_code)] if answer.status_code >= 500 else []
    return bad


@pytest.mark.parametrize(("model", "options"), admin.site._registry.items(), ids=str)
def test_lists_answer_any_filter(client, admin_user, example_rows, cached_status, model, options):
    client.force_login(admin_user)
    client.raise_request_exception = False
    chance = Random(model.__name__)
    own = list_fields(options) or ["pk"]
    names = [f"{chance.choice(own)}__{chance.choice(LOOKUPS)}" for _ in range(8)] + chance.choices(
        [*own, *FIELDS], k=10
    )
    queries = [{name: chance.choice(VALUES)} for name in names]
    queries += [{"id__in": "9" * 30}, {"q": "a\0b"}, {f"{own[-1]}__range": "1,2"}, {f"{own[-1]}__year": "99999"}]
    assert statuses(client, f"/admin/{model._meta.app_label}/{model._meta.model_name}/", queries) == []


@pytest.mark.parametrize("name", [name for name in OTHERS if not name.endswith("_changelist")])
def test_other_pages_answer_any_query(client, admin_user, example_rows, cached_status, name):
    client.force_login(admin_user)
    client.raise_request_exception = False
    chance = Random(name)
    queries = [{chance.choice(FIELDS): chance.choice(VALUES)} for _ in range(2)]
    queries += [{"since": "0001-01-01", "until": "9999-12-31"}] if "audit" in name else []
    assert statuses(client, address(name), queries) == []


@pytest.mark.parametrize("value", VALUES)
def test_forms_answer_any_value(client, admin_user, example_rows, cached_status, value):
    client.force_login(admin_user)
    client.raise_request_exception = False
    fields = {
        "guide_edition_publish": ["live_at_0", "live_at_1", "note", "only", "change_kind"],
        "guide_section_review": ["review_due", "reviewed_by"],
        "guide_section_add": ["title", "slug", "position", "body"],
        "guide_previewlink_add": ["hours", "for_whom"],
        "text_preview": ["text"],
        "trash": ["only"],
        "login": ["username", "password", "next"],
    }
    for name, names in fields.items():
        with transaction.atomic():
            answer = client.post(address(name), dict.fromkeys(names, value))
            transaction.set_rollback(True)
        assert answer.status_code < 500, name


def test_very_long_search_leads_to_the_list(client, admin_user):
    client.force_login(admin_user)
    assert client.get("/admin/guide/section/", {"q": "a " * 30}).status_code == 200
    assert client.get("/admin/guide/section/", {"q": "a " * 31})["Location"] == "/admin/guide/section/?e=1"
