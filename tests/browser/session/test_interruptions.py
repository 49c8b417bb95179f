"""A session goes on by the clock: a locked phone, a changed clock, a reload, a second tab, and storage that fails."""

from __future__ import annotations

import pytest

from tests.browser.session.gym import CABLE, MAT

pytestmark = pytest.mark.django_db
# As a private window does it.
REFUSED = (
    "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new DOMException('', 'SecurityError') }"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"


@pytest.fixture
def gym(phone):
    """A session on the mat at its first rep."""
    gym = phone().tab(MAT)
    gym.uncheck("easy")
    gym.begin()
    return gym


def test_locked_phone_ends_the_rest_by_the_clock(gym):
    gym.set_of(12, 12)
    gym.press("3-4", exact=False)
    gym.lock(20)
    assert gym.screen == "rest"
    assert "Your rest is over. +18:" in gym.text
    gym.press("Start: left leg")
    assert gym.screen == "work"


def test_locked_phone_invents_no_rep(gym):
    gym.wait(18)
    gym.lock(20)
    assert gym.screen == "paused"
    assert "Set 1 of 3, left leg, 4 of 12 reps" in gym.text
    assert gym.said.startswith("Paused. The screen was off")
    gym.press("Go on: left leg")
    gym.wait(5 + 8 * 5)
    assert gym.screen == "change"
    gym.lock(20)
    assert gym.screen == "change"
    assert gym.said == "Start when you are ready."


@pytest.mark.parametrize("days", [-3, 3])
def test_changed_clock_ends_a_rest_at_most_early(gym, days):
    gym.set_of(12, 12)
    gym.press("3-4", exact=False)
    gym.wait(30)
    gym.page.evaluate("days => { const now = Date.now; Date.now = () => now() + days * 864e5; }", days)
    gym.wait(10)
    assert ("Your rest is over" in gym.text) is (days > 0)
    gym.wait(60)
    assert "Your rest is over" in gym.text
    assert gym.screen == "rest"


def test_reload_pauses_what_counted(gym):
    gym.wait(12)
    gym.reload()
    assert gym.screen == "paused"
    assert "2 of 12 reps" in gym.text
    gym.press("Go on: left leg")
    gym.reload()  # while it counts down
    assert "2 of 12 reps" in gym.text
    gym.press("Go on: left leg")
    gym.wait(5)
    gym.press("Stop here")
    gym.reload()
    assert gym.screen == "change"


def test_reload_leaves_each_other_state_where_it_was(gym):
    def reloaded() -> str:
        gym.reload()
        return gym.screen

    gym.set_of(12, 2)
    gym.press("Less: Right leg")
    assert reloaded() == "log"
    assert gym.state["sets"][0]["done"]["right"]["reps"] == 1
    gym.press("3-4", exact=False)
    gym.wait(20)
    assert reloaded() == "rest"
    assert "Rest 1:0" in gym.text
    gym.press("Pain, or it slipped")
    assert reloaded() == "stop"
    gym.press("Something hurt")
    assert reloaded() == "done"
    assert len(gym.log) == 2
    gym.press("Close")
    assert reloaded() == "ready"


def test_session_of_another_day_asks_first(gym):
    gym.press("Pause")
    gym.page.clock.fast_forward(20 * 3_600_000)
    gym.reload()
    assert "Your session of Tue, 1 Dec" in gym.text or "Your session of Tue 1 Dec" in gym.text


def test_second_tab_says_so_and_can_take_over(phone):
    mine = phone()
    first = mine.tab(MAT)
    first.uncheck("easy")
    first.begin()
    first.wait(11)
    second = mine.tab(MAT)
    assert second.screen == "elsewhere"
    second.press("Go on in this tab")
    second.page.locator("[data-screen=paused]").wait_for()
    assert second.screen == "paused"
    assert "2 of 12 reps" in second.text
    first.page.locator("[data-screen=elsewhere]").wait_for()
    first.wait(60)
    assert first.screen == "elsewhere"
    second.press("End here, keep what I did")
    assert [row["reps"] for row in second.log] == [2]


def test_tab_that_waited_does_not_begin_a_second_session(phone):
    mine = phone()
    first, second = mine.tab(MAT), mine.tab(MAT)
    first.begin()
    second.press("Start", exact=False)
    second.page.locator("[data-screen=elsewhere]").wait_for()
    assert first.state["phase"] == "work"


@pytest.mark.parametrize(
    ("before", "said"), [(REFUSED, "This browser keeps nothing here"), (FULL, "There is no room left")]
)
def test_session_goes_on_without_storage(phone, before, said):
    gym = phone().tab(f"{MAT}&minutes=2", before)
    gym.begin()
    assert said in gym.text
    gym.set_of(10, 10)
    gym.press("3-4", exact=False)
    assert gym.screen == "done"
    assert "left=10&right=10" in gym.page.locator("[data-link=next]").get_attribute("href")


def test_unreadable_session_is_put_aside(phone):
    gym = phone().tab(MAT, "localStorage['guide.session'] ??= '{broken'")
    assert gym.screen == "ready"
    assert "cannot be read" in gym.text
    assert gym.page.evaluate("localStorage['guide.session.unreadable']") == "{broken"


def test_screen_stays_on_while_something_counts(phone):
    record = """window.held = 0; navigator.wakeLock.request = async () => {
      held++;
      const lock = new EventTarget();
      lock.release = async () => { held--; lock.dispatchEvent(new Event("release")); };
      return lock;
    }"""
    gym = phone().tab(CABLE, record)
    assert gym.page.evaluate("held") == 0
    gym.begin()
    assert gym.page.evaluate("held") == 1
    gym.press("Pause")
    assert gym.page.evaluate("held") == 0


def test_keyboard_alone_does_a_set(phone):
    gym = phone().tab(f"{MAT}&minutes=2")
    gym.begin()
    for _ in range(4):
        gym.wait(0.5)
        gym.page.keyboard.press("Enter")
        gym.wait(0.5)
    assert gym.screen == "log"
    gym.page.keyboard.press("Escape")
    assert gym.screen == "paused"


def test_second_tap_does_not_answer_for_the_next_screen(gym):
    gym.page.clock.run_for(500)
    button = gym.page.get_by_role("button", name="Stop here")
    button.dblclick()
    assert gym.screen == "change"
