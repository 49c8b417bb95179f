"""Every pair and triple of limits with every kit, read like a careful physiotherapist."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from guide.builder.answer import build_answer
from guide.builder.plain_text import answer_as_text
from guide.read_model.guide import current_guide
from tests.strategies import KITS, LIMITS, routine

pytestmark = pytest.mark.django_db
# What each variation asks of the body, written down apart from the content.
DEMANDS = {
    "cable": "one-leg load hold-on",
    "band": "one-leg load trip hold-on",
    "dumbbell": "knees hands hip-bent load grip",
    "bodyweight": "knees hands hip-bent",
    "machine": "load pad lever",
    "standing": "one-leg hold-on",
    "band-knees": "knees hands hip-bent load",
    "ankle-weights": "knees hands hip-bent load long-lever",
    "face-down": "belly",
}
FORBIDDEN = {
    "pain": "load",
    "hip": "load lever belly hip-bent",
    "pregnancy": "belly pad trip grip long-lever",
    "after-birth": "grip long-lever",
    "lower-back": "grip long-lever",
    "kneeling": "knees",
    "wrists": "hands",
    "balance": "one-leg",
}
BOTH_FEET = "Keep both feet on the floor"
CASES = [(limits, kit) for size in (1, 2, 3) for limits in combinations(LIMITS, size) for kit in KITS]


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        guide = current_guide()
    built = ((limits, kit, routine(guide, kit=kit, limits=" ".join(limits), weeks=12)) for limits, kit in CASES)
    return [(limits, kit, found, build_answer(found, guide)) for limits, kit, found in built]


def test_no_limit_forbids_what_is_prescribed(answers):
    for limits, kit, built, answer in answers:
        for slug in (built.variation.slug, *(other.variation.slug for other in answer.alternatives)):
            effects = " ".join(limit.effect_on(slug).text for limit in built.limits)
            asked = set(DEMANDS[slug].split()) - ({"one-leg"} if BOTH_FEET in effects else set())
            forbidden = {demand for limit in limits for demand in FORBIDDEN[limit].split()}
            assert not asked & forbidden, (limits, kit, slug)


def test_no_text_sends_to_what_a_limit_removes(guide, answers):
    titles = {row.slug: row.title.lower() for row in guide.variations}
    for limits, kit, built, answer in answers:
        removed = {e.variation for limit in built.limits for e in limit.variations if e.removed or e.last_resort}
        steps = [step for step in (answer.easier, answer.harder) if step]
        assert not {step.variation.slug for step in steps if step.variation} & removed, (limits, kit)
        weeks = " ".join(week.text for week in answer.weeks)
        assert not [slug for slug in removed if f"the {titles[slug]}" in weeks], (limits, kit)
        how = " ".join(change.effect.text for change in built.changes)
        assert "choose another" not in how, (limits, kit)
        assert not re.search(r"href=\"/variations/", how), (limits, kit)


def test_careful_weeks_never_ask_for_more_load(guide, answers):
    for limits, kit, built, answer in answers:
        if built.keep_load:
            assert {week.step.rung for week in built.weeks} == {0}, (limits, kit)
            text = answer_as_text(answer, guide, "/").split("WEEK BY WEEK")[1].split("WHAT YOUR ANSWERS")[0]
            assert "professional" in text, (limits, kit)
            assert not re.search(r"take (the next|a little more)|small plate|to get stronger", text, re.IGNORECASE)


def test_standing_on_one_leg_is_left_out_even_as_a_last_resort(guide):
    for limits in ("pregnancy kneeling balance", "hip balance", "hip wrists balance", " ".join(LIMITS)):
        built = routine(guide, kit="bodyweight", limits=limits)
        text = next(change.effect.text for change in built.changes if change.limit.slug == "balance")
        assert built.variation.slug == "standing"
        assert BOTH_FEET in text
        assert "leave it out" in text
        assert "ask your midwife, doctor or physiotherapist" in text
