from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.notation import Percentages, Range, Weight
from guide.routine import build
from guide.routine.loads import next_load, previous_load
from tests.strategies import routine, trainees, weights

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PERCENT = Range(2, 10)


@given(now=weights, unit=st.sampled_from(("kg", "lb")), kit=st.sampled_from(("cable", "dumbbell", "machine")))
@MANY
def test_load_step_is_2_to_10_percent_and_available(guide, now, unit, kit):
    equipment = guide.find("equipment", kit)
    up, down = next_load(now, equipment, unit, PERCENT), previous_load(now, equipment, unit)
    if up:
        assert 2 <= (up.amount / now.amount - 1) * 100 <= 10
        assert up.amount % equipment.step(unit).amount == 0
        assert up <= equipment.max_load(unit)
    if down:
        assert 0 < down.amount < now.amount
        assert down.amount % equipment.step(unit).amount == 0


@given(trainee=trainees)
@MANY
def test_start_load_is_never_above_the_load_used(guide, trainee):
    answer = build(trainee, guide.rulebook)
    kit = answer.variation.equipment
    if answer.start_load is None:
        assert trainee.load is None
    elif answer.start_load.weight is not None:
        assert kit.weighted
        assert answer.prescription.load.start_percent
        assert answer.start_load.weight <= trainee.load
        assert answer.start_load.weight <= kit.max_load(trainee.unit)
    else:
        assert not kit.weighted or not answer.prescription.load.start_percent
    if answer.start_load:
        assert answer.start_load.note


@pytest.mark.parametrize(
    ("aim", "kit", "load", "unit", "start"),
    [
        ("hypertrophy", "cable", "30", "kg", "30"),
        ("hypertrophy", "cable", "31.9", "kg", "30"),
        ("technique", "cable", "30", "kg", "22.5"),
        ("hypertrophy", "cable", "44", "lb", "40"),
        ("hypertrophy", "dumbbell", "20", "kg", "10"),
        ("hypertrophy", "machine", "3", "kg", "3"),
    ],
)
def test_start_load_is_rounded_down_to_the_equipment(guide, aim, kit, load, unit, start):
    assert str(routine(guide, aim=aim, kit=kit, load=Weight.parse(load), unit=unit).start_load.weight) == start


@pytest.mark.parametrize(
    ("load", "unit", "kit", "most"), [("300", "lb", "machine", "220 lb"), ("61", "kg", "cable", "60 kg")]
)
def test_start_load_is_capped(guide, load, unit, kit, most):
    found = routine(guide, kit=kit, load=Weight.parse(load), unit=unit, weeks=12)
    assert f"You use {load} {unit} now, and this guide stops at {most} on this kit" in found.start_load.note
    assert {f"{week.load} {unit}" for week in found.weeks} == {most}
    assert max(week.reps.low for week in found.weeks) > found.reps.high
    ends = {week.phase: week.text for week in found.weeks if week.phase in ("heaviest", "beyond")}
    assert ends == {"heaviest": guide.find("progressions", "P1").heaviest_text}


def test_too_big_load_step_is_explained(guide):
    found = routine(guide, kit="dumbbell", load=Weight.parse("7"), unit="kg", weeks=12)
    expected = guide.find("progressions", "P1").large_step_text
    assert expected in next(week.text for week in found.weeks if week.phase == "beyond")
    assert not [week for week in found.weeks if week.phase == "heaviest"]


def test_step_to_a_known_load_states_only_that_step(guide):
    known = routine(guide, load=Weight.parse("30"), unit="kg", weeks=12)
    lines = {week.text for week in known.weeks if week.phase == "step"}
    assert lines == {guide.find("progressions", "P1").step_text}


def test_start_percentage_not_claimed_at_lightest_load(guide):
    note = routine(guide, aim="technique", load=Weight.parse("0.5"), unit="kg").start_load.note
    assert "80%" not in note
    assert "no lighter one" in note


def test_load_is_not_applied_to_unloaded_equipment(guide):
    assert "not used here" in routine(guide, kit="band", load=Weight.parse("20"), unit="kg").start_load.note
    answer = routine(guide, placement="warm-up", load=Weight.parse("20"), unit="kg")
    assert answer.start_load.weight is None
    assert "little or no load" in answer.start_load.note


@pytest.mark.parametrize(("text", "amount"), [("5", "5"), ("2.50", "2.5"), ("120", "120"), ("0.25", "0.25")])
def test_weight_round_trip(text, amount):
    assert str(Weight.parse(text)) == amount
    assert Weight.parse(amount).amount == Decimal(amount)


@pytest.mark.parametrize("text", ["", "0", "-5", "5kg", "1e3", "5.123", "five", "٥"])
def test_invalid_weight_is_refused(text):
    with pytest.raises(ValueError, match="is not a weight"):
        Weight.parse(text)


@pytest.mark.parametrize("text", ["", "50, 40", "0, 50", "50, 101", "a", "50 70"])
def test_ramp_percentages_rise_to_100(text):
    with pytest.raises(ValueError, match="percentages|must rise"):
        Percentages.parse(text)
    assert str(Percentages.parse("50,70, 80")) == "50, 70, 80"
