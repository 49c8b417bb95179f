"""A phone in the gym: the session's page without a server, with a clock that the test turns."""

from __future__ import annotations

import json
import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client

SITE = "http://localhost"  # where browsers allow locks between tabs
START = "2026-12-01T18:00:00Z"
MAT = "aim=hypertrophy&experience=beginner&equipment=bodyweight"
CABLE = "aim=hypertrophy&experience=intermediate&equipment=cable&load=7.5+kg"
DOUBLE_TAP = 450  # milliseconds in which a second tap is passed over


def answer(route, phone: Phone) -> None:
    """Answer a browser's request from Django, or with a static file. Django does not see what the test changed."""
    address = urlsplit(route.request.url)
    phone.requests.append(address.path)
    if phone.page and address.path == "/routine/session/":
        return route.fulfill(body=phone.page, content_type="text/html")
    if address.path.startswith("/static/"):
        path = finders.find(address.path.removeprefix("/static/"))
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return route.fulfill(body=Path(path).read_bytes(), content_type=kind)
    response = Client(headers={"host": "localhost"}).get(f"{address.path}?{address.query}")
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    return route.fulfill(status=response.status_code, body=response.content, headers=headers)


class Phone:
    """One browser with its storage. `tab` opens a page in it."""

    def __init__(self, chromium, **options) -> None:
        self.requests: list[str] = []
        self.page = b""  # in place of Django's page of the session
        defaults = {"viewport": {"width": 390, "height": 800}, "service_workers": "block"}
        defaults |= {"reduced_motion": "reduce"}  # without the figure's movement, time passes 5 times as fast
        self.context = chromium.new_context(**defaults | options)
        self.context.route(f"{SITE}/**", lambda route: answer(route, self))
        self.faults: list[str] = []

    def tab(self, query: str = MAT, before: str = "") -> Gym:
        page = self.context.new_page()
        page.set_default_timeout(3_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.clock.install(time=START)
        if before:
            page.add_init_script(before)
        page.goto(f"{SITE}/routine/session/?{query}")
        return Gym(page)


class Gym:
    def __init__(self, page) -> None:
        self.page = page
        self.page.locator("section:visible").wait_for()

    @property
    def screen(self) -> str:
        return self.page.locator("section:visible").get_attribute("data-screen")

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("#session").inner_text().split())

    @property
    def said(self) -> str:
        return self.page.locator("[data-t=say]").text_content()

    @property
    def state(self) -> dict:
        return json.loads(self.page.evaluate("localStorage.getItem('guide.session')"))

    @property
    def log(self) -> list[dict]:
        return json.loads(self.page.evaluate("localStorage.getItem('guide.log')") or "[]")

    def wait(self, seconds: float) -> None:
        self.page.clock.run_for(int(seconds * 1000))

    def lock(self, minutes: float) -> None:
        """Let time pass in which no script runs."""
        self.page.clock.fast_forward(int(minutes * 60_000))
        self.wait(0.2)

    def press(self, name: str, exact: bool = True) -> None:
        self.page.clock.run_for(DOUBLE_TAP)
        self.page.locator("#session").get_by_role("button", name=name, exact=exact).click()
        self.page.clock.run_for(100)

    def begin(self) -> None:
        """Start the session, and wait until the first rep."""
        self.press("Start", exact=False)
        self.page.locator("body.busy").wait_for()
        self.wait(5.1)

    def uncheck(self, *names: str) -> None:
        for name in names:
            self.page.locator(f"[name={name}]").uncheck()

    def set_of(self, first: int, second: int) -> None:
        """Do a set of so many reps on each side, starting from the first rep. The tempo is 5 seconds."""
        for number, reps in enumerate((first, second)):
            self.wait(5 * reps + 0.1 if self.screen == "work" else 0)
            if self.screen == "work":
                self.press("Stop here")
            if not number:
                self.press("Start", exact=False)
                self.press("Start now")

    def rested(self) -> None:
        """Skip the rest, and start the next set at its first rep."""
        self.press("Skip the rest")
        self.press("Start now")

    def reload(self) -> None:
        self.page.reload()
        self.page.locator("section:visible").wait_for()
