"""Reading without a network: the server of these tests is really stopped."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from guide.editions.publishing import publish
from guide.models import Section
from guide.pages.site_map import site_pages
from guide.read_model import guide as read_model
from guide.views import base as page_module
from tests.addresses import KINDS
from tests.browser.stoppable import poll, wait_until_cached

ANSWER = "/routine/?aim=hypertrophy&experience=intermediate&equipment=cable"
CACHED_PATHS = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  }
  return found;
}"""


CACHED_FOOTERS = """(paths) => Promise.all(paths.map(async (path) => {
  const page = await (await caches.match(path, {ignoreVary: true})).text();
  return new DOMParser().parseFromString(page, "text/html").querySelector("footer .stamp").textContent;
}))"""
ANSWER_IS_CACHED = """async () => Boolean(await caches.match(location.href)
  && await caches.match(document.querySelector("a[data-session], a[data-routine]").href))"""
# What is wrong with the saved copies of these pages: no such copy, no main heading, or a file that is not saved.
FAULTS_OF_COPIES = """async (paths) => {
  const faults = [];
  for (const path of paths) {
    const copy = await caches.match(path, {ignoreVary: true});
    if (copy?.status !== 200) { faults.push(path); continue; }
    const page = new DOMParser().parseFromString(await copy.text(), "text/html");
    if (page.querySelectorAll("h1").length !== 1) faults.push(`${path} h1`);
    for (const element of page.querySelectorAll("link[rel=stylesheet], script[src], img, use")) {
      const address = element.getAttribute("src") || element.getAttribute("href");
      if (/^(data:|#)/.test(address)) continue;
      const file = new URL(address, copy.url);
      file.hash = "";
      if (!(await caches.match(file, {ignoreVary: true}))) faults.push(`${path} ${file.pathname}`);
    }
  }
  return faults;
}"""
FIGURES_ARE_DRAWN = """() => [...document.querySelectorAll("main svg use")].filter((use) => use.checkVisibility())
  .every((use) => use.getBBox().width > 0)"""


def addresses():
    return [page.url for page in site_pages(read_model.current_guide())]


def shown_editions(page, site, paths) -> set[str]:
    """Open the first of these pages, and return the edition numbers in the footers of all, as cached."""
    page.goto(site + paths[0])
    return {re.search(r"Edition (\d+)", footer)[1] for footer in page.evaluate(CACHED_FOOTERS, paths)}


def rename(title="A new name for form", note="A new name for a section."):
    Section.objects.filter(slug="form").update(title=title)
    return publish(by="tests", note=note)


def test_every_page_opens_offline_after_one_visit(open_page, server, guide):
    """Pages of each kind are opened; of the others, the saved copies are read."""
    page = open_page("/")
    wait_until_cached(page)
    paths = addresses()
    server.stop()
    assert page.evaluate(FAULTS_OF_COPIES, paths) == []
    for path in {*paths} & {*KINDS}:
        response = page.goto(server.url + path)
        assert response.status == 200, path
        assert page.locator("h1").count() == 1, path
        ink = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--ink')")
        assert ink, f"{path} has no styles"
        assert page.evaluate("[...document.images].every((image) => image.naturalWidth > 0)"), path
        page.wait_for_function(FIGURES_ARE_DRAWN)


@pytest.mark.parametrize("script_first", [True, False])
def test_last_routine_opens_offline(open_page, server, script_first):
    """The routine comes with the first page, or from htmx later."""
    page = open_page("/routine/" if script_first else ANSWER)
    if script_first:
        wait_until_cached(page)
        page.check("text=Build muscle")
        page.check("text=Intermediate")
        page.check("text=Cable machine")
        page.click("text=Show my routine")
    page.wait_for_selector("#answer-title")
    address = page.url
    wait_until_cached(page)
    poll(page, ANSWER_IS_CACHED)
    server.stop()
    page.goto(server.url + "/routine/?aim=technique&experience=beginner&equipment=band")
    page.click("text=Your last routine")
    assert page.url == address
    expect(page.locator("#answer-title")).to_contain_text("Your routine: Cable kickback")
    page.click("text=Start session")
    page.click("text=Start: left")
    expect(page.locator("[data-screen=work]")).to_be_visible()


