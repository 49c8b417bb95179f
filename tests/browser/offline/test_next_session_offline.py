"""The next session of each plan starts without a network."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.addresses import ROUTINE
from tests.browser.stoppable import poll, wait_until_cached
from tests.training_log import keep_log, kept, session_rows

OTHER = "/routine/?aim=technique&experience=beginner&equipment=band"
SAVED = """async (count) => {
  const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
  return requests.flat().map(({ url }) => new URL(url)).filter(({ search }) => search).length === count
}"""


def forget_past_worker(page):
    """Forget everything on a page without a controller, as after a forced reload."""
    page.evaluate("Object.defineProperty(navigator.serviceWorker, 'controller', { value: null })")
    page.click("text=Forget everything")
    page.click("text=Yes, forget it")


def test_sessions_of_former_routines_and_of_plans_start_offline(open_page, server):
    page = open_page(ROUTINE)
    wait_until_cached(page)
    keep_log(page, session_rows())
    page.locator("#next").get_by_text("Show my next session").click()
    page.wait_for_selector("#target-title")
    target = page.inner_text("#target-title").split(": ")[1].split(" reps")[0]
    told = page.url.partition("?")[2]
    page.wait_for_function("localStorage.getItem('guide.plans')")
    page.goto(server.url + OTHER)
    poll(page, SAVED, 6)
    server.stop()
    page.goto(server.url + ROUTINE.replace("/?", "/session/?"))
    expect(page.get_by_text("Start: left")).to_be_visible()
    page.goto(server.url + "/routine/log/")
    assert kept(page, "plans")["list"][0]["address"] == told
    page.click("text=Start the next session")
    assert page.url == f"{server.url}/routine/session/?{told}"
    expect(page.locator("section:visible [data-t=reps]")).to_have_text(target.split(", ")[0])
    page.goto(f"{server.url}/routine/?{'&'.join(reversed(told.split('&')))}")  # links differ in the order
    expect(page.locator("#target-title")).to_contain_text(target)
    page.goto(server.url + "/routine/log/")
    forget_past_worker(page)
    poll(page, SAVED, 0)
