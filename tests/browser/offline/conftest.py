"""A server that is really stopped, and pages that may install the service worker."""

from __future__ import annotations

import pytest

from tests.browser.conftest import wait_until_idle
from tests.browser.stoppable import StoppableServer


@pytest.fixture
def server(transactional_db, live_server):
    server = StoppableServer(live_server.url)
    yield server
    server.stop()
    wait_until_idle()


@pytest.fixture
def open_page(open_page):
    def open_with_worker(path="/", **options):
        page = open_page(path, service_workers="allow", **options)
        page.set_default_timeout(30_000)  # a new edition is fetched whole before its first page shows
        return page

    return open_with_worker


@pytest.fixture
def site(server):
    return server.url
