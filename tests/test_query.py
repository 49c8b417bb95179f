"""Names in an address: ours, those of trackers, and those that must be said."""

from __future__ import annotations

import re

import pytest

from guide.forms.unknown import unknown
from guide.query import EVERY, TRACKING, in_one_form, kept_form, query_of
from tests.test_routine_input import GOOD
from tests.test_routine_page import HTMX, text_of

NO_QUESTION = "which is no question of ours."


def test_the_order_of_values_of_one_parameter_is_kept():
    assert query_of("b=2&a=1&b=1&c=9", ("a", "b")) == "a=1&b=2&b=1"
    assert query_of("b=2&a=1&b=1&UTM_x=9&fbclid=3", EVERY) == "a=1&b=2&b=1"


def test_the_short_way_and_the_long_way_give_the_same_form():
    for query in ("", "a=1", "b=%20&a=+&a", "utm_source=x&b=1", "%FF=%00&é=1", "x=" + "y" * 9000):
        assert query_of(query, EVERY) == (in_one_form(query, EVERY) if query else "")
        assert query_of(query, ("a",)) == (in_one_form(query, ("a",)) if query else "")


def test_what_is_remembered_of_queries_is_bounded():
    for number in range(3000):
        query_of(f"a={number}", EVERY)
        query_of(f"a={number}" + "x" * 9000, EVERY)
    found = kept_form.cache_info()
    assert found.currsize <= found.maxsize
    assert found.maxsize <= 2048


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "field"), [("dayz", "id_days"), ("Avoid", "id_avoid_0"), ("minute", "id_minutes")])
def test_a_misspelt_name_is_a_fault_beside_the_question_it_looks_like(client, name, field):
    for headers in ({}, HTMX):
        response = client.get(f"/routine/?{GOOD}&{name}=3", headers=headers)
        text = response.content.decode()
        assert "There is a problem" in text
        assert f"“{name}”, {NO_QUESTION} Did you mean" in text_of(response)
        assert f'href="#{field}"' in text
        assert "answer-title" not in text
    for address in ("/routine.json", "/routine.txt", "/routine.md", "/routine.ics"):
        assert client.get(f"{address}?{GOOD}&{name}=3").status_code == 400


@pytest.mark.django_db
def test_a_name_like_no_other_is_said_too_and_the_answers_are_kept(client):
    response = client.get(f"/routine/?{GOOD}&zzz=1&" + "q" * 10_000 + "=1")
    text = text_of(response)
    assert f"“zzz”, {NO_QUESTION}" in text
    assert "q" * 31 not in text
    assert re.search(r'value="hypertrophy"[^>]*checked', response.content.decode())
    assert client.get(f"/routine.json?{GOOD}&zzz=1").json()["errors"]["__all__"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["utm_source", "UTM_campaign", *sorted(TRACKING)])
def test_a_trackers_name_changes_nothing(client, name):
    assert client.get(f"/routine/?{GOOD}&{name}=x").content == client.get(f"/routine/?{GOOD}").content
    assert client.get(f"/routine/?{name}=x").content == client.get("/routine/").content


@pytest.mark.django_db
def test_a_strange_name_without_any_answer_is_no_fault(client):
    assert "There is a problem" not in text_of(client.get("/routine/?src=mail"))


def test_only_some_strange_names_are_said():
    assert len(unknown(f"strange{number}" for number in range(999))) == 5
