from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.notation import Range, Weight
from guide.routine import LastSession, build, next_session
from guide.routine.trainee import LoggedSet
from tests.strategies import routine, trainees, weights

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
def test_next_target_stays_within_the_rules(guide, trainee, last):
    answer = build(trainee, guide.rulebook)
    target = next_session(last, answer)
    assert target.reason
    if last.felt == "pain":
        assert (target.reps, target.load, target.step) == ((), None, "stop")
        return
    assert len(target.reps) <= answer.sets.high
    assert min(target.reps) >= answer.reps.low
    assert max(target.reps) <= 20
    if target.load and last.load and target.load > last.load:
        assert last.felt == "fine"
        assert not answer.keep_load
        assert target.step in ("jump", "back", "heavier", "bridge")


def test_reps_rise_first(guide):
    target = next_target(guide, (12, 12, 12))
    assert (target.reps, str(target.load), target.step) == ((13, 13, 13), "30", "climb")
    assert target.reason == "Same load, 1 more rep in each set."


def test_top_of_the_range_counts_in_consecutive_sessions(guide):
    once, twice = next_target(guide, (15, 15, 15), again=False), next_target(guide, (15, 15, 15))
    assert (once.step, str(once.load)) == ("stay", "30")
    assert "Do it in 2 sessions running" in once.reason
    assert (twice.step, str(twice.load), twice.reps) == ("heavier", "32.5", (10, 10, 10))


def test_two_extra_reps_in_the_last_set_count_too(guide):
    assert next_target(guide, (14, 14, 17)).step == "heavier"
    assert next_target(guide, (14, 14, 14)).step == "climb"


@pytest.mark.parametrize(
    ("reps", "left", "load", "step", "next_load"),
    [
        (15, 2, "10", "extend", "10"),  # the next load is 25% more
        (16, 3, "20", "heavier", "22.5"),  # 16 carry 12.5% more
        (20, 3, "10", "heavier", "12.5"),  # 20 carry 25% more
        (20, 3, "5", "bridge", "6.25"),  # and no 50%
        (20, 2, "2.5", "bridge", "3"),
    ],
)
def test_more_reps_carry_a_bigger_step(guide, reps, left, load, step, next_load):
    target = next_target(guide, (reps,) * 3, reserve=left, load=load)
    assert (target.step, str(target.load)) == (step, next_load)


def test_waiting_says_what_ends_it(guide):
    target = next_target(guide, (20, 20, 20), reserve=3, load="2.5", aim="endurance")
    assert (target.step, str(target.load)) == ("wait", "2.5")
    assert "once 7 clean reps are left after 20" in target.reason


def test_weaker_side_leads(guide):
    target = next_target(guide, (13, 12, 12), (12, 11, 10))
    assert (target.weaker_side, target.reps) == (1, (11, 11, 11))
    assert next_target(guide, (12, 12, 12)).weaker_side is None


@pytest.mark.parametrize(
    ("changes", "step", "load", "reps"),
    [
        ({"felt": "slipped"}, "lower", "27.5", 10),
        ({"left": (9, 9, 9), "again": False}, "again", "30", 10),
        ({"left": (9, 9, 9), "reserve": 2}, "lighter", "27.5", 12),
        ({"left": (3, 3, 3), "reserve": 0, "again": False}, "lighter", "22.5", 11),
        ({"reserve": 0}, "stay", "30", 10),
        ({"left": (12, 12)}, "repeat", "30", 12),
        ({"placement": "warm-up", "reserve": 6}, "hold", "30", 12),
        ({"placement": "warm-up", "reserve": 1}, "lower", "27.5", 10),
    ],
)
def test_each_setback_has_its_answer(guide, changes, step, load, reps):
    target = next_target(guide, **({"left": (12, 12, 12)} | changes))
    assert (target.step, str(target.load), target.reps[0]) == (step, load, reps)


def test_far_too_light_is_one_jump(guide):
    target = next_target(guide, (60, 60, 60), reserve=10, load="5", again=False)
    assert (target.step, str(target.load), target.reps) == ("jump", "10", (15, 15, 15))
    assert "far too light" in target.reason


def test_back_to_a_load_used_before_needs_one_session(guide):
    last = LastSession(((14,) * 3,) * 2, 3, Weight.parse("27.5"), "kg", former_load=Weight.parse("30"))
    target = next_session(last, routine(guide))
    assert (target.step, str(target.load)) == ("back", "30")


def test_pain_stops_the_exercise(guide):
    target = next_target(guide, (12, 12, 12), felt="pain")
    assert (target.reps, target.load) == ((), None)
    assert "ask a professional" in target.reason


def test_limits_keep_the_load(guide):
    last = LastSession(((15, 15, 15),) * 2, 6, previous_session_same=True, week=8)
    target = next_session(last, routine(guide, kit="bodyweight", limits="pregnancy"))
    assert (target.step, target.reps) == ("stay", (15, 15, 15))
    assert "what you must avoid" in target.reason


