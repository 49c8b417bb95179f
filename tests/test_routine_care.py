"""What a careful coach would not say, and so no answer says: found by reading answers line by line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from guide.answer.address import query_of
from guide.notation import Weight
from guide.reading import current
from guide.routine import build
from tests.routines import routine, trainees

pytestmark = pytest.mark.django_db
GOOD = "aim=hypertrophy&experience=intermediate&equipment=cable"


def text_of(client, query: str) -> str:
    return client.get(f"/routine.txt?{query}").content.decode()


@pytest.mark.parametrize("limit", ["pain", "pregnancy", "lower-back"])
@pytest.mark.parametrize("placement", ["", "warm-up", "accessory", "isolation"])
def test_nobody_who_must_take_care_is_sent_to_heavy_lifts(client, guide, limit, placement):
    for address in ("/routine/", "/routine.txt"):
        text = client.get(f"{address}?{GOOD}&avoid={limit}&placement={placement}").content.decode()
        assert "squats, deadlifts" not in text
        assert "first heavy lift" not in text
    assert "general movement first" in text_of(client, f"{GOOD}&avoid={limit}&placement={placement}")


def test_the_words_of_the_placement_hold_where_no_limit_says_otherwise(client):
    assert "squats, deadlifts" in text_of(client, f"{GOOD}&avoid=wrists")


def test_a_load_that_is_not_used_is_explained_in_every_form(client):
    query = "aim=hypertrophy&experience=beginner&equipment=band&load=12&unit=kg"
    said = "Your 12 kg is not used here"
    assert said in text_of(client, query)
    assert any(said in note for note in client.get(f"/routine.json?{query}").json()["notes"])
    assert client.get(f"/routine/?{query}").content.decode().count(said) == 1


@pytest.mark.parametrize(("more", "said"), [("days=1", "1 day a week"), ("minutes=1", "1 minute,")])
def test_one_is_no_plural(client, more, said):
    text = text_of(client, f"{GOOD}&{more}")
    assert said in text
    assert "1 days" not in text
    assert "1 minutes" not in text


@given(trainees)
@settings(max_examples=150, deadline=None)
def test_no_week_takes_longer_than_the_minutes_that_there_are(django_db_blocker, trainee):
    """Where the next load is too far away reps go on rising, but the session does not outgrow its time."""
    with django_db_blocker.unblock():
        found = build(trainee, current().rulebook)
    if trainee.minutes is None or not found.minutes.fits:
        return
    rest = found.rest.high or found.rest.low
    for week in found.weeks:
        top = max(week.reps.high or week.reps.low, found.reps.low)
        assert found.pace.minutes(max(week.sets), top, rest) <= trainee.minutes, (week, query_of(trainee))


def test_reps_beyond_the_range_end_where_the_minutes_end(guide):
    free = routine(guide, kit="dumbbell", load=Weight.parse("8"), unit="kg", weeks=12)
    tight = routine(guide, kit="dumbbell", load=Weight.parse("8"), unit="kg", weeks=12, minutes=free.minutes.span.low)
    assert max(week.reps.low for week in free.weeks) > free.reps.high
    assert max(week.reps.low for week in tight.weeks) <= tight.reps.high


@given(trainees)
@settings(max_examples=100, deadline=None)
def test_a_set_is_never_offered_while_reps_still_rise_beyond_the_range(django_db_blocker, trainee):
    with django_db_blocker.unblock():
        found = build(trainee, current().rulebook)
    top = found.reps.high or found.reps.low
    assert not [week for week in found.weeks if week.extra and week.reps.low > top]


def test_plain_text_has_no_codes_of_rules_and_no_space_before_a_comma(client):
    for query in (GOOD, "aim=technique&experience=beginner&equipment=bodyweight", f"{GOOD}&avoid=lower-back"):
        text = text_of(client, query)
        assert " ," not in text
        assert " ;" not in text
        assert "with P1" not in text
    assert "10-15 (last set may be 15-20) each leg" in text_of(
        client, "aim=hypertrophy&experience=advanced&equipment=cable&placement=isolation"
    )
