from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.routine import build
from guide.routine.session_time import SetTiming
from tests.strategies import routine, trainees

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(st.integers(1, 6), st.integers(1, 20), st.integers(10, 180), st.integers(3, 8), st.integers(0, 30))
def test_session_time_formula(sets, reps, rest, rep, change):
    pace = SetTiming(rep, 2, change)
    by_hand = sum(reps * rep + change + reps * rep + (rest if number else 0) for number in range(sets))
    assert pace.seconds(sets, reps, rest) == by_hand
    assert pace.minutes_for(sets, reps, rest) * 60 - by_hand in range(60)


def test_without_sides_there_is_no_switch_time():
    assert SetTiming(4, 1, 30).seconds(3, 10, 60) == 3 * 40 + 2 * 60


@given(trainee=trainees)
@MANY
def test_time_reductions_are_minimal(guide, trainee):
    answer = build(trainee, guide.rulebook)
    row, dose, minutes = answer.prescription, answer.volume, answer.minutes
    assert row.placement.sets.low <= dose.sets.low <= dose.sets.high <= (row.sets.high or dose.sets.high)
    assert row.reps.low <= dose.reps.low <= dose.reps.high <= row.reps.high
    assert row.rest.low <= dose.rest.low <= dose.rest.high <= row.rest.high
    assert minutes.range.high == max(answer.set_timing.max_minutes(dose), *(week.minutes for week in answer.weeks))
    if trainee.minutes is None:
        assert minutes.reductions == ()
        assert dose.rest == row.rest
    elif minutes.fits:
        assert minutes.range.high <= trainee.minutes
    else:
        easy = row.placement.easy_sets.high if row.placement.easy_sets else 0
        least = answer.set_timing.minutes_for(row.placement.sets.low, row.reps.low, row.rest.low, warm_up_sets=easy)
        assert minutes.range.high == least > trainee.minutes


def test_more_minutes_never_mean_less_work(guide):
    amounts = [
        (answer.sets.high, answer.reps.high, answer.rest.high)
        for answer in (routine(guide, minutes=minutes) for minutes in range(5, 40))
    ]
    assert [sets for sets, _, _ in amounts] == sorted(sets for sets, _, _ in amounts)
    assert amounts[-1] == (4, 15, 120)


def test_reductions_go_rest_sets_reps(guide):
    assert routine(guide, minutes=18).minutes.reductions == ("shorter rest",)
    assert len(routine(guide, minutes=14).minutes.reductions) == 2
    assert [cut.split()[1] for cut in routine(guide, minutes=13).minutes.reductions] == ["rest", "sets,", "reps,"]


def test_reps_return_after_a_set_is_cut(guide):
    found = routine(guide, "endurance", "advanced", "machine", placement="isolation", days=3, minutes=18)
    assert (str(found.sets), str(found.reps), found.minutes.range.high) == ("4", "15-18", 18)
    assert [cut.split(",")[0] for cut in found.minutes.reductions] == [
        "shorter rest",
        "fewer reps",
        "fewer sets than the prescription",
    ]


def test_order_of_reductions_is_stated(client):
    order = "we cut in this order: rest, sets, reps, and last the sets below the prescription"
    assert order in client.get("/routine/").content.decode()
    query = "aim=hypertrophy&experience=intermediate&equipment=cable"
    text = client.get(f"/routine.txt?{query}&minutes=13").content.decode()
    cuts = "shorter rest; fewer sets, within the prescription; fewer reps, within the range."
    assert f"To fit your 13 minutes, in this order: {cuts}" in text
    assert "To fit your 18 minutes: shorter rest." in client.get(f"/routine.txt?{query}&minutes=18").content.decode()


def test_too_few_minutes_states_the_time_needed(client):
    data = client.get("/routine.json?aim=hypertrophy&experience=intermediate&equipment=cable&minutes=3").json()
    assert data["minutes"]["fits"] is False
    assert f"takes {data['minutes']['most']}" in " ".join(data["notes"])


def test_reduction_to_placement_minimum_is_stated(guide):
    answer = routine(guide, experience="beginner", placement="isolation", minutes=10)
    assert answer.prescription.sets.low == 4
    assert answer.sets.low == 3
    assert "fewer sets than the prescription" in answer.minutes.reductions[-1]


def test_preparation_set_is_timed_and_stated(guide, client):
    maybe, always, never = (
        routine(guide, kit="bodyweight", placement=place) for place in ("accessory", "isolation", "warm-up")
    )
    assert [str(found.set_timing.warm_up_sets) for found in (maybe, always, never)] == ["0-1", "1", "0"]
    for found in (maybe, always):
        reps, sets, rest = found.reps, found.sets, found.rest
        one = 2 * found.prescription.reps.low * found.prescription.tempo.seconds + 5
        work = found.set_timing.seconds(sets.high, reps.high, rest.high)
        assert found.set_timing.max_minutes(found.volume) == -(-(one + rest.high + work) // 60)
    assert maybe.set_timing.min_minutes(maybe.volume) == maybe.set_timing.minutes_for(
        maybe.sets.low, maybe.reps.low, maybe.rest.low
    )
    query = "aim=hypertrophy&experience=intermediate&equipment=cable"
    for address in ("/routine/", "/routine.txt"):
        text = client.get(f"{address}?{query}").content.decode()
        assert "The longer time includes the easy set." in text
        assert "do 1 easy set per leg" in text


@pytest.mark.parametrize("kit", ["band", "bodyweight"])
def test_slower_tempo_stays_within_the_minutes(guide, kit):
    free = routine(guide, kit=kit, weeks=12)
    assert max(week.tempo.seconds for week in free.weeks) > free.prescription.tempo.seconds
    for minutes in range(8, 40):
        found = routine(guide, kit=kit, weeks=12, minutes=minutes)
        if found.minutes.fits:
            assert max(week.minutes for week in found.weeks) <= minutes
    tight = routine(guide, kit=kit, weeks=12, minutes=routine(guide, kit=kit, minutes=12).minutes.range.high)
    assert {week.tempo.seconds for week in tight.weeks} == {free.prescription.tempo.seconds}
    assert any(week.phase == "harder" for week in tight.weeks)


def test_resistance_rises_after_slowest_tempo(guide):
    weeks = routine(guide, aim="athletic", kit="band", weeks=12, days=3).weeks
    steps = [(str(week.tempo), week.reps.low) for week in weeks if week.phase == "harder"]
    assert steps[:3] == [("1-1-3", 10), ("1-1-4", 10), ("1-1-2", 10)]
