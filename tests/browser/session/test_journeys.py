"""Sessions from start to end, as different people do them."""

from __future__ import annotations

import pytest

from guide.editions.publishing import publish
from guide.models import Prescription
from tests.browser.axe import violations
from tests.browser.session.gym import CABLE, MAT, SITE

pytestmark = pytest.mark.django_db


def done_in(log, **wanted):
    """Return side and reps of the logged rows with these values."""
    return [(row["side"], row["reps"]) for row in log if wanted.items() <= row.items()]


def test_beginner_on_the_mat_does_a_whole_session(phone):
    mine = phone()
    gym = mine.tab(MAT)
    assert gym.page.locator("[data-screen=ready] svg").is_visible()
    assert "12 reps, to warm up" in gym.text
    gym.uncheck("easy")
    gym.begin()
    mine.requests.clear()
    for number in (1, 2, 3):
        assert f"Set {number} of 3" in gym.text
        gym.wait(60 + 5 + 60)  # 12 reps, and the other side starts by itself
        assert gym.screen == "log"
        gym.press("3-4", exact=False)
        if number < 3:
            gym.wait(90)
            assert "Your rest is over" in gym.text
            gym.press("Start: left leg")
            gym.wait(5)
    assert mine.requests == []
    assert done_in(gym.log, kind="set", reps_left=3) == [("left", 12), ("right", 12)] * 3
    gym.page.get_by_role("link", name="Show my next session").click()
    assert "12, 12, 12 reps" in gym.page.locator("#target-title").inner_text()
    gym.page.get_by_role("link", name="Start session").click()
    gym.page.locator("section:visible").wait_for()
    assert "Last time" in gym.text


def test_cable_with_change_of_kit(phone):
    gym = phone().tab(CABLE)
    gym.uncheck("easy")
    gym.begin()
    gym.wait(50)
    assert gym.said == "Change legs. The right leg starts in 20 seconds."
    gym.press("15 seconds more")
    gym.wait(21)
    assert gym.screen == "change"
    gym.press("More: Left leg")
    gym.press("Start: right leg")
    assert "Right leg 5 10 reps" in gym.text
    gym.press("Start now")
    gym.wait(50)
    assert {side: done["reps"] for side, done in gym.state["sets"][0]["done"].items()} == {"left": 11, "right": 10}


def test_load_that_was_chosen_and_corrected_is_logged(phone):
    gym = phone().tab(CABLE)
    gym.page.locator("[name=load]").fill("10")
    gym.page.locator("[name=load]").blur()
    gym.begin()
    assert "Easy set" in gym.text
    assert "of 10, 5 kg" in gym.text
    gym.set_of(10, 10)
    gym.rested()
    gym.set_of(10, 10)
    gym.press("Less: Load")
    gym.press("2-3", exact=False)
    assert "Set 2 of 3, left leg, 10 reps, 7.5 kg" in gym.text
    gym.press("Pause")
    assert "Paused Set 1 done" in gym.text
    gym.press("End here, keep what I did")
    assert done_in(gym.log, kind="set", load=7.5, unit="kg", felt="early") == [("left", 10), ("right", 10)]
    assert done_in(gym.log, kind="easy", load=5) == [("left", 10), ("right", 10)]
    told = "left=10&right=10&load_used=7.5+kg&reps_in_reserve=2"
    assert told in gym.page.locator("[data-link=next]").get_attribute("href")


def test_pain_in_the_second_set_shows_the_safety_card(phone):
    gym = phone().tab(MAT)
    gym.uncheck("easy")
    gym.begin()
    gym.set_of(12, 12)
    gym.press("I do not know")
    gym.rested()
    gym.wait(14)
    gym.press("Pain, or it slipped")
    assert "What was it?" in gym.text
    assert gym.page.evaluate("document.activeElement.textContent").startswith("Stop.")
    gym.press("Neither. Back to the session")
    gym.press("Pain, or it slipped")
    gym.press("Something hurt")
    assert "Leave this exercise out until that has settled" in gym.text
    assert "local emergency number" in gym.text
    assert not gym.page.get_by_role("link", name="Show my next session").is_visible()
    assert done_in(gym.log, felt="pain") == [("left", 12), ("right", 12), ("left", 3)]
    gym.press("Close")
    assert gym.screen == "ready"


def test_weaker_side_starts_next_time(phone):
    gym = phone().tab(MAT)
    gym.uncheck("easy", "pace")
    gym.press("Start: left leg")
    for number in (1, 2, 3):
        gym.press("Done, left leg")
        gym.press("Start: right leg")
        gym.press("Done, right leg")
        gym.press("Less: Right leg")
        gym.press("None", exact=False)
        if number < 3:
            gym.press("Skip the rest")
    assert done_in(gym.log) == [("left", 12), ("right", 11)] * 3
    gym.press("Close")
    assert "It did fewer reps last time, so it starts." in gym.text
    assert gym.page.get_by_role("button", name="Start: right leg").is_visible()