def test_who_must_be_careful_is_asked_for_the_fewest_reps_after_a_bad_day(guide):
    good = (LoggedSet(15, 5), LoggedSet(15, 5))
    last = LastSession(((12, 12, 12),) * 2, 2, history=good, week=8)
    target = next_session(last, routine(guide, kit="band", limits="pregnancy"))
    assert (target.step, set(target.reps)) == ("again", {12})


def test_slipped_form_does_not_count_as_a_good_session(guide):
    slipped = next_target(guide, (15, 15, 15), kit="bodyweight", load=None, felt="slipped")
    assert slipped.history == ()


def test_last_set_may_go_closer_where_the_routine_says_so(guide):
    target = next_target(guide, (12,) * 5, reserve=0, experience="advanced", placement="isolation", days=3)
    assert (target.step, target.reps[0]) == ("climb", 13)


def test_own_step_and_heaviest_load_count(guide):
    own = {
        "unit": "kg",
        "load": Weight.parse("30"),
        "load_step": Weight.parse("1.25"),
        "max_load": Weight.parse("31.25"),
    }
    last = LastSession(((15,) * 3,) * 2, 2, Weight.parse("30"), "kg", previous_session_same=True)
    assert str(next_session(last, routine(guide, **own)).load) == "31.25"
    top = next_session(replace(last, load=Weight.parse("31.25")), routine(guide, **own))
    assert (top.step, str(top.load)) == ("extend", "31.25")
    assert "no heavier load" in top.reason


def test_bands_slow_down_before_they_get_stronger(guide):
    target = next_target(guide, (15, 15, 15), kit="band", load=None)
    assert (target.step, target.rung) == ("harder", 1)
    assert target.reason.startswith("Lower 1 second more slowly")
    tight = next_target(guide, (15, 15, 15), kit="band", load=None, minutes=10)
    assert tight.reason.startswith("Take a little more resistance")


def test_bodyweight_has_a_ladder_of_its_own(guide):
    texts = []
    for rung in range(4):
        last = LastSession(((15,) * 3,) * 2, 2, previous_session_same=True, rung=rung)
        texts.append(next_session(last, routine(guide, kit="bodyweight")).reason)
    assert [text.split(",")[0].split(".")[0] for text in texts] == [
        "Pause 1 second longer at the top",
        "Lower 1 second more slowly too",
        "Straighten the knee as far as your pelvis stays still",
        "Keep the leg long",
    ]
    assert not any("resistance" in text for text in texts)


def test_return_asks_for_no_more_sets_than_its_ramp(guide):
    target = next_target(guide, (12, 12), reserve=5, again=False, aim="return", kit="band", load=None)
    assert (target.step, target.reps) == ("hold", (12, 12))
    assert "which week of the table" in target.reason


def test_week_of_a_ramp_has_its_sets(guide):
    last = LastSession(((12, 12),) * 2, 5, week=3)
    target = next_session(last, routine(guide, aim="return", kit="band"))
    assert (target.step, target.reps) == ("hold", (12, 12, 12))


def test_gate_holds_minimum_reps(guide):
    once, twice = (next_target(guide, (10, 10, 10), reserve=4, again=again, aim="technique") for again in (False, True))
    assert (once.step, once.reps) == ("repeat", (10, 10, 10))
    assert "still pelvis" in once.reason
    assert (twice.step, twice.reps) == ("climb", (11, 11, 11))


def test_high_rir_adds_several_reps(guide):
    target = next_target(guide, (10, 10, 10), reserve=6)
    assert target.reps == (14, 14, 14)
    assert target.reason.startswith("You had 6 left, and the routine asks for 2-3.")


def test_fixed_reps_progress_by_rir(guide):
    answers = {"aim": "endurance", "kit": "cable", "minutes": 9}
    assert routine(guide, **answers).reps == Range(15, 15)
    as_asked, beaten = (next_target(guide, (15, 15, 15), reserve=reserve, **answers) for reserve in (3, 8))
    assert (as_asked.step, str(as_asked.load)) == ("wait", "30")
    assert "once 7 clean reps are left after 15" in as_asked.reason
    assert (beaten.step, str(beaten.load), beaten.reps) == ("jump", "32.5", (15, 15, 15))


def test_cramp_without_weights_is_made_easier_too(guide):
    why = next_target(guide, (12, 12, 12), kit="band", load=None, felt="slipped").reason
    assert "make the movement smaller." in why


def test_extra_sets_are_left_out_and_reported(guide):
    target = next_target(guide, (12,) * 6)
    assert target.reps == (13,) * 4
    assert target.reason.endswith("The routine has 3-4 sets: leave the others out.")


QUERY = "aim=hypertrophy&experience=intermediate&equipment=cable"


def test_pain_shows_the_strictest_safety_notice_everywhere(client):
    query = f"{QUERY}&left=12+12+12&right=12+12+12&reps_in_reserve=2&felt=pain"
    assert "For severe joint pain, stop and ask for help today" in client.get(f"/routine/?{query}").content.decode()
    assert "For severe joint pain, stop and ask for help today" in client.get(f"/routine.txt?{query}").content.decode()
    assert "severe joint pain" in client.get(f"/routine.json?{query}").json()["next"]["card"]
    fine = client.get(f"/routine.json?{query.replace('pain', 'fine')}").json()["next"]
    assert fine["card"] is None
