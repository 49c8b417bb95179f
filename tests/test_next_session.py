from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.notation import Weight
from guide.routine import LastSession, build, next_session
from tests.routines import routine, trainees, weights

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
sides = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8)
sessions = st.builds(
    lambda pairs, **more: LastSession(reps=tuple(zip(*pairs, strict=True)), unit="kg", **more),
    sides,
    left=st.integers(0, 12),
    load=st.none() | weights,
    again=st.booleans(),
    felt=st.sampled_from(("fine", "slipped", "pain")),
)


def coming(guide, left, right=None, spare=2, load="30", again=True, felt="fine", **answers):
    used = Weight.parse(load) if load else None
    last = LastSession((left, right or left), spare, used, "kg", again, felt)
    return next_session(last, routine(guide, **answers), guide.rulebook)


@given(trainee=trainees, last=sessions)
@MANY
def test_the_next_target_is_never_a_leap(guide, trainee, last):
    answer = build(trainee, guide.rulebook)
    target = next_session(last, answer, guide.rulebook)
    assert target.why
    if last.felt == "pain":
        assert (target.reps, target.load, target.step) == ((), None, "stop")
        return
    assert answer.sets.low <= len(target.reps) <= answer.sets.high
    assert min(target.reps) >= answer.reps.low
    assert max(target.reps) <= 20
    if target.load and last.load and target.load > last.load:
        assert 2 <= (target.load.amount / last.load.amount - 1) * 100 <= 10
        assert last.again
        assert last.felt == "fine"
        assert not answer.hold
        assert target.step == "raise"


def test_reps_rise_first(guide):
    target = coming(guide, (12, 12, 11))
    assert (target.reps, str(target.load), target.step) == ((13, 13, 12), "30", "climb")
    assert target.why == "Same load, 1 more rep in each set."


def test_the_top_of_the_range_counts_in_two_sessions_running(guide):
    once, twice = coming(guide, (15, 15, 15), again=False), coming(guide, (15, 15, 15))
    assert (once.step, str(once.load)) == ("confirm", "30")
    assert (twice.step, str(twice.load), twice.reps) == ("raise", "32.5", (10, 10, 10))


def test_two_reps_over_in_the_last_set_count_as_well(guide):
    assert coming(guide, (14, 14, 17)).step == "raise"
    assert coming(guide, (14, 14, 16)).step == "climb"


def test_where_the_next_load_is_too_far_reps_go_on(guide):
    target = coming(guide, (15, 15, 15), load="10")
    assert (target.reps, str(target.load)) == ((16, 16, 16), "10")
    assert coming(guide, (20, 20, 20), load="10").reps == (20, 20, 20)


def test_the_weaker_side_leads(guide):
    target = coming(guide, (13, 12, 12), (12, 11, 10))
    assert (target.weaker, target.reps) == (1, (13, 12, 11))
    assert coming(guide, (12, 12, 12)).weaker is None


@pytest.mark.parametrize(
    ("changes", "step", "load"),
    [
        ({"felt": "slipped"}, "lower", "27.5"),
        ({"left": (9, 9, 8)}, "lower", "27.5"),
        ({"spare": 0}, "repeat", "30"),
        ({"left": (12, 12)}, "repeat", "30"),
        ({"placement": "warm-up", "spare": 6}, "hold", "30"),
        ({"placement": "warm-up", "spare": 1}, "lower", "27.5"),
    ],
)
def test_each_setback_has_its_page(guide, changes, step, load):
    target = coming(guide, **({"left": (12, 12, 12)} | changes))
    assert (target.step, str(target.load)) == (step, load)


def test_pain_stops_the_exercise(guide):
    target = coming(guide, (12, 12, 12), felt="pain")
    assert (target.reps, target.load) == ((), None)
    assert "ask a professional" in target.why


def test_what_must_be_avoided_keeps_the_load(guide):
    target = coming(guide, (15, 15, 15), spare=6, kit="bodyweight", limits="pregnancy", load=None)
    assert target.step == "hold"


def test_bands_slow_down_before_they_get_stronger(guide):
    target = coming(guide, (15, 15, 15), kit="band", load=None)
    assert target.step == "raise"
    assert target.why.startswith("Lower more slowly")
