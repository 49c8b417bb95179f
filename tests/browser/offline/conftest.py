"""A server that is really stopped, and pages that may install the service worker."""

from __future__ import annotations

from functools import partial

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
    return partial(open_page, service_workers="allow")


@pytest.fixture
def site(server):
    return server.url
