from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.notation import Weight
from guide.routine import build
from guide.routine.session_time import SetTiming
from tests.strategies import routine, trainees

pytestmark = pytest.mark.django_db
LESS_REST = "less rest, since each side rests while the other one works"
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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
    row, volume, minutes = answer.prescription, answer.volume, answer.minutes
    assert 1 <= volume.sets.low <= volume.sets.high <= (row.sets.high or volume.sets.high)
    assert row.reps.low <= volume.reps.low <= volume.reps.high <= row.reps.high
    assert 0 <= volume.rest.low <= volume.rest.high <= row.rest.high
    assert minutes.range.high == max(answer.set_timing.max_minutes(volume), *(week.minutes for week in answer.weeks))
    if trainee.minutes is None:
        assert minutes.reductions == ()
        assert volume.rest == row.rest
    elif minutes.fits:
        assert minutes.range.high <= trainee.minutes
    else:
        assert volume.sets.high == (1 if row.placement.counted else row.placement.sets.low)
        assert volume.reps.high == row.reps.low


@given(trainee=trainees)
@MANY
def test_five_minutes_are_enough_for_hard_sets(guide, trainee):
    """A single hard set counts, so 5 minutes always fit."""
    answer = build(replace(trainee, minutes=5), guide.rulebook)
    assert answer.minutes.fits
    assert answer.minutes.range.high <= 5
    assert max(week.minutes for week in answer.weeks) <= 5


def test_short_sessions_are_spread_over_all_days(guide):
    short = routine(guide, minutes=4)
    assert (str(short.sets), str(short.days)) == ("1", "3")
    assert any("spread them over 3 days" in note for note in short.notes)
    assert str(routine(guide, minutes=4, days=2).days) == "2"


def test_easy_set_goes_first(guide):
    found = routine(guide, minutes=20)
    assert found.minutes.reductions == ("no easy set",)
    assert (found.sets, found.rest, found.warm_up_sets[0]) == (routine(guide).sets, routine(guide).rest, None)


def test_more_minutes_never_mean_less_work(guide):
    amounts = [
        (answer.sets.high, answer.reps.high, answer.rest.high)
        for answer in (routine(guide, minutes=minutes) for minutes in range(2, 40))
    ]
    assert [sets for sets, _, _ in amounts] == sorted(sets for sets, _, _ in amounts)
    assert amounts[-1] == (4, 15, 120)


def test_reductions_come_in_order(guide):
    for minutes, words in (
        (16, ["no easy set", "shorter rest"]),
        (10, ["no easy set", "shorter rest", LESS_REST, "fewer sets"]),
    ):
        cuts = routine(guide, minutes=minutes).minutes.reductions
        assert [cut.split(", within")[0] for cut in cuts][: len(words)] == words


def test_reps_and_rest_return_after_a_set_is_cut(guide):
    found = routine(guide, minutes=10)
    assert (str(found.sets), str(found.reps), str(found.rest), found.minutes.range.high) == ("3", "10-15", "45", 10)


def test_order_of_reductions_is_stated(client):
    order = "we cut in this order: the easy set, rest, sets, reps, and last the sets below the prescription"
    assert order in client.get("/routine/").content.decode()
    query = "aim=hypertrophy&experience=intermediate&equipment=cable"
    text = client.get(f"/routine.txt?{query}&minutes=13").content.decode()
    cuts = f"no easy set; shorter rest; {LESS_REST}."
    assert f"To fit your 13 minutes, in this order: {cuts}" in text
    assert "To fit your 18 minutes: no easy set." in client.get(f"/routine.txt?{query}&minutes=18").content.decode()


def test_too_few_minutes_states_the_time_needed(client):
    data = client.get("/routine.json?aim=hypertrophy&experience=intermediate&equipment=cable&minutes=1").json()
    assert data["minutes"]["fits"] is False
    assert "Even 1 set takes 2: these are its numbers." in " ".join(data["notes"])


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
        assert "Without the easy set it is shorter." in text
        assert "do 1 easy set per leg" in text


@pytest.mark.parametrize("kit", ["band", "bodyweight"])
def test_slower_tempo_stays_within_the_minutes(guide, kit):
    free = routine(guide, kit=kit, weeks=12)
    assert max(week.tempo.seconds for week in free.weeks) > free.prescription.tempo.seconds
    for minutes in range(8, 40):
        found = routine(guide, kit=kit, weeks=12, minutes=minutes)
        if found.minutes.fits:
            assert max(week.minutes for week in found.weeks) <= minutes
    tight = routine(guide, kit=kit, weeks=12, minutes=10)
    assert {week.tempo.seconds for week in tight.weeks} == {free.prescription.tempo.seconds}
    assert any(week.phase == "harder" for week in tight.weeks)


def test_resistance_rises_after_slowest_tempo(guide):
    weeks = routine(guide, aim="athletic", kit="band", weeks=12, days=3).weeks
    steps = [(str(week.tempo), week.reps.low) for week in weeks if week.phase == "harder"]
    assert steps[:3] == [("1-1-3", 10), ("1-1-4", 10), ("1-1-2", 10)]


def test_a_slower_tempo_at_the_heaviest_load_stays_within_the_minutes(guide):
    load = Weight.parse("10")
    answers = {"experience": "beginner", "kit": "dumbbell", "unit": "lb", "load": load, "max_load": load, "reps": 32}
    found = routine(guide, **answers, reps_left=4, days=2, minutes=15, weeks=12)
    assert any(week.tempo.seconds > found.prescription.tempo.seconds for week in found.weeks)
    assert max(week.minutes for week in found.weeks) <= 15