def test_sounds_and_vibrations_come_only_when_switched_on(phone):
    record = """window.heard = [];
      navigator.vibrate = () => heard.push("vibration");
      OscillatorNode.prototype.start = () => heard.push("tone");
      OscillatorNode.prototype.stop = () => {}"""
    gym = phone().tab(MAT, record)
    gym.begin()
    assert gym.page.evaluate("heard") == []
    gym.press("Pause")
    gym.press("End here, keep what I did")
    gym.press("Close")
    gym.page.locator("[name=sound]").check()
    gym.page.locator("[name=vibration]").check()
    gym.page.evaluate("heard.length = 0")
    gym.begin()
    # 3 seconds before the first rep, and its first part.
    assert gym.page.evaluate("heard") == ["tone", "vibration"] * 4


def test_one_side_only_and_form_that_slipped(phone):
    gym = phone().tab(MAT)
    gym.uncheck("easy")
    gym.page.locator("[name=only]").check()
    gym.begin()
    gym.wait(60)
    assert gym.screen == "log"
    gym.press("5 or more", exact=False)
    gym.rested()
    gym.press("Pain, or it slipped")
    gym.press("My form slipped, or a muscle cramped")
    assert "Form gave way or a muscle cramped" in gym.text
    assert done_in(gym.log, felt="slipped") == [("left", 12)]


def test_short_session_of_one_set(phone):
    gym = phone().tab(f"{MAT}&minutes=2")
    assert not gym.page.locator("[name=easy]").is_visible()
    gym.begin()
    assert "Set 1 of 1" in gym.text
    gym.set_of(10, 10)
    assert "Your rest has started" not in gym.said
    gym.press("3-4", exact=False)
    assert gym.screen == "done"


def test_new_edition_in_the_middle_leaves_the_plan_as_it_was(phone, client):
    mine = phone()
    gym = mine.tab(MAT)
    gym.uncheck("easy")
    gym.begin()
    gym.wait(20)
    Prescription.objects.filter(slug="M17").update(reps="10-11")
    publish(by="tests", note="Fewer reps.")
    mine.page = client.get(f"/routine/session/?{MAT}").content
    gym.reload()
    gym.press("Go on: left leg")
    assert "12 reps" in gym.text
    gym.press("Pause")
    gym.press("End here, keep what I did")
    gym.press("Close")
    assert gym.page.locator("[data-t=reps]").inner_text() == "10"


def test_session_of_another_routine_is_finished_first(phone):
    mine = phone()
    gym = mine.tab(MAT)
    gym.begin()
    gym.set_of(12, 12)
    gym.page.close()
    gym = mine.tab(CABLE)
    assert gym.screen == "other"
    assert gym.page.get_by_role("link", name="Go on with it").get_attribute("href") == f"/routine/session/?{MAT}"
    gym.press("End it, keep what I did, and start this one")
    assert gym.screen == "ready"
    assert gym.log == []  # an easy set alone is no session


def test_without_scripts_the_card_stands_alone(phone):
    page = phone(java_script_enabled=False, viewport={"width": 1000, "height": 800}).context.new_page()
    page.goto(f"{SITE}/routine/session/?{MAT}")
    assert page.locator(".log .box i").first.is_visible()
    assert not page.locator("#session").is_visible()


def check(gym, size) -> str:
    """Check that the screen fits, has large targets and is accessible. Return its name."""
    assert gym.page.evaluate("document.documentElement.scrollWidth") <= size[0], gym.screen
    targets = gym.page.locator("#session section:not([hidden]) :is(button, .switches label, select)")
    sizes = targets.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(size for size in sizes if size) >= 56, gym.screen
    assert size[0] != 390 or violations(gym.page) == [], gym.screen
    return gym.screen


@pytest.mark.parametrize("size", [(390, 800), (320, 568), (740, 360), (195, 420), (1280, 800)])
def test_every_screen_fits_and_is_accessible(phone, size):
    gym = phone(viewport={"width": size[0], "height": size[1]}, color_scheme="dark").tab(CABLE)
    seen = [check(gym, size)]
    gym.uncheck("easy")
    gym.begin()
    steps = [[], ["Stop here"], ["Start: right leg", "Start now", "Stop here"], ["None that was all"], ["Pause"]]
    for presses in [*steps, ["Pain, or it slipped"], ["Something hurt"]]:
        for name in presses:
            gym.press(name)
        seen.append(check(gym, size))
    assert seen == ["ready", "work", "change", "log", "rest", "paused", "stop", "done"]
