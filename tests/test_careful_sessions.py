"""What a trainee did decides the next session, also in weeks with targets of their own and after a failed one."""

from __future__ import annotations

from itertools import pairwise, product
from urllib.parse import urlencode

import pytest

from guide.builder.answer import build_answer
from guide.notation import Weight
from guide.routine import LastSession, next_session
from guide.routine.trainee import LoggedSet
from tests.strategies import routine

pytestmark = pytest.mark.django_db


def target_after(guide, reps, left, used="", history=(), week=None, felt="fine", **answers):
    load = Weight.parse(used) if used else None
    last = LastSession((reps, reps), left, load, "kg", felt=felt, history=history, week=week)
    return next_session(last, routine(guide, **answers))


def past(load, *reps, left=3):
    return tuple(LoggedSet(count, left, Weight.parse(load)) for count in reps)


@pytest.mark.parametrize("week", [None, 2, 5])
@pytest.mark.parametrize(("reps", "left"), [((6, 5), 1), ((12, 12), 1)])
def test_weeks_of_a_return_are_made_easier_when_too_hard(guide, week, reps, left):
    free = target_after(guide, reps, left, week=week, kit="band", limits="pregnancy", days=2)
    assert (free.step, free.load) == ("lower", None)
    assert "Use less resistance" in free.reason
    heavy = target_after(guide, reps, left, "15", week=week, aim="return", load=Weight.parse("20"), unit="kg", days=2)
    assert (heavy.step, str(heavy.load)) == ("lower", "12.5")


def test_slightly_too_hard_in_a_return_is_said_only(guide):
    target = target_after(guide, (12, 12), 3, "15", week=2, aim="return", days=2)
    assert (target.step, str(target.load)) == ("hold", "15")
    assert "You had 3 left, and the routine asks for 4-5. Stop while that many are left." in target.reason


def test_lighter_load_of_a_return_stays(guide):
    answers = {"aim": "return", "load": Weight.parse("20"), "unit": "kg", "days": 2}
    target = target_after(guide, (12, 12), 5, "12.5", week=3, **answers)
    assert str(target.load) == "12.5"
    assert "Sets this week: 3, then 2." in target.reason


def test_easier_week_is_easier_than_the_last_session(guide):
    answers = {"load": Weight.parse("20"), "unit": "kg", "days": 2, "weeks": 12, "week": 6}
    as_planned, behind, ahead = (
        target_after(guide, (reps,) * 3, 2, load, **answers) for reps, load in ((14, "20"), (12, "20"), (13, "30"))
    )
    assert [(target.reps[0], str(target.load)) for target in (as_planned, behind, ahead)] == [
        (12, "20"), (10, "20"), (11, "30"),
    ]  # fmt: skip
    assert target_after(guide, (10,) * 3, 5, "20", **answers).reps[0] == 10


def test_week_after_an_easier_one_goes_on_from_before(guide):
    history = past("30", 12, 12)
    target = target_after(guide, (10,) * 3, 6, "27.5", history=history, week=7, weeks=12, days=2)
    assert (str(target.load), target.reps[0], target.history) == ("30", 13, history)
    assert "The easier week is over" in target.reason


def test_reason_after_an_easier_week_is_that_of_the_session_before(guide):
    history = (*past("30", 10), past("30", 10)[0]._replace(left=0))
    target = target_after(guide, (10,) * 3, 6, "27.5", history=history, week=7, weeks=12, days=2)
    assert target.step == "again"
    assert "what counts is the session before it. You had 0 left" in target.reason


def test_sets_of_a_ramp_week_are_those_to_keep(guide):
    answers = {"aim": "return", "load": Weight.parse("20"), "unit": "kg", "days": 2}
    target = target_after(guide, (12,) * 4, 5, "15", week=2, **answers)
    assert len(target.reps) == 2
    assert "This week, a session has 2 sets: leave the others out." in target.reason


@pytest.mark.parametrize("kit", ["cable", "bodyweight"])
def test_unfinished_sets_that_were_too_hard_are_made_easier(guide, kit):
    target = target_after(guide, (4, 3), 0, "20" if kit == "cable" else "", kit=kit)
    assert target.step in ("lighter", "easier")
    assert "Your shortest set had 3 reps." in target.reason


def test_unfinished_session_does_not_count_for_a_step_up(client):
    query = "aim=hypertrophy&experience=beginner&equipment=bodyweight&days=2&reps_in_reserve=3&felt=fine"
    told = [urlencode({"left": sets, "right": sets}) for sets in ("15 15", "15 15 15")]
    carry = client.get(f"/routine.json?{query}&{told[0]}").json()["next"]["carry"]
    after = client.get(f"/routine.json?{query}&{told[1]}&{urlencode(carry)}").json()["next"]
    assert after["step"] == "stay"


