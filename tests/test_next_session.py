from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.notation import Range, Weight
from guide.routine import LastSession, build, next_session
from tests.strategies import routine, trainees, weights

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
sides = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8)
sessions = st.builds(
    lambda pairs, **more: LastSession(reps=tuple(zip(*pairs, strict=True)), unit="kg", **more),
    sides,
    reps_in_reserve=st.integers(0, 12),
    load=st.none() | weights,
    previous_session_same=st.booleans(),
    felt=st.sampled_from(("fine", "slipped", "pain")),
)


def next_target(guide, left, right=None, reserve=2, load="30", again=True, felt="fine", **answers):
    used = Weight.parse(load) if load else None
    last = LastSession((left, right or left), reserve, used, "kg", again, felt)
    return next_session(last, routine(guide, **answers))


@given(trainee=trainees, last=sessions)
@MANY
def test_next_target_is_a_small_step(guide, trainee, last):
    answer = build(trainee, guide.rulebook)
    target = next_session(last, answer)
    assert target.reason
    if last.felt == "pain":
        assert (target.reps, target.load, target.step) == ((), None, "stop")
        return
    fewest = 1 if any(rule.method == "ramp" for rule in answer.progressions) else answer.sets.low
    assert fewest <= len(target.reps) <= answer.sets.high
    assert min(target.reps) >= answer.reps.low
    assert max(target.reps) <= 20
    if target.load and last.load and target.load > last.load:
        assert 2 <= (target.load.amount / last.load.amount - 1) * 100 <= 10
        assert last.previous_session_same
        assert last.felt == "fine"
        assert not answer.keep_load
        assert target.step == "raise"


def test_reps_rise_first(guide):
    target = next_target(guide, (12, 12, 11))
    assert (target.reps, str(target.load), target.step) == ((13, 13, 12), "30", "climb")
    assert target.reason == guide.find("progressions", "P1").week_text


def test_top_of_the_range_counts_in_consecutive_sessions(guide):
    once, twice = next_target(guide, (15, 15, 15), again=False), next_target(guide, (15, 15, 15))
    assert (once.step, str(once.load)) == ("confirm", "30")
    assert (twice.step, str(twice.load), twice.reps) == ("raise", "32.5", (10, 10, 10))


def test_two_extra_reps_in_the_last_set_count_too(guide):
    assert next_target(guide, (14, 14, 17)).step == "raise"
    assert next_target(guide, (14, 14, 16)).step == "climb"


def test_reps_rise_while_the_next_load_is_too_far(guide):
    target = next_target(guide, (15, 15, 15), load="10")
    assert (target.reps, str(target.load)) == ((16, 16, 16), "10")
    assert next_target(guide, (20, 20, 20), load="10").reps == (20, 20, 20)


def test_weaker_side_leads(guide):
    target = next_target(guide, (13, 12, 12), (12, 11, 10))
    assert (target.weaker_side, target.reps) == (1, (13, 12, 11))
    assert next_target(guide, (12, 12, 12)).weaker_side is None


@pytest.mark.parametrize(
    ("changes", "step", "load"),
    [
        ({"felt": "slipped"}, "lower", "27.5"),
        ({"left": (9, 9, 8)}, "lower", "27.5"),
        ({"reserve": 0}, "repeat", "30"),
        ({"left": (12, 12)}, "repeat", "30"),
        ({"placement": "warm-up", "reserve": 6}, "hold", "30"),
        ({"placement": "warm-up", "reserve": 1}, "lower", "27.5"),
    ],
)
def test_each_setback_has_its_answer(guide, changes, step, load):
    target = next_target(guide, **({"left": (12, 12, 12)} | changes))
    assert (target.step, str(target.load)) == (step, load)


def test_pain_stops_the_exercise(guide):
    target = next_target(guide, (12, 12, 12), felt="pain")
    assert (target.reps, target.load) == ((), None)
    assert "ask a professional" in target.reason


def test_limits_keep_the_load(guide):
    target = next_target(guide, (15, 15, 15), reserve=6, kit="bodyweight", limits="pregnancy", load=None)
    assert target.step == "hold"


def test_bands_slow_down_before_they_get_stronger(guide):
    target = next_target(guide, (15, 15, 15), kit="band", load=None)
    assert target.step == "raise"
    assert target.reason.startswith(guide.find("progressions", "P2").slower_text)


def test_return_asks_for_no_more_sets_than_its_ramp(guide):
    target = next_target(guide, (12, 12), reserve=5, again=False, aim="return", kit="band", load=None)
    assert (target.step, target.reps) == ("hold", (12, 12))
    assert "table of weeks" in target.reason
    assert next_target(guide, (12, 9), reserve=5, aim="return", kit="band", load=None).reps == (12, 12)


