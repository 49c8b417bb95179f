from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.browser.forms import fill_in

GOOD = "/routine/?aim=hypertrophy&experience=intermediate&equipment=cable&equipment=band&load=30&unit=kg"


def answer_title(page):
    return page.text_content("#answer-title").strip()


@pytest.mark.parametrize("script", [True, False])
def test_routine_with_and_without_javascript(open_page, script):
    page = open_page("/routine/", java_script_enabled=script)
    fill_in(page)
    page.click("text=More questions")
    page.check("text=Lower back grumbles")
    page.fill("input[name=days]", "2")
    page.fill("input[name=load]", "30 kg")
    page.click("text=Show my routine")
    page.wait_for_selector("#answer-title")
    assert answer_title(page) == "Your routine: Bodyweight kickback"
    assert page.locator(".safety").is_visible()
    assert page.locator(".weeks tbody tr").count() == 8
    page.click("text=Tell us your last session")
    page.fill("input[name=left]", "10 10 10")
    page.fill("input[name=right]", "10 10 9")
    page.fill("input[name=reps_in_reserve]", "3")
    page.check("text=Well: clean reps")
    page.click("text=Show my next session")
    page.wait_for_selector("#target-title")
    assert "avoid=lower-back" in page.url
    assert "Lower" in page.title() or "Next session" in page.title()


def test_routine_by_keyboard(open_page):
    page = open_page(GOOD)
    page.focus("summary:has-text('Tell us your last session')")
    page.keyboard.press("Enter")
    for text in ("12 12 12", "12 12 12", "30 kg", "2"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector("#target-title:focus")
    assert "12, 12, 12 reps each leg, 30 kg" in page.text_content("#target-title")


def test_form_fields_and_chart_have_accessible_names(open_page):
    page = open_page(GOOD)
    page.click("summary:has-text('Tell us your last session')")
    page.click("summary:has-text('Put it in my calendar')")
    for label in ("Clean reps in each set, left leg", "Load you used", "From which date?", "At what time?"):
        assert page.get_by_label(label).is_visible()
    assert page.get_by_role("group", name="How did it feel?").is_visible()
    page.click("summary:has-text('Week by week')")
    assert page.get_by_role("img", name="Weekly sets from week 1 to week 8").is_visible()
    assert page.get_by_role("region", name="Week by week").is_visible()


WIDE = {"width": 1280, "height": 900}


def test_change_of_an_answer_updates_the_routine_beside_it(open_page):
    page = open_page(GOOD, viewport=WIDE)
    page.check("text=Muscular endurance")
    expect(page.locator("#answer .numbers dd >> nth=1")).to_contain_text("15-20")
    assert page.evaluate("document.activeElement.value") == "endurance"
    assert "aim=endurance" in page.url
    assert page.title().strip().startswith("Your routine: ")
    announced = page.locator("[role=status]#announcement").inner_text()
    assert announced.startswith(f"{answer_title(page).removeprefix('Your routine: ')}. Sets ")
    page.go_back()
    page.wait_for_selector("input[value=hypertrophy]:checked")


def test_problem_shows_at_its_question_until_it_is_solved(open_page):
    page = open_page(GOOD, viewport=WIDE)
    page.click("text=Anything to avoid? More questions")
    page.wait_for_selector("details[open] > summary:focus")
    page.fill("input[name=days]", "9")
    page.keyboard.press("Tab")
    page.wait_for_selector("#answer .errors")
    assert "from 1 to 7" in page.inner_text("#id_days_error")
    assert page.evaluate("document.activeElement.name") == "minutes"
    page.fill("input[name=days]", "2")
    page.keyboard.press("Tab")
    page.wait_for_selector("#answer-title")
    assert page.inner_text("#id_days_error") == ""
    assert page.input_value("input[name=load]") == "30"


def test_required_questions_take_at_most_two_screens_of_a_phone(open_page):
    page = open_page("/routine/", viewport={"width": 390, "height": 844})
    assert page.locator("#optional").bounding_box()["y"] <= 2 * 844
    assert page.locator("#optional[open]").count() == 0


def test_answer_stands_beside_the_form_or_above_it(open_page):
    page = open_page(GOOD, viewport=WIDE)
    form, answer = (page.locator(selector).bounding_box() for selector in ("#change", "#answer"))
    assert form["x"] + form["width"] <= answer["x"]
    assert abs(form["y"] - answer["y"]) < 50
    page.set_viewport_size({"width": 390, "height": 844})
    form, answer = (page.locator(selector).bounding_box() for selector in ("#change", "#answer"))
    assert answer["y"] + answer["height"] <= form["y"]
    page.click("text=Change my answers")
    expect(page.locator("#change > h2")).to_be_in_viewport()


def test_alternative_variation_replaces_the_answer_in_place(open_page):
    page = open_page(GOOD)
    page.click(".answer .contents a:has-text('Band kickback')")
    page.wait_for_selector("text=Your routine: Band kickback")
    assert "variation=band" in page.url
    page.go_back()
    page.wait_for_selector("text=Your routine: Cable kickback")


def test_second_press_on_a_slow_network_is_ignored(open_page):
    page = open_page("/routine/")
    requested = []
    page.route(
        "**/routine/?*",
        lambda route: (requested.append(route.request.url), page.wait_for_timeout(400), route.continue_()),
    )
    fill_in(page)
    page.evaluate("for (const n of [1, 2, 3]) document.querySelector('.questions > .button').click()")
    page.wait_for_selector("#answer-title")
    page.wait_for_timeout(600)
    assert page.locator("#answer-title").count() == 1
    assert len(requested) == 1


def test_stale_answer_never_replaces_a_newer_one(open_page):
    page = open_page(GOOD)
    slow = []

    def hold(route):
        slow.append(route)
        if len(slow) > 1:
            route.continue_()

    page.route("**/routine/?*", hold)
    page.click(".answer .contents a:has-text('Band kickback')")
    page.wait_for_timeout(200)
    page.evaluate("document.getElementById('answer').innerHTML = ''")
    page.check("text=Learn the movement")
    page.wait_for_selector("#answer-title:has-text('Cable kickback')", state="attached")
    with suppress(Error):  # the browser has cancelled the first request
        slow[0].continue_()
    page.wait_for_timeout(600)
    assert answer_title(page) == "Your routine: Cable kickback"
    assert "aim=technique" in page.url
    assert "variation=band" not in page.url


def test_copy_link_button_needs_javascript(open_page):
    page = open_page(GOOD, permissions=["clipboard-read", "clipboard-write"])
    page.click("text=Copy the link")
    page.wait_for_selector("text=Copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith("unit=kg")
    plain = open_page(GOOD, java_script_enabled=False)
    assert not plain.locator("text=Copy the link").is_visible()


CARDS = [
    "&weeks=12&days=3",
    "&weeks=4",
    "&weeks=12&days=3&avoid=wrists&avoid=kneeling",
    "&weeks=12&days=3&avoid=pain&avoid=pregnancy&avoid=lower-back&avoid=kneeling&avoid=wrists&avoid=balance",
    "&weeks=12&days=3&avoid=pregnancy&avoid=lower-back&avoid=kneeling&avoid=wrists&avoid=balance",
]


def test_gym_card_prints_on_one_sheet(open_page, site):
    page = open_page()
    address = GOOD.replace("/routine/", "/routine/card/").replace("intermediate", "advanced")
    for query in CARDS:
        page.goto(f"{site}{address}&placement=isolation{query}")
        for paper in ("A4", "Letter"):
            assert page.pdf(format=paper).count(b"/Type /Page\n") == 1, (query, paper)
