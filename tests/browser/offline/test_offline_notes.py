"""Offline, what needs the network says so, and keeps what was typed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.stoppable import wait_until_cached

OFFLINE = "Search, filters and new routines need the network"


def test_builder_offline_keeps_the_answers_and_says_why(open_page, server):
    page = open_page("/routine/")
    wait_until_cached(page)
    server.stop()
    page.check("text=Build muscle")
    page.check("text=Intermediate")
    page.check("text=Cable machine")
    page.click("text=Show my routine")
    expect(page.get_by_role("alert")).to_contain_text(OFFLINE)
    expect(page.get_by_role("alert")).to_have_count(1)
    assert page.is_checked("text=Build muscle")
    assert page.url == server.url + "/routine/"
    server.start()
    page.click("text=Show my routine")
    page.wait_for_selector("#answer-title")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_search_offline_keeps_the_words_and_says_why(open_page, server):
    page = open_page("/search/")
    wait_until_cached(page)
    server.stop()
    page.locator("main [name=q]").press_sequentially("sore", delay=20)
    expect(page.get_by_role("alert")).to_contain_text(OFFLINE)
    assert page.input_value("main [name=q]") == "sore"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=sore")
    expect(page.get_by_role("alert")).to_contain_text(OFFLINE)
    assert page.input_value("main [name=q]") == "sore"
    page.click("role=alert >> text=all questions")
    assert page.url == server.url + "/questions/"
    expect(page.get_by_role("alert")).to_have_count(0)


def test_address_that_asks_for_something_offline_says_that_it_is_not_shown(open_page, server):
    page = open_page("/")
    wait_until_cached(page)
    server.stop()
    for path in ("/variations/?equipment=band", "/variations/cable/?tempo=3-1-3", "/routine/?aim=athletic"):
        page.goto(server.url + path)
        expect(page.get_by_role("alert")).to_contain_text(OFFLINE)
        expect(page.locator("h1")).to_have_count(1)
    assert page.is_checked("[name=aim][value=athletic]")
    for path in ("/variations/", "/variations/?utm_source=mail"):
        page.goto(server.url + path)
        expect(page.get_by_role("alert")).to_have_count(0)
