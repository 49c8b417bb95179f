"""Saving with Ctrl+S, without losing the place in a long form."""

from __future__ import annotations

from playwright.sync_api import expect

from guide.models import Variation


def test_ctrl_s_saves_and_keeps_the_place(open_page, make_user):
    make_user("Editors", name="ada")
    band = Variation.objects.get(slug="band")
    page = open_page(f"/admin/guide/variation/{band.pk}/change/", viewport={"width": 1280, "height": 900})
    page.fill("#id_username", "ada")
    page.fill("#id_password", "correct horse")
    page.click("text=Log in")
    page.fill("#id_steps-1-text", "A step that is saved in place.")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    expect(page.locator("#id_steps-1-text")).to_be_in_viewport()
    assert band.steps.all()[1].text == "A step that is saved in place."