def test_session_opens_offline_after_one_visit(open_page, server):
    page = open_page(ANSWER.replace("/?", "/session/?"))
    wait_until_cached(page)
    poll(page, ANSWER_IS_CACHED)
    server.stop()
    page.reload()
    page.click("text=Start: left")
    expect(page.locator("[data-screen=work]")).to_be_visible()
    page.goto(server.url + "/nope/")
    page.click("text=Start its session")
    expect(page.locator("[data-screen=paused]")).to_contain_text("Easy set")


def test_cached_page_opens_on_a_hanging_network(open_page, server, guide):
    page = open_page("/")
    wait_until_cached(page)
    server.stop_answering()
    page.goto(server.url + "/guide/form/")
    expect(page.locator("h1")).to_have_text(guide.find("sections", "form").title)


def test_uncached_page_offline_explains_and_links_on(open_page, server):
    page = open_page("/")
    wait_until_cached(page)
    server.stop()
    for path in ("/guide.json", "/feedback/section/form/", "/guide/form.md", "/nope/"):
        page.goto(server.url + path)
        expect(page.locator("h1")).to_have_text("This page is not kept here")
    page.click("main >> text=Read the whole guide")
    expect(page.locator("h1")).to_contain_text("the whole guide")


def test_first_reload_shows_the_new_edition_whole(open_page, server):
    page = open_page("/guide/form/")
    wait_until_cached(page)
    rename()
    page.reload()
    expect(page.locator("h1")).to_have_text("A new name for form")
    wait_until_cached(page, edition=2)
    server.stop()
    assert shown_editions(page, server.url, addresses()) == {"2"}


def test_incomplete_new_edition_is_not_installed(open_page, server, monkeypatch):
    """One of several servers is behind and serves a page of another edition."""
    page = open_page("/guide/form/")
    wait_until_cached(page)
    before = page.inner_text("h1")
    original = page_module.edition_response

    def lagging(request, *args, **kwargs):
        response = original(request, *args, **kwargs)
        if request.path == "/about/":
            response["Edition"] = "1-000000000000"
        return response

    monkeypatch.setattr(page_module, "edition_response", lagging)
    rename()
    page.reload()
    expect(page.locator("h1")).to_have_text(before)
    monkeypatch.undo()
    page.reload()
    expect(page.locator("h1")).to_have_text("A new name for form")
    wait_until_cached(page, edition=2)
    server.stop()
    assert shown_editions(page, server.url, addresses()) == {"2"}


def test_last_routine_is_from_the_new_edition(open_page, server):
    page = open_page(ANSWER)
    wait_until_cached(page)
    poll(page, ANSWER_IS_CACHED)
    rename()
    page.goto(server.url + "/")
    wait_until_cached(page, edition=2)
    server.stop()
    assert shown_editions(page, server.url, [ANSWER, *addresses()]) == {"2"}


def test_fragments_match_the_page_edition(open_page, server):
    page = open_page("/routine/")
    wait_until_cached(page)
    rename()
    page.check("text=Build muscle")
    page.check("text=Intermediate")
    page.check("text=Cable machine")
    page.click("text=Show my routine")
    page.wait_for_selector("#answer-title")
    expect(page.locator("footer .stamp")).to_contain_text("Edition 2")


def test_reader_is_updated_when_the_server_returns(open_page, server):
    page = open_page("/guide/form/")
    wait_until_cached(page)
    server.stop()
    rename()
    page.reload()
    expect(page.locator("footer .stamp")).to_contain_text("Edition 1")
    server.start()
    page.reload()
    expect(page.locator("h1")).to_have_text("A new name for form")


def test_private_pages_are_never_cached_offline(open_page, server, make_user):
    make_user("Publishers", name="grace")
    page = open_page("/")
    wait_until_cached(page)
    page.goto(server.url + "/admin/")
    page.fill("#id_username", "grace")
    page.fill("#id_password", "correct horse")
    page.click("text=Log in")
    for path in ("/preview/", "/feedback/section/form/"):
        page.goto(server.url + path)
    for path in ("/guide.json", "/guide/form.md", "/feedback/section/form/"):
        assert page.evaluate("async (path) => (await fetch(path)).status", path) == 200
    page.goto(server.url + "/")
    cached = page.evaluate(CACHED_PATHS)
    assert set(addresses()) <= set(cached)
    assert not [path for path in cached if re.search(r"admin|preview|^/feedback/|json$|\.md$", path)]
