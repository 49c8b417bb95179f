"""Query parameters: known, misspelt (reported) and foreign (ignored)."""

from __future__ import annotations

import re

import pytest

from guide.builder.misspelt_parameters import PARAMETERS, misspelt_parameter_errors
from guide.http.canonical_query import cached_canonical_query, canonical_query, misspelt_parameter
from tests.pages import GOOD, HTMX, text_of

JUNK = ["gad_source", "mibextid", "si", "ref", "__hstc", "utm_source", "fbclid", "_ga", "share", "user", "lang", ""]
NO_QUESTION = "which is not a question here."


def test_value_order_of_one_parameter_is_kept():
    assert canonical_query("b=2&a=1&b=1&c=9", ("a", "b")) == "a=1&b=2&b=1"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("a=1", "a=1"),
        ("b=%20&a=+&a", "a=+&a=&b=+"),
        ("utm_source=x&b=1", "b=1"),
        ("%FF=%00&a=\xc3\xa9", "a=%C3%A9"),
        ("foreign=1&a=" + "y" * 9000, "a=" + "y" * 9000),
    ],
)
def test_queries_of_any_length_are_made_canonical(query, canonical):
    for _ in range(2):  # the second time it may come from the cache
        assert canonical_query(query, ("a", "b")) == canonical


def test_query_cache_is_bounded():
    for number in range(3000):
        canonical_query(f"a={number}", PARAMETERS)
        canonical_query(f"a={number}" + "x" * 9000, PARAMETERS)
    found = cached_canonical_query.cache_info()
    assert found.currsize <= found.maxsize
    assert found.maxsize <= 2048


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "field"), [("dayz", "id_days"), ("Avoid", "id_avoid_0"), ("minute", "id_minutes")])
def test_misspelt_name_is_an_error_beside_its_question(client, name, field):
    for headers in ({}, HTMX):
        response = client.get(f"/routine/?{GOOD}&{name}=3", headers=headers)
        text = response.content.decode()
        assert "There is a problem" in text
        assert f"“{name}”, {NO_QUESTION} Did you mean" in text_of(response)
        assert f'href="#{field}"' in text
        assert "answer-title" not in text
    for address in ("/routine.json", "/routine.txt", "/routine.md", "/routine.ics"):
        assert client.get(f"{address}?{GOOD}&{name}=3").status_code == 400


@pytest.mark.parametrize(
    ("name", "meant"),
    [("equipement", "equipment"), ("week", "weeks"), ("AIM", "aim"), ("equipment[]", "equipment"), ("dyas", "days")],
)
def test_near_misses_are_recognised(name, meant):
    assert misspelt_parameter(name, PARAMETERS) == meant
    assert canonical_query(f"{name}=1", PARAMETERS)


@pytest.mark.parametrize("name", JUNK)
def test_foreign_parameters_create_no_page(name):
    assert canonical_query(f"aim=x&{name}=1", PARAMETERS) == "aim=x"


@pytest.mark.django_db
@pytest.mark.parametrize("name", JUNK)
def test_foreign_parameters_change_nothing(client, name):
    for path in ("/routine/", "/routine.json", "/routine.txt", "/routine.ics"):
        assert client.get(f"{path}?{GOOD}&{name}=x").content == client.get(f"{path}?{GOOD}").content
    assert client.get(f"/routine.json?{GOOD}&{name}=x").status_code == 200
    assert client.get(f"/routine/?{name}=x").content == client.get("/routine/").content


@pytest.mark.django_db
def test_answers_beside_a_misspelt_name_are_kept(client):
    text = client.get(f"/routine/?{GOOD}&week=8").content.decode()
    assert re.search(r'value="hypertrophy"[^>]*checked', text)
    assert client.get(f"/routine.json?{GOOD}&week=8").json()["errors"]["weeks"]


@pytest.mark.django_db
def test_unknown_name_without_answers_is_no_error(client):
    assert "There is a problem" not in text_of(client.get("/routine/?src=mail"))


def test_number_of_reported_names_is_limited():
    assert len(misspelt_parameter_errors(f"equipment{number}" for number in range(99))) == 5
