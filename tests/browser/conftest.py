from __future__ import annotations

import os
import shutil
import threading

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session", autouse=True)
def allow_database_beside_the_browser():
    """Playwright's event loop runs in this thread, and Django asks before it mixes the two."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium")
    assert path, "The browser tests need Debian's package chromium."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()  # while Playwright's loop runs, Django keeps connections of its own for this thread


@pytest.fixture
def site(transactional_db, live_server):
    """The real content behind a real server."""
    yield live_server.url
    until_idle()


def until_idle():
    """Let the server end what it has begun: its threads share the one database, which is emptied next."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)


@pytest.fixture
def open_page(chromium, site):
    """Opens pages as one visitor; fails at the end if the browser complained or left the host."""
    contexts, complaints = [], []
    defaults = {"viewport": {"width": 390, "height": 800}, "service_workers": "block"}

    def open_page(path="/", **options):
        context = chromium.new_context(**defaults | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text) if is_fault(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if not own(request.url, site) else None)
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def own(url: str, site: str) -> bool:
    return url.startswith((site, "data:"))


def is_fault(message) -> bool:
    """An error, but for the line that htmx writes when it gives up a request for a newer one, and Chromium's of
    a server that was stopped: it sometimes asks for itself what the worker has answered from what is kept."""
    given_up = message.text.startswith(("htmx:afterRequest", "htmx:sendAbort"))
    return message.type == "error" and not given_up and "net::ERR_CONNECTION_REFUSED" not in message.text
