from __future__ import annotations

import pytest


def test_reader_navigates_from_home_to_sources(open_page, guide):
    cable = guide.find("variations", "cable")
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name=cable.equipment.name).click()
    page.wait_for_load_state()  # before the styles load, print-only elements are visible
    assert page.text_content("h1").strip() == cable.title
    assert cable.cues[0] in page.text_content("main")
    page.locator("sup a:visible").first.click()
    assert "/sources/#source-" in page.url
    assert page.locator(":target").is_visible()


def test_reader_pages_through_the_sections(open_page):
    page = open_page("/guide/safety/", java_script_enabled=False)
    seen = []
    while page.locator("a[rel=next]").count():
        seen.append(page.text_content("h1").strip())
        page.click("a[rel=next]")
    assert len(seen) == 9
    assert page.url.endswith("/guide/benefits/")


def test_keyboard_reaches_text_and_navigation(open_page):
    page = open_page("/guide/form/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_contrast_in_light_and_dark(open_page, scheme):
    page = open_page("/", color_scheme=scheme)
    for ground in ("--paper", "--card"):
        for name, least in (("--ink", 12), ("--muted", 7), ("--link", 7), ("--accent", 5), ("--edge", 3)):
            assert contrast(page, name, ground) >= least, (name, ground)


def contrast(page, front: str, back: str) -> float:
    light, dark = sorted((luminance(page.evaluate(COLOUR, name)) for name in (front, back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


COLOUR = """name => {
    document.body.style.color = `var(${name})`;
    return getComputedStyle(document.body).color.match(/[0-9]+/g).map(Number);
}"""


def luminance(colour: list[int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
