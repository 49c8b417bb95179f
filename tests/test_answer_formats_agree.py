"""The page, its fragment, the data, the text, the Markdown and the calendar all say the same."""

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
from tests.answer_parsers import from_data, from_page, from_text, words
from tests.strategies import trainees

pytestmark = pytest.mark.django_db
SOME = settings(
    max_examples=45,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # to shrink a failing example would take minutes, and its address says enough
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
HTMX = {"hx-request": "true"}


def askable(trainee: Trainee) -> bool:
    """Whether the form takes these answers."""
    return trainee.variation in ("", *trainee.equipment)


asked = trainees.filter(askable).map(trainee_query)
lasts = st.sampled_from(
    ("", "&left=12+11+10&right=12+12+12&reps_in_reserve=2&felt=fine", "&left=9&right=9&reps_in_reserve=0&felt=pain")
)


@given(query=asked, last=lasts)
@SOME
def test_every_form_of_an_answer_says_the_same(client, guide, query, last):
    data = client.get(f"/routine.json?{query}{last}").json()
    names = {part.slug: part.name for part in guide.limits} | {part.slug: part.title for part in guide.variations}
    told = from_data(data, names)
    page = from_page(client.get(f"/routine/?{query}{last}").content.decode())
    fragment = from_page(client.get(f"/routine/?{query}{last}", headers=HTMX).content.decode())
    assert page == fragment
    coming = page.pop("next")
    assert page == told
    text = client.get(f"/routine.txt?{query}{last}").content.decode()
    marked = client.get(f"/routine.md?{query}{last}").content.decode()
    assert from_text(text) == from_text(marked) == in_lines(told)
    if data["next"]:
        for part in (data["next"]["why"], data["next"]["match"] or ""):
            assert words(part) in " ".join(coming)
            assert words(part) in words(text)


def in_lines(told: dict) -> dict:
    """As text has it: each number in one line with its meaning."""
    lines = [f"{label} {value} {what}" for (label, value), what in zip(told["numbers"], told["meanings"], strict=True)]
    rest = {name: part for name, part in told.items() if name not in ("numbers", "meanings")}
    return rest | {"numbers": [" ".join(line.split()) for line in lines]}


@given(query=asked, first=st.dates(date(2026, 1, 1), date(2030, 1, 1)))
@SOME
def test_the_calendar_says_the_same_session_by_session_to_two_readers(client, query, first):
    data = client.get(f"/routine.json?{query}").json()
    days = int(next(number["value"] for number in data["numbers"] if number["name"] == "days").split("-")[0])
    on = "".join(f"&on={day}" for day in range(days))
    body = client.get(f"/routine.ics?{query}{on}&start={first}&at=18:00").content
    calendar = Calendar.from_ical(body)
    events = calendar.walk("VEVENT")
    check_other_reader(body, events)
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
    told = words(str(event["description"]))
    once = [f"{sets} set{'' if sets == 1 else 's'} of {week['reps']} reps", f"{week['rir']} clean reps left"]
    once += [f"Load {week['load']}", f"Rest {value['rest']} seconds", f"Tempo {week['tempo']}"]
    once += [week["text"], week["offer"] or "", *data["cues"], *(each["how"] for each in data["safety"]["changed"])]
    once += [data["mistake"]["text"], data["mistake"]["cue"]]
    for part in once:
        assert words(part) in told, part
    for card in data["safety"]["cards"]:
        start = words(re.sub(r"<[^>]+>", " ", card["html"]))[:40]
        assert start in told
        assert told.index(start) < told.index(words(once[0]))
    assert (event["dtend"].dt - event["dtstart"].dt).total_seconds() == 60 * week["minutes"]


def check_other_reader(body: bytes, events: list) -> None:
    read = vobject.readOne(body.decode()).vevent_list
    for name in ("uid", "summary", "description"):
        assert [getattr(event, name).value for event in read] == [str(event[name]) for event in events]
    for name in ("dtstart", "dtend"):
        assert [getattr(event, name).value for event in read] == [event[name].dt for event in events]
