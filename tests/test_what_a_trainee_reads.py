"""A trainee understands each answer at the first reading: how heavy, which way, what ends a wait, and why."""

from __future__ import annotations

import re
from itertools import pairwise, product
from urllib.parse import urlencode

import pytest

from guide.builder.answer import build_answer
from guide.builder.week_table import plan_note, week_rows
from guide.notation import Weight
from guide.routine import LastSession, next_session
from guide.routine.trainee import LoggedSet
from tests.strategies import AIMS, EXPERIENCE, KITS, PLACEMENTS, routine

pytestmark = pytest.mark.django_db
NO_KIT = "aim=hypertrophy&experience=intermediate&equipment=bodyweight"
DONE = {"left": "15 15 15", "right": "15 15 15", "reps_in_reserve": 3, "felt": "fine"}


def number(answer, name):
    return next(number for number in answer.numbers if number.name == name)


@pytest.mark.parametrize("kit", KITS)
def test_how_heavy_is_said_once(guide, kit):
    for aim, experience, placement in product(AIMS, EXPERIENCE, PLACEMENTS):
        found = routine(guide, aim, experience, kit, placement=placement)
        load, rir = number(build_answer(found, guide), "load"), found.prescription.rir
        if rir.high:
            most = f"{found.reps.low + rir.low}-{found.reps.top + rir.high}"
            assert most in load.value
            assert "most" not in load.meaning
        assert len(re.findall(r"\d+-\d+ (clean )?(reps|times)", f"{load.value} {load.meaning}")) <= 1


@pytest.mark.parametrize(("limits", "way"), [("", "longer leg"), ("kneeling", "deeper lean")])
def test_each_week_says_the_way_without_weights(guide, client, limits, way):
    found = routine(guide, aim="technique", kit="bodyweight", weeks=12, days=3, limits=limits)
    cells = {week.step.rung: row.load for week, row in zip(found.weeks, week_rows(found), strict=True)}
    assert cells == {0: "no weight", 1: "no weight", 2: "no weight", 3: f"no weight, {way}"}
    query = f"{NO_KIT.replace('hypertrophy', 'technique')}&weeks=12&days=3&avoid={limits}".removesuffix("&avoid=")
    rows = [line for line in client.get(f"/routine.txt?{query}").text.splitlines() if re.match(r"\d+; ", line)]
    assert sum(way in row.split("; ")[4] for row in rows) == sum(week.step.rung == 3 for week in found.weeks) > 1


def test_next_session_says_the_way_without_weights(client):
    target = client.get(f"/routine.json?{NO_KIT}&{urlencode(DONE | {'rung': 3})}").json()["next"]
    assert (target["step"], target["load"]) == ("stay", "no weight, longer leg")
    page = client.get(f"/routine/?{NO_KIT}&{urlencode(DONE | {'rung': 3})}").text
    assert "no weight, longer leg, tempo 2-1-2</h3>" in page


def test_ladder_fits_the_way_of_standing(guide):
    found = routine(guide, kit="bodyweight", limits="kneeling")
    texts = " ".join(rung.text for rung in found.plan.ladder)
    assert "Lean further forward" in texts
    assert not re.search("knee|resistance|variation", texts)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"limits": "kneeling"}, "The face-down kickback would take you further"),
        ({"limits": "kneeling", "variation": "face-down"}, "More equipment would take you further"),
        ({}, "More equipment would take you further"),
        ({"kit": "bodyweight band", "experience": "beginner"}, "The band kickback on all fours would take you further"),
    ],
)
def test_end_of_a_ladder_names_a_variation_that_suits(guide, answers, expected):
    found = routine(guide, **{"kit": "bodyweight", "days": 2} | answers)
    last = LastSession(((15,) * 3,) * 2, 4, previous_session_same=True, rung=4)
    target = next_session(last, found)
    assert target.step == "ceiling"
    assert expected in target.reason


