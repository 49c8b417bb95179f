from __future__ import annotations

import pytest

from guide.models import Question

FIRST = "#found a:text('Read the whole') >> nth=0"


@pytest.mark.parametrize("script", [True, False])
def test_search_with_and_without_javascript(open_page, script):
    page = open_page("/", java_script_enabled=script)
    page.click("nav >> text=Search")
    page.fill("input[type=search]", "my nees hert when i kneel")
    page.keyboard.press("Enter")
    page.wait_for_selector("#best-title")
    page.wait_for_url("**/search/?q=my+nees+hert+when+i+kneel")
    page.click(FIRST)
    assert page.url.endswith("/questions/sore-knees/")


def test_results_update_while_typing_and_keep_the_cursor(open_page):
    page = open_page("/search/")
    page.evaluate("window.stillTheSamePage = true")
    page.keyboard.type("pregn", delay=20)
    page.wait_for_selector(f"#found >> text={Question.objects.get(slug='pregnancy').title}")
    assert page.evaluate("document.activeElement.name") == "q"
    assert page.evaluate("window.stillTheSamePage") is True
    assert page.title().strip().startswith("pregn: ")
    assert "“pregn”" in page.text_content("#found-status")
    assert page.url.endswith("/search/?q=pregn")


def test_clearing_the_field_shows_the_help_again(open_page):
    page = open_page("/search/?q=cramp")
    page.fill("input[type=search]", "")
    page.wait_for_selector("#found >> text=Questions that readers ask")
    assert page.title().strip() == "Search | Kickbacks"


def test_search_typing_adds_one_history_entry(open_page):
    page = open_page("/about/")
    page.click("nav >> text=Search")
    page.wait_for_selector("input[name=q]:focus")
    page.keyboard.type("cramp", delay=20)
    found = f"#found >> text={Question.objects.get(slug='cramp').title}"
    page.wait_for_selector(found)
    page.click(FIRST)
    page.wait_for_url("**/questions/**")
    page.go_back()
    page.wait_for_selector(found)
    assert page.locator("header.top").count() == 1
    page.go_back()
    assert page.url.endswith("/about/")


def test_full_page_search_focuses_the_results(open_page):
    page = open_page("/search/?q=cramp")
    assert page.evaluate("document.activeElement.id") == "best-title"
