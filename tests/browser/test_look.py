"""What only a browser can tell of the look: access, contents, colours, widths."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.addresses import KINDS

PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)], ids=["light, wide", "dark, phone"])
def test_axe_finds_nothing_on_any_kind_of_page(open_page, site, scheme, size):
    page, axe = open_page("/", color_scheme=scheme, viewport=size), Axe()
    for address in KINDS:
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
        results = axe.run(page)
        assert results.violations_count == 0, f"{address}\n{results.generate_report()}"


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_contents_are_one_tap_away_and_lead_there(open_page, script):
    page = open_page("/guide/form/", viewport=PHONE, java_script_enabled=script, reduced_motion="reduce")
    assert not page.locator("#contents").is_visible()
    page.click("text=Contents")
    page.locator("#contents").get_by_role("link", name="Breathe out on the kick").click()
    assert page.url.endswith("#form-breathe-out-on-the-kick")
    assert page.locator("#form-breathe-out-on-the-kick").bounding_box()["y"] < 300
    assert page.locator("#contents").is_visible() is not script


def test_the_part_that_is_being_read_is_marked_in_the_contents(open_page):
    page = open_page("/guide/form/", viewport=WIDE, reduced_motion="reduce")
    for title in ("Return slowly", "Squeeze at the top"):
        page.locator("#contents").get_by_role("link", name=title).click()
        page.wait_for_selector(f'#contents [aria-current=true]:text-is("{title}")')
    assert page.locator("#contents [aria-current]").count() == 1


def test_the_contents_work_by_keyboard_and_close_with_escape(open_page):
    page = open_page("/variations/cable/", viewport=PHONE)
    page.focus(".bar button")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#contents') !== null")
    page.keyboard.press("Escape")
    assert not page.locator("#contents").is_visible()
    assert page.evaluate("document.activeElement.matches('.bar button')")


def test_the_choice_of_colours_is_remembered_on_every_page(open_page, site):
    page = open_page("/", color_scheme="light")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_label("Dark").check()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != paper
    page.goto(site + "/sources/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    assert page.get_by_label("Dark").is_checked()
    page.get_by_label("As the device").check()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    assert page.evaluate("localStorage.length") == 0


def test_without_javascript_there_is_no_switch_that_would_do_nothing(open_page):
    page = open_page("/", java_script_enabled=False)
    assert page.locator(".theme").count() == 1
    assert not page.locator(".theme").is_visible()


def test_nothing_is_cut_off_or_too_small_to_tap_on_a_narrow_phone(open_page, site):
    page = open_page("/", viewport={"width": 320, "height": 640})
    for address in KINDS:
        page.goto(site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert page.evaluate(SMALL) == [], address


SMALL = """() => [...document.querySelectorAll(
    "nav a, .bar > *, .button, summary, .rows a, .pick a, .contents a, .theme label, .option label, .compare th a"
)].filter((target) => target.checkVisibility() && !target.closest("[popover]"))
  .map((target) => [target.textContent.trim(), Math.round(target.getBoundingClientRect().height)])
  .filter(([, height]) => height < 44)"""
"""What stands alone and is to be tapped, but is less than 44 pixels high. Links inside a sentence may be."""


def test_in_forced_colours_the_current_page_is_still_marked(open_page):
    page = open_page("/variations/", forced_colors="active")
    script = "(selector) => getComputedStyle(document.querySelector(selector)).borderBottomColor"
    colours = [page.evaluate(script, selector) for selector in (".top [aria-current]", ".top a:not([aria-current])")]
    assert colours[0] != colours[1]


def test_a_table_of_variations_turns_into_cards_on_a_phone(open_page):
    wide, phone = open_page("/variations/", viewport=WIDE), open_page("/variations/", viewport=PHONE)
    script = "getComputedStyle(document.querySelector('.compare td')).display"
    assert (wide.evaluate(script), phone.evaluate(script)) == ("table-cell", "block")
    assert phone.locator(".compare td").first.inner_text().strip()