@pytest.mark.parametrize(("kit", "experience"), list(product(KITS, EXPERIENCE)))
def test_work_without_a_load_is_done_without_equipment(guide, kit, experience):
    found = routine(guide, "return", experience, kit, placement="warm-up")
    assert found.variation.equipment.always_available
    assert found.variation_reason
    assert number(build_answer(found, guide), "load").value == "no weight"


def stays(guide):
    loads = [("cable", "2.5", None), ("machine", "5", None), ("dumbbell", "2", "5"), ("ankle-weights", "2", "4")]
    for (kit, load, step), aim, minutes, limits in product(loads, AIMS, (None, 8), ("", "after-birth")):
        more = {"load_step": Weight.parse(step)} if step else {}
        yield routine(
            guide, aim, kit=kit, weeks=12, load=Weight.parse(load), unit="kg", minutes=minutes, limits=limits, **more
        )


def test_what_ends_a_wait_is_always_said(guide):
    ends = re.compile("once|until|after|first set|Add a small plate|lower more slowly|add reps|easy|in good form")
    for found in stays(guide):
        weeks = [week for week in found.weeks if week.phase not in ("ramp", "gate", "deload")]
        for one, two in pairwise(weeks):
            if (one.load, one.reps, one.step.rung) == (two.load, two.reps, two.step.rung):
                assert ends.search(two.text), two.text
        stages = {(week.load, week.step.rung) for week in found.weeks}
        if len(stages) == 1 and any(week.phase in ("extend", "wait", "ceiling") for week in found.weeks):
            assert "The load stays the same in these weeks." in plan_note(found)


def test_plate_is_named_only_where_it_fits(guide):
    for found in stays(guide):
        texts = " ".join(week.text for week in found.weeks)
        assert "small plate" not in texts or found.variation.equipment.slug in ("cable", "machine")


def test_who_does_20_reps_does_not_start_at_12(guide):
    load = Weight.parse("2.5")
    found = routine(guide, aim="athletic", kit="cable", load=load, unit="kg", reps=20, reps_left=2, weeks=12)
    assert (found.plan.load, found.plan.first_reps) == (load, 19)
    assert "too light" not in found.start_load.note


def test_number_of_reps_that_fits_is_not_below_those_asked_for(client):
    query = "aim=hypertrophy&experience=intermediate&equipment=dumbbell&days=2&load_used=2+kg"
    query += "&history=2x15x2&left=15+15+15&right=15+15+15&reps_in_reserve=3&felt=fine"
    target = client.get(f"/routine.json?{query}").json()["next"]
    assert target["reps"] == [16, 16, 16]
    assert "3 kg fits at 16." in target["why"]


def test_far_too_light_without_weights_goes_on_at_once(guide):
    target = next_session(LastSession(((10,) * 3,) * 2, 20), routine(guide, kit="bodyweight", days=2))
    assert (target.step, target.rung) == ("jump", 1)
    assert "far too easy" in target.reason
    assert "Pause 1 second longer" in target.reason


def test_tempo_at_the_heaviest_load_is_that_of_the_text(client):
    query = "aim=hypertrophy&experience=intermediate&equipment=cable&max_load=25&load_used=25+kg&history=25x20x3"
    query += "&left=20+20+20&right=20+20+20&reps_in_reserve=3&felt=fine"
    target = client.get(f"/routine.json?{query}").json()["next"]
    assert (target["step"], target["tempo"]) == ("harder", "2-1-3")
    assert client.get(f"/routine.json?{query}&rung=12").status_code == 200


def test_why_begins_with_a_contrast(guide):
    found = build_answer(routine(guide), guide)
    assert number(found, "sets").contrast == "3-4 because of “Intermediate”: it would be 3 with “Beginner”."
    short = build_answer(routine(guide, minutes=5), guide)
    assert number(short, "sets").contrast == "The full prescription has 3-4. Your other answers make it 2."


