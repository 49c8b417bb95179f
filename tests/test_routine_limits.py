from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from guide.builder.answer import build_answer
from guide.routine import RulebookGap, build
from tests.strategies import AIMS, KITS, LIMITS, routine, trainees

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(trainee=trainees)
@MANY
def test_limits_and_equipment_are_always_respected(guide, trainee):
    answer = build(trainee, guide.rulebook)
    limits = [limit for limit in guide.limits if limit.slug in trainee.limits]
    used = answer.variation
    lines = [line for limit in limits if (line := limit.effect_on(used.slug))]
    assert not [line for line in lines if line.removed]
    assert [change.effect for change in answer.adaptations] == lines
    has_equipment = used.equipment.slug in trainee.equipment
    assert has_equipment or used.equipment.always_available
    for other in answer.alternative_variations:
        assert other.equipment.slug in trainee.equipment or (not has_equipment and other.equipment.always_available)
        assert other.slug not in {line.variation for limit in limits for line in limit.variations if line.removed}
    aim = next(aim for aim in guide.aims if aim.slug == trainee.aim)
    wanted = max((aim, *(limit.aim for limit in limits if limit.aim)), key=lambda aim: aim.caution or 0)
    assert (answer.prescription.aim.caution or 0) == (wanted.caution or 0)


@pytest.mark.parametrize("limit", ["pain", "pregnancy", "lower-back"])
def test_limit_prescriptions_replace_those_of_the_aim(guide, limit):
    answer = routine(guide, experience="advanced", placement="isolation", limits=limit)
    assert answer.stricter_limit.slug == limit
    assert answer.stricter_limit.safety_notice
    assert answer.prescription.aim.slug == {"lower-back": "technique"}.get(limit, "return")
    assert answer.prescription.rir.low >= 2


def test_limit_never_makes_the_answer_harder(guide):
    assert routine(guide, aim="return", limits="lower-back").prescription.aim.slug == "return"


def test_pain_removes_the_load(guide):
    answer = routine(guide, experience="advanced", placement="isolation", kit=" ".join(KITS), limits="pain")
    assert (answer.prescription.slug, answer.variation.slug) == ("M15", "bodyweight")
    kept = {row.slug for row in guide.variations} - {gone.variation.slug for gone in answer.excluded}
    assert kept == {"bodyweight", "standing", "face-down"}
    assert "most careful place" in answer.placement_reason


def test_keep_load_limit_holds_in_every_week(guide):
    answer = routine(guide, kit="band", limits="pregnancy", weeks=12)
    assert not [week for week in answer.weeks if week.phase in ("heavier", "harder")]


def test_fallback_variation_needs_no_equipment(guide):
    answer = routine(guide, kit="dumbbell", limits="kneeling")
    assert answer.variation.slug == "standing"
    assert [other.slug for other in answer.alternative_variations] == ["face-down"]
    assert "none of the equipment you ticked" in answer.variation_reason
    assert "Stay on your feet" in answer.adaptations[0].effect.text


@pytest.mark.parametrize(
    ("kit", "limits", "slug"),
    [
        ("bodyweight", "kneeling", "standing"),
        ("bodyweight", "wrists", "standing"),
        ("bodyweight", "balance", "bodyweight"),
        ("bodyweight", "balance kneeling", "face-down"),
        ("bodyweight", "balance kneeling pregnancy", "standing"),
        ("band", "kneeling", "band"),
        ("band", "balance", "band-knees"),
        ("band", "lower-back", "band-knees"),
        ("ankle-weights", "balance", "ankle-weights"),
        ("ankle-weights cable", "balance kneeling", "face-down"),
    ],
)
def test_limits_select_among_variations_for_one_kit(guide, kit, limits, slug):
    assert routine(guide, kit=kit, limits=limits).variation.slug == slug


def test_last_resort_is_neither_an_alternative_nor_a_neighbour(guide):
    answer = routine(guide, kit="bodyweight", limits="balance kneeling", variation="standing")
    assert (answer.variation.slug, answer.alternative_variations) == ("face-down", ())
    assert build_answer(answer, guide).easier is None


def test_beginners_start_without_weights_unless_they_ask(guide):
    for aim in AIMS:
        beginner = routine(guide, aim=aim, experience="beginner", kit="cable machine band bodyweight")
        assert beginner.variation.slug == "bodyweight"
        first = "bodyweight" if aim == "return" else "band-knees"
        assert routine(guide, aim=aim, experience="beginner", kit="cable machine band").variation.slug == first
    asked = routine(guide, experience="beginner", kit="cable band", variation="cable")
    assert (asked.variation.slug, asked.variation_reason) == ("cable", "You chose this.")
    assert "ladder" in routine(guide, experience="beginner", kit="cable band").variation_reason


def test_all_limits_together_still_leave_an_answer(guide):
    for kit in KITS:
        answer = routine(guide, kit=kit, limits=" ".join(LIMITS))
        assert answer.variation.slug == "standing"
        assert len(answer.adaptations) >= 3


def test_picked_variation_unless_excluded(guide):
    assert routine(guide, kit="cable band", variation="band").variation.slug == "band"
    answer = routine(guide, kit="cable band", variation="cable", limits="balance")
    assert answer.variation.slug == "band-knees"
    assert any("picked" in note for note in answer.notes)


def test_without_a_fallback_the_gap_is_named(guide):
    kits = {kit.slug: replace(kit, always_available=False) for kit in guide.equipment}
    variations = [replace(row, equipment=kits[row.equipment.slug]) for row in guide.variations]
    with pytest.raises(RulebookGap, match="no variation is left after kneeling"):
        build(
            routine(guide, kit="dumbbell", limits="kneeling").trainee,
            replace(guide.rulebook, variations=variations),
        )
