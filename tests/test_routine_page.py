from __future__ import annotations

import re

import pytest

from tests.pages import GOOD, HTMX, text_of

pytestmark = pytest.mark.django_db


def test_first_visit_shows_the_form_without_errors(client, guide):
    text = client.get("/routine/").content.decode()
    assert "There is a problem" not in text
    radios = text.count('type="radio" name="') - text.count('name="theme"')
    assert radios == 5 + 3 + 4 + 5 + 2 + 1 + len(guide.variations)
    assert text.count('type="checkbox"') == len(guide.equipment) + len(guide.limits)


def test_foreign_parameters_cause_no_errors(client):
    assert "There is a problem" not in client.get("/routine/?utm_source=x").content.decode()


def test_valid_answers_give_the_prescription_with_reasons(client):
    response = client.get(f"/routine/?{GOOD}&placement=accessory")
    text = text_of(response)
    for words in (
        "3-4",
        "10-15",
        "2-3",
        "12-18 times",
        "60-120",
        "2-1-2",
        "each leg",
        "Cable kickback",
        "You chose this",
    ):
        assert words in text
    assert "2-3 clean reps" in text
    assert response.content.count(b"#source-") >= 10
    assert "Your routine: Cable kickback" in re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1]


def test_answer_names_mistake_cues_and_progression(client, guide):
    text = text_of(client.get(f"/routine/?{GOOD}"))
    cable = guide.find("variations", "cable")
    assert guide.find("mistakes", guide.find("aims", "hypertrophy").mistake).title in text
    assert all(cue in text for cue in cable.cues[:3])
    assert "How to progress" in text


def test_default_placement_is_explained(client, guide):
    text = text_of(client.get(f"/routine/?{GOOD}&placement="))
    assert "Accessory" in text
    assert "You chose this" not in text


def test_htmx_gets_the_fragment_and_others_the_page(client):
    fragment = client.get(f"/routine/?{GOOD}", headers=HTMX)
    page = client.get(f"/routine/?{GOOD}")
    restored = client.get(f"/routine/?{GOOD}", headers=HTMX | {"hx-history-restore-request": "true"})
    assert b"<html" not in fragment.content
    assert b"<html" in page.content
    assert b"<html" in restored.content
    inside = re.search(r'<section class="answer".*?</section>', page.content.decode(), re.S)[0]
    assert inside in fragment.content.decode()
    assert fragment["ETag"] != page["ETag"]
    for response in (fragment, page, restored):
        assert response["Vary"] == "HX-Request, HX-History-Restore-Request"


def test_empty_parameters_are_left_out_of_the_pushed_address(client):
    pushed = "/routine/?aim=hypertrophy&equipment=cable&experience=intermediate&minutes=30"
    sent = f"/routine/?{GOOD}&days=&minutes=30&load=&weeks="
    assert client.get(sent, headers=HTMX)["HX-Push-Url"] == pushed
    assert "HX-Push-Url" not in client.get(f"{sent}&left=", headers=HTMX)  # an error about an empty field
    assert "HX-Push-Url" not in client.get(sent)


@pytest.mark.parametrize(
    ("query", "message", "target"),
    [
        ("experience=beginner&equipment=band", "Choose your aim.", "#id_aim_0"),
        ("aim=hypertrophy&equipment=band", "Choose how long you have trained.", "#id_experience_0"),
        ("aim=hypertrophy&experience=beginner", "Tick at least one kind of equipment.", "#id_equipment_0"),
        ("aim=flying&experience=beginner&equipment=band", "Choose one of the aims in the list.", "#id_aim_0"),
        (f"{GOOD}&equipment=rope", "“rope” is not in the list.", "#id_equipment_0"),
        (f"{GOOD}&placement=moon", "Choose one of the places in the list.", "#id_placement_0"),
        (f"{GOOD}&days=9", "whole number from 1 to 7", "#id_days"),
        (f"{GOOD}&days=0", "whole number from 1 to 7", "#id_days"),
        (f"{GOOD}&days=two", "whole number from 1 to 7", "#id_days"),
        (f"{GOOD}&days=2.5", "whole number from 1 to 7", "#id_days"),
    ],
)
def test_invalid_answer_is_reported_linked_and_kept(client, query, message, target):
    for headers in ({}, HTMX):
        response = client.get(f"/routine/?{query}", headers=headers)
        text = response.content.decode()
        assert response.status_code == 200
        assert "There is a problem" in text
        assert message in text
        assert f'href="{target}"' in text
        assert re.search(r"<title>\s*Error: ", text)
        for value in re.findall(r"=(hypertrophy|beginner|intermediate|band|cable)\b", query):
            assert re.search(rf'value="{value}"[^>]*\schecked', text)
    if "days=" in query:
        assert f'value="{query.split("days=")[1]}"' in text


@pytest.mark.parametrize(
    "query", ["days=" + "9" * 10000, "aim=" + "a" * 10000, "aim=%00", "aim=a&aim=b", "equipment=%FF"]
)
def test_absurd_answers_are_errors(client, query):
    response = client.get(f"/routine/?{query}")
    assert response.status_code == 200
    assert b"There is a problem" in response.content


def test_answers_cannot_inject_markup(client):
    text = client.get('/routine/?equipment=<script>alert(1)</script>&days="><script>').content.decode()
    assert "<script>" not in text


def test_json_agrees_with_the_page(client):
    data = client.get(f"/routine.json?{GOOD}&days=2").json()
    text = text_of(client.get(f"/routine/?{GOOD}&days=2"))
    assert data["variation"]["slug"] == "cable"
    for number in data["numbers"]:
        assert number["value"] in text
        assert number["because"] or number["name"] == "time"


def test_invalid_answers_as_json_are_400_by_field(client):
    response = client.get("/routine.json?aim=x&days=9")
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"aim", "experience", "equipment", "days"}


def test_how_heavy_to_begin_is_not_said_beside_the_next_session(client):
    told = "&left=12+12&right=12+12&load_used=20&unit=kg&reps_in_reserve=2&felt=fine"
    first, then = (client.get(f"/routine/?{GOOD}{more}").content.decode() for more in ("&load=20&unit=kg", told))
    assert ("How heavy?" in first, "Next time" in first) == (True, False)
    assert ("How heavy?" in then, "Next time" in then) == (False, True)
