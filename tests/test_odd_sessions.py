"""Whatever history, load or step an address names, the answer is one that the routine allows, and it comes at once."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.builder.week_table import week_rows
from guide.notation import Weight
from guide.routine.loads import LoadSteps
from tests.strategies import routine

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
amounts = st.sampled_from(["0.01", "0.5", "2.5", "20", "300", "9999.99"])
past = st.builds(
    "{}x{}x{}x{}".format, amounts | st.just("0"), st.integers(0, 999), st.integers(0, 99), st.integers(0, 99)
)
reps = st.lists(st.integers(0, 100), min_size=1, max_size=10).map(lambda sets: " ".join(map(str, sets)))
numbers = {"rung": 12, "plan_week": 12, "minutes": 60, "days": 7, "other_sets": 60, "reps_done": 100, "reps_left": 20}
needed = {
    "aim": st.sampled_from(["technique", "hypertrophy", "endurance", "athletic", "return"]),
    "experience": st.sampled_from(["beginner", "intermediate", "advanced"]),
    "equipment": st.sampled_from(["cable", "band", "dumbbell", "bodyweight", "machine", "ankle-weights"]),
    "left": reps,
    "reps_in_reserve": st.integers(0, 20).map(str),
    "felt": st.sampled_from(["fine", "slipped", "pain"]),
}
optional = {name: st.integers(1, most).map(str) for name, most in numbers.items()}
optional |= {"unit": st.sampled_from(["kg", "lb"]), "history": st.lists(past, max_size=7).map(",".join)}
optional |= dict.fromkeys(("load", "load_used", "load_step", "max_load", "former_load"), amounts)
addresses = st.fixed_dictionaries(needed, optional=optional)


@given(query=addresses)
@MANY
def test_any_history_has_an_answer(client, query):
    response = client.get(f"/routine.json?{urlencode(query | {'right': query['left']})}")
    assert response.status_code in (200, 400)
    if response.status_code == 200 and (target := response.json()["next"])["reps"]:
        assert 0 < max(target["reps"]) <= 20


def test_tiny_steps_are_not_tried_one_by_one():
    steps, tried = (
        LoadSteps(Weight.parse("0.01").amount, Weight.parse("300").amount, None, Weight.parse("7").amount, "kg"),
        [],
    )
    found = steps.heaviest_where(lambda load: tried.append(load) or load <= Weight.parse("123.45"))
    assert str(found) == "123.45"
    assert len(tried) < 30


def test_question_of_the_session_before_is_asked_only_without_a_history(client):
    query = "aim=hypertrophy&experience=intermediate&equipment=cable&days=2"
    told = "&load_used=30+kg&reps_in_reserve=2&felt=fine&left=15+15+15&right=15+15+15"
    assert "Did the session before go the same way?" in client.get(f"/routine/?{query}").text
    assert "Did the session before go the same way?" not in client.get(f"/routine/?{query}{told}").text


def test_easier_rung_is_remembered(client):
    query = "aim=hypertrophy&experience=intermediate&equipment=bodyweight&days=2"
    query += "&left=12+12+12&right=12+12+12&reps_in_reserve=2"
    slipped = client.get(f"/routine.json?{query}&felt=slipped&history=0x12x2x1,0x12x2x1").json()["next"]
    assert slipped["tempo"] is None
    again = client.get(f"/routine.json?{query}&felt=fine&{urlencode(slipped['carry'])}").json()["next"]
    assert again["tempo"] is None


def test_every_set_counts_at_the_top_of_the_range(client):
    query = "aim=hypertrophy&experience=intermediate&equipment=cable&days=2&load_used=30+kg&reps_in_reserve=2&felt=fine"
    query += "&previous_session_same=yes"
    steps = {
        sets: client.get(f"/routine.json?{query}&{urlencode({'left': sets, 'right': sets})}").json()["next"]["step"]
        for sets in ("15 15 15", "10 12 15", "14 14 17")
    }
    assert steps == {"15 15 15": "heavier", "10 12 15": "climb", "14 14 17": "heavier"}


def test_load_of_a_week_is_never_a_word_for_equipment_without_weights(guide):
    assert set(load_cells(guide, kit="bodyweight")) == {"no weight"}
    assert "1 step up" in load_cells(guide, kit="cable")


def load_cells(guide, **answers):
    return [row.load for row in week_rows(routine(guide, weeks=12, **answers))]
