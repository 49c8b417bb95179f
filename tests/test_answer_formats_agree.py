"""Page, fragment, JSON, text, Markdown and calendar state the same routine."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice

import pytest
import vobject
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from guide.builder.query_string import trainee_query
from guide.routine import Trainee
from tests.answer_parsers import parse_json, parse_page, parse_plain_text, words
from tests.strategies import trainees

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SOME = settings(
    max_examples=45,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # no shrinking: it takes minutes, and the query says enough
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
HTMX = {"hx-request": "true"}


def is_accepted(trainee: Trainee) -> bool:
    """Whether the form accepts these answers."""
    return trainee.variation in ("", *trainee.equipment)


queries = trainees.filter(is_accepted).map(trainee_query)
last_sessions = st.sampled_from(
    ("", "&left=12+11+10&right=12+12+12&reps_in_reserve=2&felt=fine", "&left=9&right=9&reps_in_reserve=0&felt=pain")
)


@given(query=queries, last=last_sessions)
@SOME
def test_all_formats_state_the_same_answer(client, guide, query, last):
    data = client.get(f"/routine.json?{query}{last}").json()
    names = {part.slug: part.name for part in guide.limits} | {part.slug: part.title for part in guide.variations}
    stated = parse_json(data, names)
    page = parse_page(client.get(f"/routine/?{query}{last}").content.decode())
    fragment = parse_page(client.get(f"/routine/?{query}{last}", headers=HTMX).content.decode())
    assert page == fragment
    coming = page.pop("next")
    assert page == stated
    text = client.get(f"/routine.txt?{query}{last}").content.decode()
    marked = client.get(f"/routine.md?{query}{last}").content.decode()
    assert parse_plain_text(text) == parse_plain_text(marked) == numbers_in_lines(stated)
    if data["next"]:
        for part in (data["next"]["why"], data["next"]["match"] or ""):
            assert words(part) in " ".join(coming)
            assert words(part) in words(text)


def numbers_in_lines(stated: dict) -> dict:
    """Return each number in one line with its meaning, as the text format has it."""
    lines = [
        f"{label} {value} {what}" for (label, value), what in zip(stated["numbers"], stated["meanings"], strict=True)
    ]
    rest = {name: part for name, part in stated.items() if name not in ("numbers", "meanings")}
    return rest | {"numbers": [" ".join(line.split()) for line in lines]}


@given(query=queries, first=st.dates(date(2026, 1, 1), date(2030, 1, 1)))
@SOME
def test_calendar_states_the_same_sessions(client, query, first):
    data = client.get(f"/routine.json?{query}").json()
    days = int(next(number["value"] for number in data["numbers"] if number["name"] == "days").split("-")[0])
    on = "".join(f"&on={day}" for day in range(days))
    body = client.get(f"/routine.ics?{query}{on}&start={first}&at=18:00").content
    calendar = Calendar.from_ical(body)
    events = calendar.walk("VEVENT")
    check_with_vobject(body, events)
    text = client.get(f"/routine.txt?{query}").content.decode()
    assert str(calendar["description"]) == text
    left = iter(events)
    for week in data["weeks"]:
        for number, (sets, event) in enumerate(zip(week["sets"], islice(left, len(week["sets"])), strict=True), 1):
            check_session(event, week, number, sets, data)
    assert next(left, None) is None


def check_session(event, week, number: int, sets: int, data: dict) -> None:
    value = {each["name"]: each["value"] for each in data["numbers"]}
    assert event["summary"] == f"{data['variation']['title']}, week {week['week']}, session {number}"
    stated = words(str(event["description"]))
    once = [f"{sets} set{'' if sets == 1 else 's'} of {week['reps']} reps", f"{week['rir']} clean reps left"]
    once += [f"Load {week['load']}", f"Rest {value['rest']} seconds", f"Tempo {week['tempo']}"]
    once += [week["text"], week["offer"] or "", *data["cues"], *(each["how"] for each in data["safety"]["changed"])]
    once += [data["mistake"]["text"], data["mistake"]["cue"]]
    for part in once:
        assert words(part) in stated, part
    for card in data["safety"]["cards"]:
        start = words(re.sub(r"<[^>]+>", " ", card["html"]))[:40]
        assert start in stated
        assert stated.index(start) < stated.index(words(once[0]))
    assert (event["dtend"].dt - event["dtstart"].dt).total_seconds() == 60 * week["minutes"]


def check_with_vobject(body: bytes, events: list) -> None:
    read = vobject.readOne(body.decode()).vevent_list
    for name in ("uid", "summary", "description"):
        assert [getattr(event, name).value for event in read] == [str(event[name]) for event in events]
    for name in ("dtstart", "dtend"):
        assert [getattr(event, name).value for event in read] == [event[name].dt for event in events]
