from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.builder.follow_up_forms import CalendarForm, LastSessionForm
from guide.builder.form import RoutineForm
from tests.pages import GOOD, HTMX, text_of

pytestmark = pytest.mark.django_db
LAST = "left=12+12+12&right=12+12+12&reps_in_reserve=2&felt=fine"
KNOWN = {name for form in (RoutineForm, LastSessionForm, CalendarForm) for name in form.base_fields}
SAID = "The address answers this more than once. Give one answer."
BAD = [
    ("minutes=0", "Give the minutes as a whole number from 1 to 180.", "id_minutes"),
    ("minutes=999", "Give the minutes as a whole number from 1 to 180.", "id_minutes"),
    ("minutes=ten", "Give the minutes as a whole number from 1 to 180.", "id_minutes"),
    ("weeks=5", "Choose one of the numbers of weeks in the list.", "id_weeks_0"),
    ("avoid=moon", "“moon” is not in the list. Tick what applies.", "id_avoid_0"),
    ("load=20", "Say whether the load is in kg or lb.", "id_load"),
    ("load=20+lb&unit=kg", "You wrote lb and chose kg. Give the load in one unit.", "id_load"),
    ("load=heavy&unit=kg", "Give the load as a number, such as 20 or 22.5.", "id_load"),
    ("load=-20&unit=kg", "Give the load as a number, such as 20 or 22.5.", "id_load"),
    ("load=0&unit=kg", "Give the load as a number, such as 20 or 22.5.", "id_load"),
    ("load=1e3&unit=kg", "Give the load as a number, such as 20 or 22.5.", "id_load"),
    ("load=20+kg+30+lb", "Give the load as a number, such as 20 or 22.5.", "id_load"),
    ("load=301&unit=kg", "Give a load of 300 kg or less.", "id_load"),
    ("load=20&unit=stone", "Choose kg or lb.", "id_unit_0"),
    ("variation=rope", "Choose one of the variations in the list.", "id_variation_0"),
    ("variation=band", "needs something you did not tick: Resistance band.", "id_variation_0"),
    ("aim=return", SAID, "id_aim_0"),
    ("days=2&days=3", SAID, "id_days"),
    ("unit=kg&unit=lb&load=20", SAID, "id_unit_0"),
    (LAST.replace("left=12+12+12", "left="), "Give the clean reps of each set, left leg.", "id_left"),
    (LAST.replace("left=12+12+12", "left=1000"), "Give one number from 0 to 100 for each set", "id_left"),
    (LAST.replace("left=12+12+12", "left=12+12"), "Give as many sets here as on the other side.", "id_right"),
    (LAST.replace("left=12", "left=" + "1+" * 20), "Give at most 10 sets.", "id_left"),
    (
        LAST.replace("reps_in_reserve=2", "reps_in_reserve=-1"),
        "Give the reps left as a whole number from 0 to 20.",
        "id_reps_in_reserve",
    ),
    (LAST.replace("reps_in_reserve=2", ""), "Say how many clean reps were left.", "id_reps_in_reserve"),
    (LAST.replace("felt=fine", ""), "Say how it felt.", "id_felt_0"),
    (LAST.replace("felt=fine", "felt=great"), "Choose one of the answers in the list.", "id_felt_0"),
    (f"{LAST}&previous_session_same=maybe", "Choose yes or no.", "id_previous_session_same_0"),
    (f"{LAST}&load_used=30", "Say whether the load is in kg or lb.", "id_load_used"),
    (f"{LAST}&load_used=30+lb&load=30&unit=kg", "You wrote lb and chose kg.", "id_load_used"),
    (f"{LAST}&felt=pain", SAID, "id_felt_0"),
]


@pytest.mark.parametrize("written", ["2-3", "2–3", "2 to 3", "2+", " 2 ", "2"])
@pytest.mark.parametrize("name", ["reps_in_reserve", "spare"])
def test_reps_left_may_be_a_range_as_routines_have_it(client, name, written):
    """`spare` is the name in addresses of version 1.0."""
    last, address = LAST.replace("reps_in_reserve=2", ""), f"/routine.json?{GOOD}"
    given = client.get(f"{address}&{last}&{urlencode({name: written})}")
    assert given.json()["next"] == client.get(f"{address}&{LAST}").json()["next"] is not None


def test_reps_left_with_the_load_may_be_a_range(client):
    one, other = (
        client.get(f"/routine.json?{GOOD}&load=20&unit=kg&reps_done=12&reps_left={left}") for left in ("2-3", "2")
    )
    assert one.json()["weeks"] == other.json()["weeks"]
    assert client.get(f"/routine.json?{GOOD}&reps_left=3-2").status_code == 400


@pytest.mark.parametrize(("query", "message", "target"), BAD)
def test_invalid_answer_is_reported_linked_and_kept(client, query, message, target):
    for headers in ({}, HTMX):
        response = client.get(f"/routine/?{GOOD}&{query}", headers=headers)
        text = response.content.decode()
        assert response.status_code == 200
        assert "There is a problem" in text
        assert message in text_of(response)
        assert f'href="#{target}"' in text
        assert f'id="{target}"' in text
        assert re.search(r"<title>\s*Error: ", text)
        place = text.index(f'id="{target}"')
        folded = text.rfind("<details", 0, place)
        assert text.rfind("</details>", 0, place) >= folded or "open" in text[folded : folded + 40]
    data = client.get(f"/routine.json?{GOOD}&{query}")
    assert data.status_code == 400
    assert target.removeprefix("id_").removesuffix("_0") in data.json()["errors"]


