"""The page of a session: its data, what it shows without a script, and where no session follows."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.django_db
MAT = "aim=hypertrophy&experience=beginner&equipment=bodyweight"
CABLE = "aim=hypertrophy&experience=intermediate&equipment=cable&load=7.5&unit=kg"
DONE = "&left=12+12+12&right=12+12+11&load_used=7.5+kg&reps_in_reserve=2"


def page_at(client, query: str, name: str = "session/") -> str:
    response = client.get(f"/routine/{name}?{query}")
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def plan_of(text: str) -> dict:
    return json.loads(re.search(r'<script id="plan" type="application/json">(.*?)</script>', text)[1])


@pytest.mark.parametrize("query", [MAT, CABLE, f"{CABLE}{DONE}&felt=fine", f"{MAT}&avoid=pregnancy&minutes=5"])
def test_data_are_those_of_the_routine(client, query):
    plan, routine = plan_of(page_at(client, query)), client.get(f"/routine.json?{query}").json()
    address = plan.pop("address")
    assert plan.items() <= routine.items()
    assert {"weeks", "next", "session", "edition"} <= plan.keys()
    assert client.get(f"/routine.json?{address}").json()["weeks"] == routine["weeks"]


def test_session_has_the_rest_of_the_routine_and_steps_of_the_kit(client):
    own = client.get(f"/routine.json?{CABLE}").json()["session"]
    assert (own["side"], own["change_seconds"], own["load_steps"]) == ("leg", 20, {"kg": 2.5})
    assert client.get(f"/routine.json?{CABLE}&load_step=1.25").json()["session"]["load_steps"] == {"kg": 1.25}
    without_load = CABLE.partition("&load")[0]
    assert client.get(f"/routine.json?{without_load}").json()["session"]["load_steps"] == {"kg": 2.5, "lb": 5}
    short = client.get(f"/routine.json?{MAT}&minutes=5").json()
    assert short["session"]["load_steps"] == {}
    assert short["session"]["easy_sets"] == [0, 0]
    numbers = {number["name"]: number["value"] for number in short["numbers"]}
    assert "-".join(map(str, sorted({*short["session"]["rest_seconds"]}))) == numbers["rest"]
    assert short["session"]["load"] == numbers["load"]


def test_history_goes_with_the_session(client):
    text = page_at(client, f"{CABLE}{DONE}&felt=fine")
    assert "history=7.5x11x2" in plan_of(text)["address"]
    assert "left=" not in plan_of(text)["address"]


def test_canonical_page_is_the_builder(client):
    assert 'rel="canonical" href="http://testserver/routine/"' in page_at(client, MAT)


@pytest.mark.parametrize("query", ["", "aim=x", f"{MAT}&days=99", f"{CABLE}&left=12+x&right=12&felt=fine"])
def test_answers_that_are_missing_or_bad_lead_to_the_builder(client, query):
    text = page_at(client, query)
    assert "Build my routine" in text
    assert "data-screen" not in text
    assert ("There is a problem" in text) is bool(query)


def test_no_session_follows_pain(client):
    for name in ("session/", ""):
        text = page_at(client, f"{CABLE}{DONE}&felt=pain", name)
        assert "Something hurt" in text
        assert "data-screen" not in text
        assert "Start session" not in text


def test_safety_card_and_changes_come_before_the_start(client):
    text = page_at(client, f"{MAT}&avoid=pregnancy").partition("<noscript>")[2].partition("</noscript>")[2]
    before = text.partition('data-do="start"')[0]
    assert "Ask your midwife or doctor" in before
    changed = client.get(f"/routine.json?{MAT}&avoid=pregnancy").json()["safety"]["changed"]
    assert ("Do it like this" in before) is bool(changed)


def test_safety_cards_have_the_order_of_the_routine(client):
    query = f"{MAT}&avoid=pain&avoid=hip"
    cards = [card["limit"] for card in client.get(f"/routine.json?{query}").json()["safety"]["cards"]]
    ready = page_at(client, query).partition("</noscript>")[2]
    names = re.findall(r"<summary>Safety first: (.*?)</summary>", ready)
    limits = {
        limit["name"]: limit["limit"] for limit in client.get(f"/routine.json?{query}").json()["safety"]["limits"]
    }
    assert [limits[name] for name in names] == cards
    assert cards != list(limits.values())


def test_card_to_print_is_there_without_a_script(client):
    card = re.search(r"<main.*?<noscript>(.*?)</noscript>", page_at(client, MAT), re.S)[1]
    assert "In a browser with scripts" in card
    assert card.count("<tr>") == 9  # 8 weeks, with a box for every set
    assert "<style" not in page_at(client, MAT)


def test_routine_and_variation_link_to_their_session(client):
    link = r'href="/routine/session/\?([^"]+)"[^>]*>Start session'
    assert re.search(link, page_at(client, MAT, ""))[1].replace("&amp;", "&") == MAT
    query = f"{CABLE}{DONE}&felt=fine"
    linked = re.search(link, page_at(client, query, ""))[1].replace("&amp;", "&")
    assert plan_of(page_at(client, linked))["next"] == client.get(f"/routine.json?{query}").json()["next"]
    variation = client.get("/variations/cable/").content.decode()
    assert plan_of(page_at(client, re.search(link, variation)[1].replace("&amp;", "&")))["variation"]["slug"] == "cable"
