"""Hypothesis strategies for trainees, and a shortcut that builds a routine."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from guide.notation import Weight
from guide.routine import Trainee, build
from tests.addresses import VARIATIONS

AIMS = ("technique", "hypertrophy", "endurance", "athletic", "return")
EXPERIENCE = ("beginner", "intermediate", "advanced")
KITS = ("cable", "band", "dumbbell", "bodyweight", "machine", "ankle-weights")
PLACEMENTS = ("warm-up", "accessory", "isolation")
LIMITS = ("pain", "hip", "pregnancy", "after-birth", "lower-back", "kneeling", "wrists", "balance")
weights = st.integers(1, 600).map(lambda quarters: Weight(Decimal(quarters) / 4))
trainees = st.builds(
    Trainee,
    aim=st.sampled_from(AIMS),
    experience=st.sampled_from(EXPERIENCE),
    equipment=st.frozensets(st.sampled_from(KITS), min_size=1),
    placement=st.sampled_from(("", *PLACEMENTS)),
    days=st.none() | st.integers(1, 7),
    limits=st.frozensets(st.sampled_from(LIMITS)),
    minutes=st.none() | st.integers(1, 40),
    weeks=st.sampled_from((4, 6, 8, 12)),
    unit=st.sampled_from(("kg", "lb")),
    load=st.none() | weights,
    variation=st.sampled_from(("", *VARIATIONS)),
)


def routine(guide, aim="hypertrophy", experience="intermediate", kit="cable", **more):
    more = {name: frozenset(value.split()) if name == "limits" else value for name, value in more.items()}
    return build(Trainee(aim, experience, frozenset(kit.split()), **more), guide.rulebook)