def test_typed_values_are_kept_beside_their_message(client):
    text = client.get(f"/routine/?{GOOD}&load=20+lb&unit=kg&minutes=ten&days=9").content.decode()
    assert 'value="20 lb"' in text
    assert 'value="ten"' in text
    assert 'value="9"' in text
    assert 'type="number"' not in text, "browsers would drop what is no number"
    assert re.search(r'value="kg"[^>]*checked', text)


@pytest.mark.parametrize(
    ("query", "load", "unit"),
    [("load=22,5&unit=kg", "22.5", "kg"), ("load=20kg", "20", "kg"), ("load=45+lbs&unit=lb", "45", "lb")],
)
def test_load_is_parsed_as_people_write_it(client, query, load, unit):
    trainee = client.get(f"/routine.json?{GOOD}&{query}").json()["trainee"]
    assert (trainee["load"], trainee["unit"]) == (load, unit)


def test_long_value_is_shortened_in_the_message(client):
    errors = client.get(f"/routine.json?{GOOD}&avoid={'x' * 10_000}").json()["errors"]
    assert errors == {"avoid": [f"“{'x' * 30}…” is not in the list. Tick what applies."]}


def test_too_many_answers_are_reported(client):
    response = client.get(f"/routine/?{GOOD}" + "".join(f"&avoid=knees{number}" for number in range(1200)))
    assert response.status_code == 400
    assert "<title>Error: There is a problem</title>" in response.content.decode()
    assert "<h1>There is a problem</h1>" in response.content.decode()


def test_repeated_answer_counts_once(client):
    assert client.get(f"/routine.json?{GOOD}&aim=hypertrophy&equipment=cable").status_code == 200


def test_used_answers_are_listed(client):
    text = text_of(client.get(f"/routine/?{GOOD}&days=2&avoid=wrists"))
    expected = "Build muscle, Intermediate, Cable machine, you ticked “Weight on my wrists”, 2 days a week."
    assert f"Made from your answers: {expected} Planned for 8 weeks." in text


@pytest.mark.parametrize("name", sorted(KNOWN))
@pytest.mark.parametrize("value", ["x" * 10_000, "9" * 10_000, "%00", "%FF", "<script>", "٣", " ", "-1", "1e309"])
def test_no_value_breaks_any_format(client, name, value):
    for address in ("/routine/", "/routine.json", "/routine.txt", "/routine.ics", "/routine/card/"):
        response = client.get(f"{address}?{GOOD}&{name}={value}")
        assert response.status_code in (200, 400)
        assert "html" not in response["Content-Type"] or b"<script>" not in response.content


pairs = st.lists(st.tuples(st.sampled_from([*sorted(KNOWN), "x"]), st.text(max_size=20)), max_size=12)


@pytest.mark.slow
@given(pairs)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_breaks_the_builder(client, pairs):
    data = [("aim", "return"), ("experience", "beginner"), ("equipment", "band"), *pairs]
    query = {name: [value for other, value in data if other == name] for name, _ in data}
    assert client.get("/routine/", query).status_code == 200
    assert client.get("/routine.ics", query).status_code in (200, 400)


def test_guide_with_sides_asks_for_both(client):
    text = text_of(client.get(f"/routine/?{GOOD}"))
    assert "Clean reps in each set, left leg" in text
    assert "Clean reps in each set, right leg" in text


def test_optional_questions_are_folded_until_answered(client):
    assert '<details class="more" id="optional" >' in client.get("/routine/").content.decode()
    assert '<details class="more" id="optional" open>' in client.get("/routine/?days=2").content.decode()


def test_safety_notice_comes_before_any_number(client):
    text = text_of(client.get(f"/routine/?{GOOD}&avoid=pain&{LAST}"))
    assert text.index("Safety first") < text.index("Next time: 10") < text.index("Sets 2")
    plain = client.get(f"/routine.txt?{GOOD}&avoid=pain&{LAST}").content.decode()
    assert plain.index("SAFETY FIRST") < plain.index("NEXT SESSION") < plain.index("PRESCRIPTION")
    assert "Left out: Cable kickback" in text
    assert "bodyweight" in text


def test_alternatives_are_offered_with_every_variation(client):
    page = client.get("/routine/?aim=hypertrophy&experience=intermediate&equipment=cable&equipment=band")
    links = re.findall(r'<a href="(/routine/\?[^"]*variation=[^"]*)"', page.content.decode())
    assert [link.partition("variation=")[2] for link in links] == ["band", "band-knees"]
    other = client.get(links[0].replace("&amp;", "&"))
    assert b"Your routine: Band kickback" in other.content
    numbers = [re.findall(r"<dd>\s*([\d+-]+)<", response.content.decode())[:3] for response in (page, other)]
    assert numbers[0] == numbers[1] == ["3-4", "10-15", "60-120"]


@pytest.mark.parametrize("name", ["load", "reps_done", "reps_left", "load_step", "max_load", "other_sets"])
def test_questions_about_the_work_done_say_why_they_are_asked(name):
    assert "We ask" in RoutineForm.base_fields[name].help_text
