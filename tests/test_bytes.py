"""What a first visit costs: headers, HTML and CSS, compressed as a browser gets them."""

from __future__ import annotations

import re

import brotli
import pytest
from django.contrib.staticfiles import finders

from tests.addresses import KINDS, ROUTINE

pytestmark = pytest.mark.django_db
MOST = 13_000
ABOVE = {ROUTINE: 15_700, "/guide/": 30_000}
"""The whole guide may be heavier. The answer in full is not there yet."""
SERVER = "server: granian\r\ndate: Mon, 23 Nov 2026 05:19:19 GMT\r\ncontent-encoding: br\r\nvary: Accept-Encoding\r\n"
SERVER += "strict-transport-security: max-age=31536000; includeSubDomains; preload\r\nHTTP/1.1 200 OK\r\n"
"""What the server and plain HTTPS add to the headers of a response."""


@pytest.mark.parametrize("address", KINDS)
def test_a_page_with_its_styles_keeps_to_its_bytes(client, address):
    response = client.get(address)
    headers = sum(len(f"{name}: {value}\r\n") for name, value in response.items()) + len(SERVER)
    (sheet,) = re.findall(r'rel="stylesheet" href="/static/([^"]+)"', response.content.decode())
    bodies = [response.content, finders_read(sheet)]
    total = headers + sum(len(brotli.compress(body)) for body in bodies)
    assert total <= ABOVE.get(address, MOST), total


def finders_read(path: str) -> bytes:
    with open(finders.find(path), "rb") as file:
        return file.read()


def test_a_page_sends_no_indents_but_keeps_spaces_that_count(client):
    from guide.views.page import without_indents

    assert b"\n  " not in client.get("/guide/form/").content
    assert without_indents(b"<p>a\n   b</p>") == b"<p>a\nb</p>"
    assert without_indents(b"<pre>a\n   b</pre>") == b"<pre>a\n   b</pre>"
