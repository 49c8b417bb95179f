from __future__ import annotations

import os
import shutil
import threading

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from guide.models import Variation
from tests.browser.forms import fill_in_login
from tests.conftest import create_example_rows

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# The pages behind Chromium's address bar, which take longer to start than a test page, in every new context.
FLAGS += ["--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup"]
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="session", autouse=True)
def allow_database_access():
    """Allow database access in this thread, where Playwright's event loop runs."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium")
    assert path, "The browser tests need Debian's package chromium."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()  # while Playwright's loop runs, Django uses separate connections in this thread


@pytest.fixture
def site(transactional_db, live_server):
    """Serve the shipped content."""
    yield live_server.url
    wait_until_idle()


@pytest.fixture
def example_rows(transactional_db):
    create_example_rows()


def wait_until_idle():
    """Wait for the server's request threads before the shared database is emptied."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=10)


@pytest.fixture
def open_page(chromium, site):
    """Open pages as one visitor; fail at the end on console errors or requests to other hosts."""
    contexts, complaints = [], []
    defaults = {"viewport": {"width": 390, "height": 800}, "service_workers": "block"}

    def open_page(path="/", **options):
        context = chromium.new_context(**defaults | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text) if is_fault(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda request: complaints.append(request.url) if not is_own_address(request.url, site) else None
        )
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def is_own_address(url: str, site: str) -> bool:
    return url.startswith((site, "data:"))


def is_fault(message) -> bool:
    """Whether a console message is an error."""
    given_up = message.text.startswith(("htmx:afterRequest", "htmx:sendAbort"))
    return message.type == "error" and not given_up and "net::ERR_CONNECTION_REFUSED" not in message.text


@pytest.fixture
def log_in(open_page, make_user):
    """Log in as an Editor at an address of the desk."""

    def log_in(name: str, path: str, **options):
        make_user("Editors", name=name)
        page = open_page(path, **{"viewport": WIDE} | options)
        fill_in_login(page, name)
        return page

    return log_in


@pytest.fixture
def band(site):
    return Variation.objects.get(slug="band")