def test_same_reps_are_not_called_one_more(guide):
    target = target_after(guide, (17,) * 3, 3, "10", history=past("10", 16, 16), days=2)
    assert (target.step, target.reps[0]) == ("extend", 17)
    assert "Do it in each session of a week, then add 1 rep." in target.reason


def test_reps_left_are_said_as_reported(guide):
    target = target_after(guide, (10,) * 5, 2, "15", experience="advanced", days=2)
    assert target.reason.startswith("You had 2 left, and the last set may go on until 0-1 are left.")


def test_failing_far_twice_goes_lighter_again(guide):
    history = (LoggedSet(0, 0, Weight.parse("20")), LoggedSet(1, 0, Weight.parse("12.5")))
    target = target_after(guide, (3, 2, 1), 0, "7.5", history=history)
    assert (target.step, str(target.load)) == ("lighter", "5")
    assert "had 1 rep." in target.reason


def test_easy_sets_that_were_hard_go_a_step_lighter(guide):
    target = target_after(guide, (12, 12), 1, "10", placement="warm-up")
    assert (target.step, str(target.load)) == ("lower", "7.5")
    assert "Go 1 step lighter." in target.reason


@pytest.mark.parametrize("limit", ["pregnancy", "hip", "after-birth", "pain"])
def test_pain_of_somebody_in_care_waits_for_the_professional(guide, limit):
    reason = target_after(guide, (10, 10), 5, felt="pain", kit="bodyweight", limits=limit).reason
    assert "until the professional who looks after you agrees" in reason


def test_cramp_has_an_answer(guide):
    assert "After a cramp, rest" in target_after(guide, (12,) * 3, 2, felt="slipped", kit="bodyweight").reason


@pytest.mark.parametrize("limit", ["pregnancy", "after-birth"])
def test_nobody_who_must_not_do_harder_work_reads_how_to(guide, limit):
    answer = build_answer(routine(guide, kit="bodyweight", limits=limit), guide)
    assert "Add nothing" in answer.load_guidance
    assert not any(
        "more slowly" in text for text in [answer.load_guidance, *(other.load for other in answer.alternatives)]
    )


def test_a_load_used_before_comes_back_where_reps_cannot_rise(guide):
    weeks = routine(guide, "endurance", kit="dumbbell", load=Weight.parse("2"), unit="kg", weeks=12, days=2).weeks
    assert [str(weeks[number].load) for number in (0, -1)] == ["1", "2"]


@pytest.mark.parametrize(
    ("kit", "used", "start", "share"), [("dumbbell", "8", "5", "80%"), ("dumbbell", "2", "1", "89%")]
)
def test_share_to_start_with_counts_the_leg(guide, kit, used, start, share):
    found = routine(guide, aim="endurance", kit=kit, load=Weight.parse(used), unit="kg").start_load
    assert (str(found.weight), share in found.note) == (start, True)


def test_notes_name_the_days_and_sets_of_the_answer(guide):
    notes = " ".join(routine(guide, experience="beginner", other_sets=8, days=5).notes)
    assert "are enough" not in notes
    assert "stop at" not in " ".join(routine(guide, experience="advanced", other_sets=14, days=3).notes)
    assert "in place of one of them" in " ".join(routine(guide, other_sets=25).notes)


def test_few_minutes_that_end_the_ladder_are_named(guide):
    short, free = (
        " ".join(week.text for week in routine(guide, "technique", kit="bodyweight", minutes=minutes, weeks=12).weeks)
        for minutes in (5, None)
    )
    assert "More minutes or more equipment would take you further." in short
    assert "minutes" not in free


@pytest.mark.parametrize(("kit", "load"), [("cable", "20"), ("machine", "40"), ("dumbbell", "4"), ("bodyweight", "")])
def test_whoever_follows_the_table_gets_its_targets(guide, kit, load):
    used = Weight.parse(load) if load else None
    for aim, experience, days in product(("hypertrophy", "technique", "athletic"), ("beginner", "advanced"), (1, 2, 3)):
        found = routine(guide, aim, experience, kit, load=used, unit="kg", weeks=12, days=days, placement="accessory")
        sessions, history = [(week, sets) for week in found.weeks for sets in week.sets], ()
        for (week, sets), (after, _) in pairwise(sessions):
            reps, closer = (week.reps.low,) * sets, found.hard_last_set
            last = LastSession((reps, reps), week.rir.top - closer, week.load, "kg", history=history, week=after.number)
            target = next_session(LastSession(**vars(last) | {"rung": week.step.rung}), found)
            history, asked = target.history, (target.load, target.reps[0], target.rung)
            same = asked == (after.load, after.reps.low, after.step.rung)
            assert same or (week.number == after.number and target.step in ("back", "bridge", "heavier")), target
