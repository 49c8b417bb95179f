from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.notation import Range
from guide.read_model import guide as read_model
from guide.routine import RulebookGap, Trainee, build
from guide.routine.volume import TrainingVolume, fit_days

pytestmark = pytest.mark.django_db


def kits(guide):
    slugs = [kit.slug for kit in guide.equipment]
    return chain.from_iterable(combinations(slugs, size) for size in range(1, len(slugs) + 1))


def trainees(guide):
    for aim in guide.aims:
        for experience in guide.experience:
            for kit in kits(guide):
                for placement in ("", *(placement.slug for placement in guide.placements)):
                    for days in (None, 1, 2, 3, 4, 5):
                        yield Trainee(aim.slug, experience.slug, frozenset(kit), placement, days)


def test_every_combination_has_an_answer_within_the_ranges(guide):
    bounds = {"warm-up": (Range(2, 3), Range(10, 15)), "accessory": (Range(3, 4), Range(10, 20))}
    count = 0
    for trainee in trainees(guide):
        routine = build(trainee, guide.rulebook)
        row = routine.prescription
        sets, reps = bounds.get(row.placement.slug, (Range(3, 6), Range(10, 20)))
        assert routine.sets in sets
        assert routine.sets in row.sets
        assert row.reps in reps
        without = row.load.slug == "bodyweight"  # everybody can do it without equipment
        assert routine.variation.equipment.slug in (("bodyweight",) if without else trainee.equipment)
        assert (row.aim.slug, row.experience.slug) == (trainee.aim, trainee.experience)
        assert not trainee.placement or row.placement.slug == trainee.placement
        assert routine.placement_reason
        assert routine.variation_reason
        assert routine.progressions
        if trainee.days is not None:
            assert routine.days == Range(min(trainee.days, row.days.high), min(trainee.days, row.days.high))
            assert routine.sets.high * routine.days.high <= row.weekly_sets_cap
        assert routine.weekly_sets.high <= row.weekly_sets_cap
        assert routine.hard_last_set is (row.slug == "M42" and routine.variation.slug in {"cable", "machine"})
        count += 1
    assert count == 5 * 3 * (2 ** len(guide.equipment) - 1) * 4 * 6


def test_default_placement_follows_aim_and_experience(guide):
    chosen = build(Trainee("hypertrophy", "advanced", frozenset({"cable"})), guide.rulebook)
    assert chosen.prescription.placement.slug == "isolation"
    beginner = build(Trainee("hypertrophy", "beginner", frozenset({"cable"})), guide.rulebook)
    assert beginner.prescription.placement.slug == "accessory"


def test_weekly_cap_limits_sets_times_days(guide):
    routine = build(Trainee("hypertrophy", "advanced", frozenset({"cable"}), "isolation", 3), guide.rulebook)
    assert (routine.prescription.slug, routine.sets, routine.weekly_sets) == ("M42", Range(5, 5), Range(15, 15))
    assert "more than the 16 sets" in routine.notes[0]


def test_beginners_see_requirements_before_an_isolation_day(guide):
    routine = build(Trainee("endurance", "beginner", frozenset({"band"}), "isolation"), guide.rulebook)
    assert "steady" in routine.notes[0]


@pytest.mark.parametrize(
    ("aim", "experience", "placement", "variation"),
    [
        ("hypertrophy", "intermediate", "warm-up", "bodyweight"),
        ("return", "intermediate", "accessory", "bodyweight"),
        ("technique", "beginner", "accessory", "bodyweight"),
        ("hypertrophy", "intermediate", "accessory", "cable"),
    ],
)
def test_with_all_equipment_the_preference_decides(guide, aim, experience, placement, variation):
    everything = frozenset(kit.slug for kit in guide.equipment)
    assert build(Trainee(aim, experience, everything, placement), guide.rulebook).variation.slug == variation


def test_weights_and_bands_progress_by_different_rules(guide):
    def rules(kit):
        routine = build(Trainee("hypertrophy", "intermediate", frozenset({kit}), "accessory"), guide.rulebook)
        return [rule.slug for rule in routine.progressions]

    assert rules("cable") == ["P1", "P6", "P7"]
    assert rules("band") == ["P2", "P6", "P7"]


def test_gap_in_the_rules_is_named(guide):
    with pytest.raises(RulebookGap, match="no aim is called nonsense"):
        build(Trainee("nonsense", "beginner", frozenset({"band"})), guide.rulebook)
    with pytest.raises(RulebookGap, match="no prescription for nowhere"):
        build(Trainee("technique", "beginner", frozenset({"band"}), "nowhere"), guide.rulebook)
    with pytest.raises(RulebookGap, match="no variation for rope"):
        build(Trainee("technique", "beginner", frozenset({"rope"})), guide.rulebook)


@given(st.integers(1, 7), st.integers(1, 4), st.integers(0, 3))
def test_days_stay_within_the_prescription(wanted, low, more):
    days, notes = fit_days(wanted, Range(low, low + more))
    assert days.low == days.high == min(wanted, low + more)
    assert bool(notes) == (not low <= wanted <= low + more)


@given(st.integers(1, 6), st.integers(0, 3), st.integers(1, 4), st.integers(0, 2), st.integers(1, 20))
def test_weekly_sets_stay_within_the_cap(sets, more_sets, days, more_days, cap):
    ranges = {"sets": Range(sets, sets + more_sets), "days": Range(days, days + more_days)}
    week = TrainingVolume(**ranges, reps=Range(10, 15), rest=Range(60, 90), cap=cap).weekly_sets
    assert week.low <= week.high <= cap


def test_same_answers_give_the_same_routine(guide):
    trainee = Trainee("athletic", "advanced", frozenset({"machine", "dumbbell"}), days=2)
    assert build(trainee, guide.rulebook) == build(trainee, read_model.current_guide().rulebook)
