from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
import vobject
from icalendar import Calendar
from markdown_it import MarkdownIt

from guide.builder.plain_text import with_absolute_links
from guide.editions.publishing import publish
from guide.models import Aim, Mistake, Progression
from tests.pages import text_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
GOOD = "aim=hypertrophy&experience=intermediate&equipment=cable&equipment=band&load=30&unit=kg&days=2&avoid=wrists"
WHEN = "on=0&on=3&start=2026-12-02&at=18:30"
LAST = "left=12+12+11&right=12+12+12&load_used=30+kg&reps_in_reserve=2&felt=fine"


def events(client, query=f"{GOOD}&{WHEN}"):
    return Calendar.from_ical(client.get(f"/routine.ics?{query}").content).walk("VEVENT")


def test_page_json_text_and_calendar_agree(client):
    data = client.get(f"/routine.json?{GOOD}&{LAST}").json()
    page = text_of(client.get(f"/routine/?{GOOD}&{LAST}"))
    plain = re.sub(r"\s+", " ", client.get(f"/routine.txt?{GOOD}&{LAST}").content.decode())
    marked = client.get(f"/routine.md?{GOOD}&{LAST}").content.decode()
    calendar = events(client)
    for number in data["numbers"]:
        assert number["value"] in page
        assert f"{number['label']}: {number['value']}" in plain
        assert f"**{number['label']}**: {number['value']}" in marked
    for week in data["weeks"]:
        assert week["text"] in page
        cells = [week["reps"], week["rir"], week["load"], str(week["weekly_minutes"]), re.escape(week["text"])]
        row = rf"{week['week']}; .*?{'; '.join(cells)}"
        assert re.search(row, plain)
        for event in calendar[2 * week["week"] - 2 : 2 * week["week"]]:
            assert f"of {week['reps']} reps each leg, {week['rir']} clean reps left" in event["description"]
            assert f"Load: {week['load']}." in event["description"]
    for text in (data["next"]["why"], "11, 11, 11", data["next"]["start_with"], *data["cues"], *data["notes"]):
        assert text in page
        assert text in plain
    assert data["safety"]["changed"][0]["how"] in page
    assert data["safety"]["changed"][0]["how"] in plain


def test_calendar_has_each_session_at_its_local_time(client):
    found = events(client)
    assert len(found) == 2 * 8
    assert [event["dtstart"].dt for event in found[:4]] == [
        datetime(2026, 12, 3, 18, 30),
        datetime(2026, 12, 7, 18, 30),
        datetime(2026, 12, 10, 18, 30),
        datetime(2026, 12, 14, 18, 30),
    ]
    assert all(event["dtstart"].dt.tzinfo is None for event in found)
    assert {event["dtstart"].dt.weekday() for event in found} == {0, 3}
    weeks = client.get(f"/routine.json?{GOOD}").json()["weeks"]
    minutes = [timedelta(minutes=week["minutes"]) for week in weeks for _ in week["sets"]]
    assert [event["dtend"].dt - event["dtstart"].dt for event in found] == minutes
    assert found[0]["dtstamp"].dt.utcoffset() == timedelta(0)


@pytest.mark.parametrize("when", [WHEN, "on=2&on=6&start=2027-03-15&at=02:30", "on=0&on=3&start=2019-01-01&at=23:50"])
def test_another_parser_finds_the_same_sessions(client, when):
    """Across a clock change and in the past: a session keeps its local time."""
    body = client.get(f"/routine.ics?{GOOD}&{when}").content
    assert b"TZID" not in body
    read = vobject.readOne(body.decode())
    mine = Calendar.from_ical(body).walk("VEVENT")
    assert [event.uid.value for event in read.vevent_list] == [str(event["uid"]) for event in mine]
    assert [event.dtstart.value for event in read.vevent_list] == [event["dtstart"].dt for event in mine]
    assert {event["dtstart"].dt.strftime("%H:%M") for event in mine} == {when[-5:]}
    assert [event.description.value for event in read.vevent_list] == [str(event["description"]) for event in mine]


def test_event_ids_are_unique_and_stable(client):
    first = [str(event["uid"]) for event in events(client)]
    moved = [str(event["uid"]) for event in events(client, f"{GOOD}&on=1&on=4&start=2027-01-01&at=07:00")]
    other = [str(event["uid"]) for event in events(client, f"{GOOD.replace('load=30', 'load=40')}&{WHEN}")]
    assert len(set(first)) == len(first)
    assert first == moved
    assert not set(first) & set(other)


def test_session_without_sets_is_no_event(client):
    query = f"aim=return&experience=beginner&equipment=band&days=3&weeks=4&on=0&on=2&on=4&start={date(2026, 12, 7)}"
    assert len(events(client, f"{query}&at=18:00")) == 3 + 3 + 3 + 3


def test_calendar_file_is_stable_and_a_download(client):
    one, two = (client.get(f"/routine.ics?{GOOD}&{WHEN}") for _ in range(2))
    assert one.content == two.content
    assert one["Content-Type"] == "text/calendar; charset=utf-8"
    assert "routine.ics" in one["Content-Disposition"]


