from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.routine import build
from tests.strategies import routine, trainees

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize(
    ("experience", "other", "sets", "days", "most"),
    [
        ("intermediate", None, "3-4", "2-3", 12),
        ("intermediate", 8, "3-4", "2-3", 12),  # 20 a week leave 12
        ("intermediate", 14, "3", "2-3", 6),
        ("intermediate", 18, "1", "2", 2),
        ("intermediate", 40, "1", "1", 1),
        ("beginner", 6, "2", "2-3", 4),  # 10 a week leave 4
    ],
)
def test_other_sets_leave_less_for_this_exercise(guide, experience, other, sets, days, most):
    found = routine(guide, experience=experience, other_sets=other)
    assert (str(found.sets), str(found.days), found.volume.cap) == (sets, days, most)
    is_less = most < found.prescription.weekly_sets_cap
    assert is_less is any("others leave" in note or "other sets fill" in note for note in found.notes)


@given(trainee=trainees, other=st.integers(0, 60))
@MANY
def test_the_week_never_exceeds_the_ceiling(guide, trainee, other):
    found = build(trainee.__class__(**{**vars(trainee), "other_sets": other}), guide.rulebook)
    ceiling = found.prescription.experience.weekly_sets_ceiling
    if found.prescription.placement.counted:
        assert max(week.weekly_sets + week.extra_sets for week in found.weeks) <= max(
            1, ceiling - other, found.volume.cap
        )


def test_other_sets_are_in_the_address_and_in_the_form(client):
    query = "aim=hypertrophy&experience=intermediate&equipment=cable&other_sets=14"
    data = client.get(f"/routine.json?{query}").json()
    assert data["trainee"]["other_sets"] == 14
    assert "your 14 others leave 6" in " ".join(data["notes"])
    assert 'name="other_sets"' in client.get(f"/routine/edit/?{query}").content.decode()
    assert client.get(f"/routine.json?{query}x").status_code == 400
