from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from guide.models import Question

BAND = "/variations/band/"


@pytest.fixture
def publisher(open_page, make_user):
    make_user("Publishers", name="grace")
    page = open_page("/admin/", viewport={"width": 1280, "height": 900})
    log_in(page)
    return page


def log_in(page):
    page.fill("#id_username", "grace")
    page.fill("#id_password", "correct horse")
    page.click("text=Log in")


def edit_step(page, text, button="Save as draft"):
    page.locator("#guide-variation").get_by_role("link", name="Variations", exact=True).click()
    page.get_by_role("link", name="Band kickback", exact=True).click()
    page.fill("#id_steps-0-text", text)
    page.get_by_role("button", name=button).first.click()


def test_editor_workflow(publisher, site):
    page = publisher
    expect(page.locator(".desk-nav")).to_contain_text("No unpublished changes.")
    edit_step(page, "A step made anew.")
    expect(
        page.locator("#result_list tr", has=page.get_by_role("link", name="Band kickback", exact=True))
    ).to_contain_text("changed")
    assert "A step made anew." not in read_as_visitor(page, site + BAND)

    page.goto(site + "/preview" + BAND)
    expect(page.locator("main")).to_contain_text("A step made anew.")

    publish_change(page, site)
    assert "A step made anew." in read_as_visitor(page, site + BAND)
    assert "A clearer first step." in read_as_visitor(page, site + "/changes/")

    page.get_by_role("link", name="Changes (Edition 2)").click()
    page.get_by_role("link", name="Restore this item as in edition 1").click()
    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".messagelist")).to_contain_text("Edition 3 is published.")
    assert "A step made anew." not in read_as_visitor(page, site + BAND)
    assert "A step made anew." not in page.request.get(site + "/preview" + BAND).text()


def publish_change(page, site):
    page.goto(site + "/admin/")
    page.get_by_role("link", name="1 unpublished change.").click()
    expect(page.locator(".desk-block ins")).to_contain_text("A step made anew")
    page.get_by_label("Select Band kickback").check()
    page.get_by_role("button", name="Publish selected").click()
    page.fill("#id_note", "A clearer first step.")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Edition 2 is published.")


def test_save_and_publish_asks_for_change_note(publisher, site):
    edit_step(publisher, "A step made anew.", "Save and publish")
    publisher.fill("#id_note", "A clearer first step.")
    publisher.get_by_role("button", name="Publish", exact=True).click()
    expect(publisher.locator(".messagelist")).to_contain_text("Edition 2 is published.")
    assert "A step made anew." in read_as_visitor(publisher, site + BAND)


def test_change_note_survives_session_expiry(publisher, site):
    edit_step(publisher, "A step made anew.", "Save and publish")
    publisher.fill("#id_note", "A clearer first step.")
    publisher.check("[name=major]")
    publisher.context.clear_cookies(name="sessionid")
    publisher.get_by_role("button", name="Publish", exact=True).click()
    log_in(publisher)
    publisher.click("text=Restore it")
    expect(publisher.locator("#id_note")).to_have_value("A clearer first step.")
    expect(publisher.locator("[name=major]")).to_be_checked()
    publisher.get_by_role("button", name="Publish", exact=True).click()
    expect(publisher.locator(".messagelist")).to_contain_text("Edition 2 is published.")
    publisher.goto(site + "/admin/")
    edit_step(publisher, "Another step.", "Save and publish")
    expect(publisher.locator("#draft-notice")).to_be_hidden()


def test_deleted_item_is_restored_from_the_message(publisher, site):
    page = publisher
    page.get_by_role("link", name="Questions", exact=True).click()
    page.click(f"#result_list >> text={Question.objects.get(slug='wobble').title}")
    page.get_by_role("link", name="Delete").first.click()
    page.get_by_role("button", name="Yes, I’m sure").click()
    page.get_by_role("link", name="Restore it from the trash.").click()
    page.get_by_role("button", name="Restore selected").click()
    expect(page.locator(".desk-nav")).to_contain_text("No unpublished changes.")


def read_as_visitor(page, address: str) -> str:
    """Fetch a page as an anonymous reader."""
    return page.request.get(address, headers={"Cookie": ""}).text()


def test_preview_shows_what_is_typed_and_keeps_the_form(publisher, site):
    page = publisher
    page.goto(f"{site}/admin/guide/question/{Question.objects.get(slug='wobble').pk}/change/")
    page.fill("#id_title", "Is this typed?")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    preview = opened.value
    expect(preview.get_by_role("heading", name="Is this typed?")).to_be_visible()
    expect(preview.locator(".preview")).to_contain_text("As typed, not saved.")
    expect(page.locator("#id_title")).to_have_value("Is this typed?")
    page.fill("#id_title", "")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    expect(opened.value.locator("#content")).to_contain_text("Question: This field is required.")

    preview.goto(f"{site}/preview/questions/wobble/")
    preview.get_by_role("link", name="Share this page").click()
    preview.fill("#id_for_whom", "Lin")
    preview.locator("[name=_save]").click()
    preview.context.grant_permissions(["clipboard-read", "clipboard-write"])
    preview.locator(".messagelist").get_by_role("button", name="Copy").click()
    expect(preview.locator(".messagelist")).to_contain_text("Copied.")
    preview.goto(preview.evaluate("navigator.clipboard.readText()"))
    expect(preview).to_have_url(re.compile(r"/preview/shared/[^/]+/questions/wobble/$"))