@pytest.mark.parametrize(
    ("when", "message", "target"),
    [
        ("start=2026-12-02&at=18:30", "Tick the days of your sessions.", "#id_on_0"),
        ("on=0&start=2026-12-02&at=18:30", "has 2 a week, and you ticked 1", "#id_on_0"),
        ("on=0&on=9&start=2026-12-02&at=18:30", "Tick days of the week.", "#id_on_0"),
        ("on=0&on=3&at=18:30", "Give the date to start from.", "#id_start"),
        ("on=0&on=3&start=2.12.&at=18:30", "Give the date as year-month-day.", "#id_start"),
        ("on=0&on=3&start=9999-12-31&at=18:30", "Give a date from 2000 to 2100.", "#id_start"),
        ("on=0&on=3&start=2026-12-02&at=25:00", "Give the time as hours:minutes", "#id_at"),
    ],
)
def test_invalid_calendar_form_is_reported_on_the_page(client, when, message, target):
    response = client.get(f"/routine.ics?{GOOD}&{when}")
    text = response.content.decode()
    assert response.status_code == 400
    assert "There is a problem" in text
    assert message in text
    assert f'href="{target}"' in text
    assert target.strip("#") in re.findall(r'id="([^"]+)"', text)
    assert re.search(r"<title>\s*Error: ", text)


@pytest.mark.parametrize("address", ["/routine.txt", "/routine.md", "/routine.json", "/routine.ics"])
@pytest.mark.parametrize("query", ["", "aim=x", f"{GOOD}&days=99", f"{GOOD}&left=a"])
def test_invalid_answers_are_400_in_every_format(client, address, query):
    response = client.get(f"{address}?{query}")
    assert response.status_code == 400
    assert "ETag" not in response


@pytest.mark.parametrize("address", ["/routine.txt", "/routine.md", "/routine.ics", "/routine/card/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_exports_refuse_post(client, address, method):
    assert getattr(client, method)(address).status_code == 405


def test_gym_card_has_boxes_for_every_set(client):
    text = client.get(f"/routine/card/?{GOOD}").content.decode()
    assert text.count("<i></i>") == 2 * 8 * 2 * 3
    assert text.count("<tr") == 1 + 8
    assert "forearm" in text


def test_gym_card_without_answers_asks_for_them(client):
    assert b"Show my routine" in client.get("/routine/card/").content


def test_text_has_no_markup(client):
    text = client.get(f"/routine.txt?{GOOD}&avoid=pain").content.decode()
    assert not re.search(r"[<>]|\*\*|^#|^\|", text, re.MULTILINE)
    assert text.index("SAFETY FIRST") < text.index("PRESCRIPTION")
    assert "&amp;" not in text


@pytest.mark.parametrize("limit", ["pain", "pregnancy", "lower-back"])
def test_safety_list_can_be_reached_from_every_format(client, limit):
    query = f"aim=return&experience=advanced&equipment=band&days=1&avoid={limit}"
    where = "(http://testserver/guide/safety/)"
    for form in ("routine.txt", "routine.md"):
        assert where in client.get(f"/{form}?{query}").content.decode()
    card = client.get(f"/routine/card/?{query}").content.decode()
    assert where in card
    calendar = Calendar.from_ical(client.get(f"/routine.ics?{query}&on=0&start=2027-01-04&at=18:00").content)
    assert all(where in event["description"] for event in calendar.walk("VEVENT"))


def test_only_addresses_of_pages_become_absolute():
    text = "Hold (/leg), (/) or (/guide/form/#set-up). 2 sets (/side/) [x](/routine/?aim=a)"
    assert with_absolute_links(text, "https://example.org/routine/?aim=a") == (
        "Hold (/leg), (https://example.org/) or (https://example.org/guide/form/#set-up). "
        "2 sets (/side/) [x](https://example.org/routine/?aim=a)"
    )


def test_text_in_brackets_is_no_link_in_any_format(client):
    Aim.objects.update(note="For 2 sets (/leg).")
    publish(by="tests", note="Brackets.")
    for address in ("/routine.txt", "/routine.md"):
        assert "2 sets (/leg)" in client.get(f"{address}?{GOOD}").content.decode()


def test_address_in_the_text_gives_the_same_routine(client):
    text = client.get(f"/routine.txt?utm_source=x&{GOOD}").content.decode()
    address = re.search(r"http://testserver(\S+)", text)[1]
    assert "utm" not in address
    again = client.get(address.replace("/routine/", "/routine.txt")).content.decode()
    assert again == text


def test_documented_json_keys_are_sent(client):
    data = client.get(f"/routine.json?{GOOD}&{LAST}").json()
    table = (ROOT / "docs" / "api.md").read_text().split("The answer:")[1].split("## Calendar")[0]
    rows = [line.split(" | ", 1) for line in table.splitlines() if line.startswith("| `")]
    documented = {name for keys, _ in rows for name in re.findall(r"`(\w+)`", keys)}
    assert documented == set(data)
    meant = {keys: set(re.findall(r"`(\w+)`", meaning)) for keys, meaning in rows}
    assert meant["| `next`"] == set(data["next"])
    assert meant["| `weeks`"] == set(data["weeks"][0]) - {"week"}
    assert meant["| `minutes`"] == set(data["minutes"])
    assert meant["| `numbers`"] == set(data["numbers"][0])
    assert meant["| `safety`"] == set(data["safety"])
    assert meant["| `instead`, `easier`, `harder`"] == set(data["easier"])


def test_signs_in_texts_are_the_same_in_every_format(client):
    typed = "Do 3*12 reps, or 2*15, at a <good> | _steady_ &lt; pace."
    Progression.objects.update(text=typed.replace("_", r"\_").replace("&lt;", "&amp;lt;"))
    Mistake.objects.update(cue=typed)
    publish(by="tests", note="Signs.")
    assert client.get(f"/routine.txt?{GOOD}").content.decode().count(typed) >= 2
    read = MarkdownIt("commonmark").render(client.get(f"/routine.md?{GOOD}").content.decode())
    assert unescape(read).count(typed) >= 2
