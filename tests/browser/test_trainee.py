from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.forms import fill_in


@pytest.mark.parametrize("script", [True, False])
def test_trainee_gets_a_routine_with_and_without_javascript(open_page, script):
    page = open_page("/routine/", java_script_enabled=script)
    fill_in(page)
    page.click("text=Show my routine")
    page.wait_for_selector("#answer-title")
    assert page.text_content("#answer-title").strip() == "Your routine: Cable kickback"
    assert "aim=hypertrophy" in page.url
    assert "equipment=cable" in page.url
    assert "3-4" in page.text_content(".numbers")
    assert page.get_by_text("comes next.").is_hidden()  # no session is logged yet
    assert page.locator("input[type=radio][value=hypertrophy]").is_checked()
    page.click("text=Anything to avoid? More questions")
    page.wait_for_selector("input[name=days]")
    assert page.locator("input[type=radio][value=hypertrophy]").is_checked()


def test_answer_gets_focus_and_sets_the_page_title(open_page):
    page = open_page("/routine/")
    page.evaluate("window.stillTheSamePage = true")
    fill_in(page)
    page.click("text=Show my routine")
    page.wait_for_selector("#answer:focus")
    assert page.evaluate("window.stillTheSamePage") is True
    assert page.title().strip().startswith("Your routine: Cable kickback")


def test_history_and_reload_keep_the_answers(open_page):
    page = open_page("/routine/")
    fill_in(page)
    page.click("text=Show my routine")
    page.wait_for_selector("#answer-title")
    address = page.url
    page.click("label:has-text('Machine')")
    page.click("label:has-text('Cable machine')")
    page.wait_for_selector("#answer-title:has-text('Machine kickback')", state="attached")
    expect(page).not_to_have_url(re.compile("cable"))
    for step, reloaded in (("back", "cable]:checked"), ("back", "machine]:not(:checked)")):
        page.evaluate(f"setTimeout(() => history.{step}())")
        page.wait_for_selector(f"input[value={reloaded}", state="attached")
        page.wait_for_load_state()
    assert page.text_content("#answer-title").strip() == "Your routine: Cable kickback"
    assert page.url == address
    assert page.locator("header.top").count() == 1
    for step, reloaded in (("forward", "machine]:checked"), ("forward", "cable]:not(:checked)")):
        page.evaluate(f"setTimeout(() => history.{step}())")
        page.wait_for_selector(f"input[value={reloaded}", state="attached")
        page.wait_for_load_state()
    page.reload()
    assert page.text_content("#answer-title").strip() == "Your routine: Machine kickback"


@pytest.mark.parametrize("script", [True, False])
def test_missing_answer_is_listed_first_with_a_link(open_page, script):
    page = open_page("/routine/", java_script_enabled=script)
    page.check("text=Build muscle")
    page.click("text=More questions")
    page.fill("input[name=days]", "9")
    page.click("text=Show my routine")
    page.wait_for_selector("text=There is a problem")
    assert page.title().strip().startswith("Error: ")
    assert page.input_value("input[name=days]") == "9"
    assert page.locator("input[type=radio][value=hypertrophy]").is_checked()
    page.click(".errors >> text=Choose how long you have trained.")
    assert page.url.endswith("#id_experience_0")


def test_form_by_keyboard(open_page):
    page = open_page("/routine/")
    page.focus("input[value=technique]")
    page.keyboard.press("ArrowDown")
    for key in ("Tab", "Space", "Tab", "Space"):
        page.keyboard.press(key)
    page.focus("button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#answer:focus")
    assert "experience=beginner" in page.url
    assert "equipment=bodyweight" in page.url


def test_each_reason_opens_and_links_its_source(open_page):
    page = open_page("/routine/?aim=hypertrophy&experience=intermediate&equipment=cable", java_script_enabled=False)
    page.click("summary:has-text('Why these numbers?')")
    page.click("summary:has-text('Rest')")
    page.click(".why[open] .because a >> nth=0")
    assert "/sources/#source-E6" in page.url
