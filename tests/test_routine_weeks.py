from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings

from guide.notation import Weight
from guide.routine import build
from tests.strategies import routine, trainees

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(trainee=trainees)
@MANY
def test_every_week_stays_within_caps_and_facts(guide, trainee):
    answer = build(trainee, guide.rulebook)
    row = answer.prescription
    assert [week.number for week in answer.weeks] == list(range(1, trainee.weeks + 1))
    full = answer.sets.low * answer.days.low
    for week in answer.weeks:
        assert 0 < week.weekly_sets <= min(full, row.weekly_sets_cap)
        assert week.weekly_sets + week.extra_sets <= row.weekly_sets_cap
        assert week.reps in row.placement.reps
        assert len(week.sets) <= answer.days.low
        assert max(week.sets) - min(week.sets) <= 1
        assert week.text
        assert week.rir == row.rir or week.phase == "deload"


@given(trainee=trainees)
@MANY
def test_reps_and_load_only_rise_until_a_step(guide, trainee):
    planned = [week for week in build(trainee, guide.rulebook).weeks if week.phase != "deload"]
    for before, after in pairwise(planned):
        assert after.weekly_sets >= before.weekly_sets
        if after.phase == "step":
            assert after.reps.low < before.reps.low
            assert after.tempo.lower <= before.tempo.lower
            if before.load:
                assert 2 <= (after.load.amount / before.load.amount - 1) * 100 <= 10
        else:
            assert after.reps.low >= before.reps.low or after.phase == "slower"
            assert after.tempo.lower - before.tempo.lower == (1 if after.phase == "slower" else 0)
            assert after.load == before.load


def test_double_progression_reaches_the_top_and_steps_up(guide):
    weeks = routine(guide, weeks=8).weeks
    assert [(week.phase, week.reps.low) for week in weeks] == [
        ("start", 10),
        ("climb", 11),
        ("climb", 12),
        ("climb", 13),
        ("climb", 14),
        ("deload", 14),
        ("climb", 15),
        ("step", 10),
    ]
    assert weeks[5].rir.low == weeks[4].rir.low + 2


def test_reps_extend_when_next_load_is_too_heavy(guide):
    weeks = routine(guide, aim="athletic", unit="kg", load=Weight.parse("10"), weeks=12, kit="machine").weeks
    assert max(week.reps.low for week in weeks) == 19
    assert {str(week.load) for week in weeks} == {"10"}
    assert any(guide.find("progressions", "P1").large_step_text in week.text for week in weeks)


def test_return_ramps_weekly_sets_then_passes_the_gate(guide):
    weeks = routine(guide, aim="return", weeks=6).weeks
    assert [week.weekly_sets for week in weeks] == [3, 4, 4, 5, 6, 6]
    assert [week.phase for week in weeks] == ["ramp"] * 4 + ["gate", "start"]


def test_gate_takes_the_weeks_of_two_sessions(guide):
    once = routine(guide, aim="technique", days=1).weeks
    twice = routine(guide, aim="technique", days=2).weeks
    assert [week.phase for week in once[:3]] == ["gate", "gate", "start"]
    assert [week.phase for week in twice[:2]] == ["gate", "start"]


def test_warm_up_does_not_progress(guide):
    weeks = routine(guide, placement="warm-up", weeks=12).weeks
    assert {(week.phase, str(week.reps), week.weekly_sets) for week in weeks} == {("hold", "10-15", 4)}


def test_more_sets_are_offered_by_a_fifth_and_not_planned(guide):
    weeks = routine(guide, weeks=12).weeks
    assert [week.extra_sets for week in weeks] == [0, 0, 0, 0, 1, 0, 1, 1, 2, 2, 2, 0]
    assert {week.weekly_sets for week in weeks if week.phase != "deload"} == {6}


def test_few_minutes_leave_no_room_for_more_sets(guide):
    assert not any(week.extra_sets for week in routine(guide, weeks=12, minutes=10).weeks)
