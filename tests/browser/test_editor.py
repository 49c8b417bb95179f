from __future__ import annotations

import pytest
from playwright.sync_api import expect


@pytest.fixture
def publisher(open_page, make_user):
    make_user("Publishers", name="grace")
    page = open_page("/admin/", viewport={"width": 1280, "height": 900})
    page.fill("#id_username", "grace")
    page.fill("#id_password", "correct horse")
    page.click("text=Log in")
    return page


def change_a_step(page, text):
    page.get_by_role("link", name="Variations").click()
    page.click("#result_list >> text=Band kickback")
    page.fill("#id_steps-0-text", text)
    page.click("input[name=_save] >> nth=0")


def publish(page, note):
    page.get_by_role("link", name="Publish", exact=True).click()
    page.fill("#id_note", note)
    page.click("input[value=Publish]")


def test_an_editor_changes_a_step_previews_it_publishes_it_and_restores(publisher, site):
    page, band = publisher, "/variations/band/"
    expect(page.locator(".desk-line")).to_contain_text("Nothing unpublished.")
    change_a_step(page, "A step made anew.")
    expect(page.locator(".desk-line")).to_contain_text("1 unpublished change.")
    assert "A step made anew." not in read(page, site + band)

    page.goto(site + "/preview" + band)
    expect(page.locator("main")).to_contain_text("A step made anew.")

    page.goto(site + "/admin/")
    publish(page, "A clearer first step.")
    expect(page.locator(".messagelist")).to_contain_text("Edition 2 is published.")
    assert "A step made anew." in read(page, site + band)
    assert "A clearer first step." in read(page, site + "/changes/")

    page.click("text=Restore edition 1")
    page.click("input[type=submit]")
    expect(page.locator(".messagelist")).to_contain_text("Edition 3 is published.")
    assert "A step made anew." not in read(page, site + band)


def read(page, address: str) -> str:
    """What a reader without an account gets at the same moment."""
    return page.request.get(address, headers={"Cookie": ""}).text()
