from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from guide.routine import RulebookGap, build
from tests.strategies import KITS, LIMITS, routine, trainees

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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
    assert has_equipment or (used.equipment.always_available and not answer.alternative_variations)
    for other in answer.alternative_variations:
        assert other.equipment.slug in trainee.equipment
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
    assert {gone.variation.slug for gone in answer.excluded} == set(KITS) - {"bodyweight"}
    assert "most careful place" in answer.placement_reason


def test_keep_load_limit_holds_in_every_week(guide):
    answer = routine(guide, kit="band", limits="pregnancy", weeks=12)
    assert not [week for week in answer.weeks if week.phase in ("heavier", "harder")]


def test_fallback_variation_needs_no_equipment(guide):
    answer = routine(guide, kit="dumbbell", limits="kneeling")
    assert answer.variation.slug == "bodyweight"
    assert "none of the equipment you ticked" in answer.variation_reason
    assert "table" in answer.adaptations[0].effect.text


def test_all_limits_together_still_leave_an_answer(guide):
    for kit in KITS:
        answer = routine(guide, kit=kit, limits=" ".join(LIMITS))
        assert answer.variation.slug == "bodyweight"
        assert len(answer.adaptations) >= 3


def test_picked_variation_unless_excluded(guide):
    assert routine(guide, kit="cable band", variation="band").variation.slug == "band"
    answer = routine(guide, kit="cable band", variation="cable", limits="balance")
    assert answer.variation.slug == "band"
    assert any("picked" in note for note in answer.notes)


def test_without_a_fallback_the_gap_is_named(guide):
    kits = {kit.slug: replace(kit, always_available=False) for kit in guide.equipment}
    variations = [replace(row, equipment=kits[row.equipment.slug]) for row in guide.variations]
    with pytest.raises(RulebookGap, match="no variation is left after kneeling"):
        build(
            routine(guide, kit="dumbbell", limits="kneeling").trainee,
            replace(guide.rulebook, variations=variations),
        )
