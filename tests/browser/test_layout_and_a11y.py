"""Layout and accessibility of readers' pages: axe, table of contents, colours, widths."""

from __future__ import annotations

import pytest

from tests.addresses import FURTHER_PAGES, KINDS, ROUTINE
from tests.browser.axe import violations

CALENDAR = ROUTINE.replace("/routine/?", "/routine.ics?") + "&start=x"
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


def test_every_kind_of_page_passes_axe_and_fits_the_screen(open_page, site):
    page, wrong, seen = open_page("/"), {}, set()
    for address in [*KINDS, *FURTHER_PAGES]:
        page.goto(site + address)
        wrong[address] = faults(page, seen)
    page.goto(site + "/feedback/variation/cable/")
    page.click("text=Send what is wrong")
    page.wait_for_selector(".errors")
    wrong["refused feedback"] = faults(page, seen)
    assert {address: found for address, found in wrong.items() if found} == {}


def faults(page, seen: set[str]) -> list:
    """Return what axe finds on a wide screen, contrast on a dark phone, what is too wide, and what is too small."""
    found = []
    for scheme, size, options in (("light", WIDE, {}), ("dark", PHONE, {"runOnly": ["color-contrast"]})):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        found += unfolded_violations(page, seen, **options)
    for width in (1280, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 640})
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        found += [f"wider than {width}"] if wide else []
    return found + page.evaluate(SMALL_TARGETS)


@pytest.mark.parametrize(("address", "status"), [("/nope/", 404), (CALENDAR, 400)], ids=["not there", "no date"])
def test_error_page_passes_axe(chromium, site, address, status):
    with chromium.new_context() as context:
        page = context.new_page()
        assert page.goto(site + address).status == status
        assert faults(page, set()) == []


def unfolded_violations(page, seen: set[str], **options) -> list[str]:
    """Return what axe finds with every `<details>` open."""
    page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    return violations(page, seen, **options)


@pytest.mark.parametrize("script", [True, False])
def test_contents_are_one_tap_away_on_a_phone(open_page, guide, script):
    last = guide.find("sections", "form").body.headings[-1]
    page = open_page("/guide/form/", viewport=PHONE, java_script_enabled=script, reduced_motion="reduce")
    assert not page.locator("#contents").is_visible()
    page.click("text=All sections")
    page.locator("#contents").get_by_role("link", name=last.title).click()
    assert page.url.endswith(f"#{last.anchor}")
    assert page.locator(f"#{last.anchor}").bounding_box()["y"] < 300
    assert page.locator("#contents").is_visible() is not script


def test_current_section_is_marked_in_contents(open_page, guide):
    page = open_page("/guide/form/", viewport=WIDE, reduced_motion="reduce")
    for title in [heading.title for heading in guide.find("sections", "form").body.headings][-2:0:-1]:
        page.locator("#contents").get_by_role("link", name=title).click()
        page.wait_for_selector(f'#contents [aria-current=true]:text-is("{title}")')
    assert page.locator("#contents [aria-current=true]").count() == 1
    assert page.locator("#contents [aria-current=page]").count() == 1


def test_contents_open_by_keyboard_and_close_with_escape(open_page):
    page = open_page("/variations/cable/", viewport=PHONE)
    page.focus(".bar button")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#contents') !== null")
    page.keyboard.press("Escape")
    assert not page.locator("#contents").is_visible()
    assert page.evaluate("document.activeElement.matches('.bar button')")


def test_colour_scheme_is_remembered_on_every_page(open_page, site):
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


def test_colour_switch_is_hidden_without_javascript(open_page):
    page = open_page("/", java_script_enabled=False)
    assert page.locator(".theme").count() == 1
    assert not page.locator(".theme").is_visible()


# Tap targets below 44 pixels in height; links inside a sentence are exempt.
SMALL_TARGETS = """() => [...document.querySelectorAll(
    "nav a, .bar > *, .button, summary, .rows a, .contents a, .theme label, .tile, .stops > li > a"
)].filter((target) => target.checkVisibility() && !target.closest("[popover]"))
  .map((target) => [target.textContent.trim(), Math.round(target.getBoundingClientRect().height)])
  .filter(([, height]) => height < 44)"""


def test_current_page_is_marked_in_forced_colours(open_page):
    page = open_page("/variations/", forced_colors="active")
    script = "(selector) => getComputedStyle(document.querySelector(selector)).borderBottomColor"
    colours = [page.evaluate(script, selector) for selector in (".top [aria-current]", ".top a:not([aria-current])")]
    assert colours[0] != colours[1]


def test_wide_table_becomes_cards_on_a_phone(open_page):
    page = open_page("/guide/programming/", viewport=WIDE)
    script = "getComputedStyle(document.querySelector('.cards tbody tr')).display"
    assert page.evaluate(script) == "table-row"
    headers = page.locator(".cards >> nth=0 >> th[scope=col]").count()
    page.set_viewport_size(PHONE)
    assert page.evaluate(script) == "grid"
    assert page.locator(".cards tbody tr").first.evaluate("(row) => row.scrollWidth <= document.body.clientWidth")
    assert page.locator(".cards").first.get_by_role("columnheader").count() == headers
    assert page.locator(".cards td").first.inner_text().strip()


def test_weeks_table_fits_a_phone(open_page):
    page = open_page(f"{ROUTINE}&weeks=12&avoid=pregnancy")
    page.click("summary:has-text('Week by week')")
    box = page.get_by_role("region", name="Week by week")
    fits = "(box) => [box, ...box.querySelectorAll('th, td')].every(e => e.scrollWidth <= e.clientWidth)"
    for width in (360, 390, 768):
        page.set_viewport_size({"width": width, "height": 800})
        assert box.evaluate(fits), width
    assert box.get_by_role("columnheader").count() == 7
    assert box.get_by_role("row").count() == 13
