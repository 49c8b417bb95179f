"""Autocomplete fields work with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import expect

from guide.models import Variation
from tests.browser.axe import violations


def test_autocomplete_adds_variation_by_keyboard(open_page, make_user, site):
    make_user("Editors")
    row = Variation.objects.get(slug="band")
    page = open_page("/admin/", viewport={"width": 768, "height": 900}, color_scheme="dark")
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", "correct horse")
    page.click("[type=submit]")
    page.goto(f"{site}/admin/guide/variation/{row.pk}/change/")
    page.locator(".field-instead .select2-selection").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".select2-search__field")).to_be_focused()
    page.keyboard.type("dumb")
    expect(page.locator(".select2-results__option")).to_have_text(["Dumbbell kickback"])
    page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") <= 768
    rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
    assert violations(page, runOnly=rules) == []
    page.get_by_role("button", name="Save as draft").first.click()
    page.locator(".messagelist .success").wait_for()
    assert Variation.objects.get(slug="band").instead.slug == "dumbbell"
