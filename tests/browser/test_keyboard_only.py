"""Every reader's task done with the keyboard alone, with and without JavaScript."""

from __future__ import annotations

import pytest

from guide.models import Question, Report

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
MOST_STEPS = 160
# The focused element's name, and whether its focus is visible.
FOCUS = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect(), style = getComputedStyle(here);
  return {
    name: (here.ariaLabel || here.labels?.[0]?.textContent || here.textContent).replace(/\\s+/g, " ").trim(),
    seen: style.outlineStyle !== "none" && box.width > 0 && box.right > 0 && box.left < innerWidth,
  };
}"""


class KeyboardReader:
    """A reader who uses the keyboard only."""

    def __init__(self, page) -> None:
        self.page = page

    def to(self, name: str) -> KeyboardReader:
        """Press Tab until an element whose name starts with `name` has the focus; the focus must stay visible."""
        passed = []
        for _ in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(FOCUS)
            assert here["seen"], here["name"]
            if here["name"].startswith(name):
                return self
            passed.append(here["name"][:40])
        raise AssertionError(f"no way to “{name}”, past {passed}")

    def press(self, *keys: str) -> KeyboardReader:
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def follow(self, name: str) -> KeyboardReader:
        """Focus a link or button, press it and wait for the page."""
        self.to(name).press("Enter")
        self.page.wait_for_load_state()
        return self

    def type(self, text: str) -> KeyboardReader:
        self.page.keyboard.type(text)
        return self

    def sees(self, selector: str) -> KeyboardReader:
        self.page.wait_for_selector(selector)
        return self


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def walk(open_page, request):
    """Open a page for a keyboard user, on a wide screen by default."""

    def walk(path: str, size=WIDE) -> KeyboardReader:
        return KeyboardReader(
            open_page(path, java_script_enabled=request.param, viewport=size, reduced_motion="reduce")
        )

    walk.script = request.param
    return walk


def test_find_an_answer(walk):
    walker = walk("/").follow("Search").sees("input[type=search]:focus")
    walker.type("how offen a week").press("Enter").sees("#best-title")
    title = Question.objects.get(slug="how-often").title
    walker.follow(title).sees(f"h1:has-text('{title}')")


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_read_the_guide_by_its_contents(walk, size):
    walker = walk("/guide/", size)
    if size == PHONE:
        walker.follow("Contents").sees("#contents:popover-open")
    walker.follow("Safety").sees("#section-safety:target >> visible=true")
    box = walker.page.locator("#section-safety").bounding_box()
    assert -10 < box["y"] < size["height"] / 2
    walker.to("72")  # the next Tab stop is in that section


def test_compare_variations_and_filter_by_equipment(walk):
    walker = walk("/").follow("Variations").sees(".compare > li:nth-child(9)")
    walker.follow("Resistance band").sees(".kit [aria-current]:has-text('Resistance band')")
    assert walker.page.locator(".compare > li").count() == 2
    walker.follow("Band kickback on all fours").sees("h1:has-text('Band kickback on all fours')")


def test_alternative_while_equipment_is_in_use(walk):
    walker = walk("/variations/cable/", PHONE)
    walker.follow("Contents").follow("Easier, harder, instead").sees(":target:has-text('Easier, harder, instead')").to(
        "Machine kickback"
    )
    walker.follow("Band kickback").sees("h1:has-text('Band kickback')")


def test_build_a_routine_and_the_next_session(walk):
    walker = walk("/").follow("Build my routine").sees("h1:has-text('Build my routine')")
    walker.to("Learn the movement").press("ArrowDown")
    walker.to("Beginner").press("Space", "ArrowDown")
    walker.to("Cable machine").press("Space")
    walker.to("Anything to avoid?").press("Enter").to("How many days").type("2")
    walker.follow("Show my routine").sees("#answer-title:has-text('Cable kickback')")
    assert "experience=intermediate" in walker.page.url
    walker.to("Next session: how did it go?").press("Enter")
    for label in ("Clean reps in each set, left", "Clean reps in each set, right"):
        walker.to(label).type("12 12 12")
    walker.to("How many clean reps were left").type("2").to("Well").press("Space")
    walker.follow("Show my next session").sees("#target-title")


def test_correct_a_missing_answer(walk):
    walker = walk("/routine/").to("Learn the movement").press("ArrowDown")
    walker.follow("Show my routine").sees(".errors")
    walker.follow("Choose how long you have trained.").sees("#id_experience_0:focus, :target")
    assert walker.page.locator("[value=hypertrophy]").is_checked()


def test_send_feedback(walk):
    walker = walk("/guide/form/").follow("Is this right?").sees("textarea")
    if walk.script:
        walker.page.wait_for_function("document.querySelector('#feedback form')?.['htmx-internal-data']")
    walker.to("What is wrong?").type("The range is not said.").follow("Send what is wrong")
    walker.sees("[role=status]:has-text('Thank you.')")
    assert Report.objects.get().text == "The range is not said."


@pytest.mark.parametrize(
    ("path", "summary", "inside"),
    [
        ("/guide/programming/", "IsolationA", "table"),
        ("/variations/cable/", "What each load", "dd"),
        ("/routine/", "Anything to avoid?", "input"),
    ],
)
def test_open_and_close_folded_parts(walk, path, summary, inside):
    walker = walk(path).to(summary)
    hidden = walker.page.locator("details:has(> summary:focus)").locator(inside).first
    for key, shown in (("Enter", True), ("Space", False), ("Space", True), ("Enter", False)):
        walker.press(key)
        assert hidden.is_visible() is shown


def test_switch_colour_scheme(open_page):
    walker = KeyboardReader(open_page("/sources/", viewport=WIDE))
    walker.to("As the device").press("ArrowDown", "ArrowDown")
    assert walker.page.evaluate("document.documentElement.dataset.theme") == "dark"
    walker.press("ArrowUp")
    assert walker.page.evaluate("document.documentElement.dataset.theme") == "light"
