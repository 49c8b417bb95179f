from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from guide.notation import Weight
from guide.routine import LastSession, next_session
from guide.routine.progression import Step
from tests.strategies import routine

pytestmark = pytest.mark.django_db
QUERY = "aim=hypertrophy&experience=intermediate&equipment=cable"


def test_large_side_difference_advises_a_professional(client):
    query = f"{QUERY}&load_used=30+kg&reps_in_reserve=2&felt=fine&left=15+15+15"
    message = "ask a professional why"
    assert message in client.get(f"/routine.json?{query}&right=8+7+6").json()["next"]["match"]
    assert message not in client.get(f"/routine.json?{query}&right=8+8+8").json()["next"]["match"]


def test_sessions_are_carried_in_the_address(client):
    """Each answer carries the sessions before it, so that two good ones lead to the next load."""
    query = f"{QUERY}&days=2&load_used=30+kg&reps_in_reserve=2&felt=fine&left=15+15+15&right=15+15+15"
    first = client.get(f"/routine.json?{query}").json()["next"]
    assert first["step"] == "stay"
    second = client.get(f"/routine.json?{query}&{urlencode(first['carry'])}").json()["next"]
    assert (second["step"], second["load"]) == ("heavier", "32.5 kg")
    page = client.get(f"/routine/?{query}").content.decode()
    assert f'<input type="hidden" name="history" value="{first["carry"]["history"]}">' in page


def test_week_of_the_table_is_filled_in_for_the_session_after(client):
    answers = "aim=return&experience=beginner&equipment=bodyweight&left=10&right=10&reps_in_reserve=4&felt=fine"
    for week in ("", "2"):
        text = client.get(f"/routine/?{answers}&plan_week={week}").content.decode()
        (field,) = re.findall('<input[^>]*name="plan_week"[^>]*>', text)
        assert ('value="2"' in field) is bool(week)
        assert 'value="None"' not in field


@pytest.mark.parametrize("history", ["12", "x", "20x12", "20x12x3,", "20x12x3x0x0", ",".join(["20x12x3"] * 8)])
def test_bad_history_is_an_error_or_left_out(client, history):
    query = f"{QUERY}&load_used=30+kg&reps_in_reserve=2&felt=fine&left=12&right=12&history={history}"
    response = client.get(f"/routine.json?{query}")
    assert response.status_code == (200 if history == "20x12x3," else 400)


@pytest.mark.parametrize(("aim", "kit"), [("hypertrophy", "cable"), ("athletic", "dumbbell"), ("endurance", "band")])
@pytest.mark.parametrize("days", [1, 2, 3])
def test_table_and_next_session_agree(guide, aim, kit, days):
    """Who does each session as prescribed gets the weeks of the table from the answers too."""
    load = None if kit == "band" else Weight.parse("8")
    plan = routine(guide, aim=aim, kit=kit, days=days, load=load, unit="kg", weeks=12)
    history, former, step = (), None, plan.weeks[0].step
    for week in plan.weeks:
        if week.phase == "deload":
            continue
        assert (step.reps, step.load, step.rung) == (week.step.reps, week.step.load, week.step.rung)
        for _ in week.sets:
            last = LastSession(
                ((step.reps,) * 3,) * 2, plan.prescription.rir.high, step.load, "kg",
                history=history, former_load=former, rung=step.rung,
            )  # fmt: skip
            target = next_session(last, plan)
            history, former = target.history, target.former_load
        step = Step(target.step, target.reps[0], target.load, target.rung)