def test_loading_says_the_order_of_the_ladder_and_what_the_leg_counts(guide):
    for slug in ("bodyweight", "standing", "face-down"):
        text = guide.find("variations", slug).loading
        last = "Then lean" if slug == "standing" else "Then straighten"
        order = [text.index(words) for words in ("hold the top", "lower a second", last)]
        assert order == sorted(order)
    assert "your leg" in guide.find("variations", "dumbbell").loading.lower()
    for variation in guide.variations:
        assert "source-E37" not in variation.loading or "shoulder raises" in variation.loading


def test_no_reason_names_numbers_that_short_sessions_cut(guide):
    for aim, experience in product(AIMS, EXPERIENCE):
        found = routine(guide, aim=aim, experience=experience, minutes=5)
        if found.prescription.placement.counted:
            assert not re.search(r"sets per leg|seconds of rest|on \d days", found.placement_reason)


def target_after(guide, *sessions, load, **answers):
    """Return the target after sessions of (reps, left), oldest first."""
    weight, (reps, left) = Weight.parse(load), sessions[-1]
    history = tuple(LoggedSet(*done, weight) for done in sessions[:-1])
    last = LastSession(((reps,) * 3,) * 2, left, weight, "kg", history=history)
    return next_session(last, routine(guide, **answers))


def test_jump_names_the_reps_that_caused_it(guide):
    target = target_after(guide, (30, 0), load="20")
    assert target.step == "jump"
    assert target.reason.startswith("You did 30 reps and had 0 left. That was far too light")


def test_reason_names_as_many_reps_as_the_target_adds(guide):
    target = target_after(guide, (15, 3), (16, 6), (16, 6), load="10")
    assert (target.step, target.reps[0]) == ("extend", 20)
    assert target.reason.startswith("Same load, 4 more reps in each set.")


def test_wait_that_was_met_once_says_so(guide):
    target = target_after(guide, (20, 2), (20, 2), (20, 8), load="2.5", aim="endurance")
    assert target.step == "wait"
    assert "Do it once more" in target.reason
    assert target_after(guide, (20, 2), (20, 8), (20, 8), load="2.5", aim="endurance").step == "bridge"


def test_a_long_last_set_is_not_asked_of_all_sets(guide):
    target = next_session(LastSession(((15, 15, 20),) * 2, 0, Weight.parse("20"), "kg"), routine(guide))
    assert (target.step, target.reps) == ("stay", (15, 15, 15))


@pytest.mark.parametrize(("limits", "load"), [("", "40"), ("lower-back", "30")])
def test_jump_is_smaller_with_something_to_avoid(guide, limits, load):
    last = LastSession(((60,) * 3,) * 2, 10, Weight.parse("20"), "kg")
    target = next_session(last, routine(guide, kit="machine", limits=limits, placement="accessory"))
    assert (target.step, str(target.load)) == ("jump", load)


@pytest.mark.parametrize("minutes", ["", 2, 5])
def test_nobody_without_equipment_reads_of_resistance(client, minutes):
    for placement, avoid in product(PLACEMENTS, ("", "&avoid=kneeling")):
        query = f"{NO_KIT}&weeks=12&minutes={minutes}&placement={placement}{avoid}"
        text = client.get(f"/routine.txt?{query}").content.decode()
        assert not re.search(r"(more|less) resistance|heavier load|next weight", text), query


@pytest.mark.parametrize(
    ("aim", "limits", "start"), [("endurance", "", "10"), ("endurance", "wrists", "7.5"), ("technique", "", "7.5")]
)
def test_reps_done_decide_the_first_load_unless_care_is_due(guide, aim, limits, start):
    answers = {"load": Weight.parse("10"), "unit": "kg", "reps": 19, "reps_left": 2, "limits": limits}
    assert str(routine(guide, aim=aim, experience="advanced", placement="accessory", **answers).plan.load) == start
