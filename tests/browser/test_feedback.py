from __future__ import annotations

from playwright.sync_api import expect

from guide.models import Report, Section


def test_feedback_form_opens_in_place(open_page):
    page = open_page("/guide/mistakes/#mistake-range")
    page.evaluate("window.stillTheSamePage = true")
    assert page.evaluate("typeof htmx") == "undefined"
    page.click("text=Is this right? Send feedback")
    until_ready(page)
    page.click("text=Send what is wrong")
    expect(page.locator("#feedback .errors")).to_contain_text("Say in a few words what is wrong.")
    page.fill("#feedback textarea", "The range is not said.")
    page.click("text=Send what is wrong")
    expect(page.locator("#feedback [role=status]")).to_contain_text("Thank you.")
    assert page.evaluate("window.stillTheSamePage") is True
    report = Report.objects.get()
    assert (report.slug, report.anchor, report.edition_id) == ("mistakes", "mistake-range", 1)
    assert (report.verdict, report.text) == ("wrong", "The range is not said.")


def test_too_long_text_is_neither_cut_nor_stored(open_page):
    page = open_page("/guide/mistakes/")
    page.click("text=Is this right? Send feedback")
    until_ready(page)
    page.focus("#feedback textarea")
    page.keyboard.insert_text("x" * 501)
    page.click("text=Send what is wrong")
    expect(page.locator("#feedback .errors")).to_contain_text("You have 501.")
    assert page.input_value("#feedback textarea") == "x" * 501
    assert not Report.objects.exists()


def test_feedback_by_keyboard(open_page):
    page = open_page("/variations/band/")
    page.focus("text=Is this right? Send feedback")
    page.keyboard.press("Enter")
    until_ready(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#feedback [role=status]")).to_be_focused()
    assert Report.objects.get().verdict == "right"


def test_feedback_page_works_without_javascript(open_page):
    page = open_page("/guide/form/", java_script_enabled=False)
    page.click("text=Is this right? Send feedback")
    expect(page.locator("h1")).to_have_text("Feedback")
    page.fill("textarea", "It is not.")
    page.click("text=Send what is wrong")
    expect(page.locator("[role=status]")).to_contain_text("Thank you.")
    page.click(f"text=Back to {Section.objects.get(slug='form').title}")
    assert page.url.endswith("/guide/form/")
    assert Report.objects.get().text == "It is not."


def test_failed_feedback_stays_in_the_form(chromium, site):
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(site + "/guide/form/")
        page.click("text=Is this right? Send feedback")
        page.fill("#feedback textarea", "No network here.")
        context.route("**/feedback/**", lambda route: route.abort("internetdisconnected"))
        page.click("text=Send what is wrong")
        expect(page.locator("[data-send-error]")).to_be_visible()
        assert page.input_value("#feedback textarea") == "No network here."


def until_ready(page):
    """Wait until the form has loaded, has the focus and is processed by htmx."""
    expect(page.locator("#feedback h2")).to_be_focused()
    page.wait_for_function("document.querySelector('#feedback form')['htmx-internal-data']")