def test_gate_holds_minimum_reps(guide):
    once, twice = (next_target(guide, (10, 10, 10), reserve=4, again=again, aim="technique") for again in (False, True))
    assert (once.step, once.reps) == ("repeat", (10, 10, 10))
    assert guide.find("progressions", "P4").week_text in once.reason
    assert (twice.step, twice.reps) == ("climb", (11, 11, 11))


def test_high_rir_adds_several_reps(guide):
    target = next_target(guide, (10, 10, 10), reserve=6)
    assert target.reps == (13, 13, 13)
    assert target.reason.startswith("You had 6 left, and the routine asks for 2-3.")
    assert next_target(guide, (10, 10, 10), reserve=20).reps == (15, 15, 15)
    careful = next_target(guide, (12, 12, 12), reserve=12, kit="band", limits="pregnancy", load=None)
    assert careful.reps == (13, 13, 13)


def test_fixed_reps_progress_by_rir(guide):
    answers = {"aim": "endurance", "kit": "cable", "minutes": 8}
    assert routine(guide, **answers).reps == Range(15, 15)
    as_asked, beaten = (next_target(guide, (15, 15, 15), reserve=reserve, **answers) for reserve in (3, 5))
    assert (as_asked.step, str(as_asked.load)) == ("repeat", "30")
    assert as_asked.reason == guide.find("progressions", "P1").full_text
    assert (beaten.step, str(beaten.load), beaten.reps) == ("raise", "32.5", (15, 15, 15))


def test_cramp_without_weights_is_made_easier_too(guide):
    why = next_target(guide, (12, 12, 12), kit="band", load=None, felt="slipped").reason
    assert "less resistance, or a smaller movement" in why


def test_pain_shows_the_strictest_safety_notice_everywhere(client, guide):
    notice = guide.find("limits", "pain").safety_notice
    beginning = re.search("</strong> (.*?)[.]", notice)[1]
    query = "aim=hypertrophy&experience=intermediate&equipment=cable"
    query += "&left=12+12+12&right=12+12+12&reps_in_reserve=2&felt=pain"
    assert notice in client.get(f"/routine/?{query}").content.decode()
    assert beginning in client.get(f"/routine.txt?{query}").content.decode()
    assert client.get(f"/routine.json?{query}").json()["next"]["card"] == notice
    fine = client.get(f"/routine.json?{query.replace('pain', 'fine')}").json()["next"]
    assert fine["card"] is None


@pytest.mark.parametrize(
    ("reps", "reserve", "step", "target", "load", "message"),
    [
        ((12, 12, 12), 0, "repeat", (10, 10, 10), "30", "stop while that many are left"),
        ((15, 15, 15), 1, "repeat", (14, 14, 14), "30", "You had 1 left, and the routine asks for 2-3."),
        ((11, 10, 10), 0, "lower", (10, 10, 10), "27.5", "You had 0 left"),
        ((9, 9, 9), 8, "repeat", (10, 10, 10), "30", "Go on to 10."),
        ((9, 8, 7), 2, "lower", (10, 10, 10), "27.5", "A set ended below 10 reps."),
        ((9,), 0, "lower", (10, 10, 10), "27.5", "at least 1 step lighter"),
    ],
)
def test_too_few_rir_lowers_reps_then_load(guide, reps, reserve, step, target, load, message):
    found = next_target(guide, reps, reserve=reserve)
    assert (found.step, found.reps, str(found.load)) == (step, target, load)
    assert message in found.reason


def test_extra_sets_are_left_out_and_reported(guide):
    target = next_target(guide, (12,) * 6)
    assert target.reps == (13,) * 4
    assert target.reason.endswith("The routine has 3-4 sets: leave the others out.")


def test_large_side_difference_advises_a_professional(client):
    query = "aim=hypertrophy&experience=intermediate&equipment=cable"
    query += "&load_used=30+kg&reps_in_reserve=2&felt=fine&left=15+15+15"
    message = "ask a professional why"
    assert message in client.get(f"/routine.json?{query}&right=8+7+6").json()["next"]["match"]
    assert message not in client.get(f"/routine.json?{query}&right=8+8+8").json()["next"]["match"]


def test_resistance_rises_if_minutes_rule_out_slower_tempo(guide):
    free = next_target(guide, (15, 15, 15), kit="band", load=None, minutes=40)
    rule = guide.find("progressions", "P2")
    then = rule.step_text[0].lower() + rule.step_text[1:]
    assert free.reason == f"{rule.slower_text} After that: {then}"
    tight = next_target(guide, (14, 14, 14), kit="band", load=None, minutes=11)
    assert tight.reason == rule.step_text


def test_tempo_slows_when_next_load_is_too_heavy(guide):
    target = next_target(guide, (20, 20, 20), load="10")
    assert (target.reps, target.reason) == ((20, 20, 20), guide.find("progressions", "P1").slower_text)
