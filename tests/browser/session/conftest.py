from __future__ import annotations

import mimetypes
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.browser.session.gym import Phone


@pytest.fixture
def phone(chromium, db):
    """A phone. At the end its pages must have had no error."""
    phones = []

    def make(**options):
        phones.append(Phone(chromium, **options))
        return phones[-1]

    yield make
    for each in phones:
        each.context.close()
    assert [fault for each in phones for fault in each.faults] == []


@pytest.fixture(scope="module")
def run(chromium):
    """Evaluate JavaScript in a page that has the session's pure modules as `machine` and `clock`."""
    context = chromium.new_context(service_workers="block")
    page = context.new_page()

    def send(route):
        name = route.request.url.rpartition("/")[2]
        path = finders.find(f"guide/session/{name}") if name else None
        body = Path(path).read_text() if path else "<!doctype html>"
        route.fulfill(body=body, content_type=mimetypes.guess_type(name)[0] or "text/html")

    page.route("**/*", send)
    page.goto("http://localhost/")
    page.evaluate("""async () => {
      window.machine = await import("/machine.js");
      window.clock = await import("/clock.js");
    }""")
    yield lambda script, argument=None: page.evaluate(script, argument)
    context.close()
