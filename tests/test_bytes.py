"""What a first visit costs: headers, HTML and CSS, compressed as a browser gets them."""

from __future__ import annotations

import re

import brotli
import pytest
from django.contrib.staticfiles import finders

from tests.addresses import KINDS

pytestmark = pytest.mark.django_db
MOST = 13_000
ABOVE = {"/guide/": 30_000}
"""The whole guide may be heavier."""
HEAVY = "/routine/?aim=hypertrophy&experience=beginner&equipment=cable&equipment=band&equipment=dumbbell"
HEAVY += "&equipment=bodyweight&equipment=machine&avoid=pregnancy&avoid=balance&weeks=12"
HEAVY += "&left=12+11+10&right=12+11+10&used=20&unit=kg&spare=2&felt=fine"
WITH_FIGURES = 30_000
SERVER = "server: granian\r\ndate: Mon, 23 Nov 2026 05:19:19 GMT\r\ncontent-encoding: br\r\nvary: Accept-Encoding\r\n"
SERVER += "strict-transport-security: max-age=31536000; includeSubDomains; preload\r\nHTTP/1.1 200 OK\r\n"
"""What the server and plain HTTPS add to the headers of a response."""


@pytest.mark.parametrize("address", [*KINDS, HEAVY])
def test_a_page_with_its_styles_keeps_to_its_bytes(client, address):
    total, _ = weight_of(client, address)
    assert total <= ABOVE.get(address, MOST), total


@pytest.mark.parametrize("address", [*KINDS, HEAVY])
def test_a_first_visit_with_all_figures_keeps_to_its_bytes(client, address):
    total, text = weight_of(client, address)
    files = set(re.findall(r'<use href="([^"#]+)#', text))
    assert bool(files) is ('class="figure"' in text.partition('class="motion"')[0])
    assert total + sum(weight_of(client, file)[0] for file in files) <= WITH_FIGURES


def weight_of(client, address: str) -> tuple[int, str]:
    """The bytes of an answer with its headers and all its styles, and its text."""
    response = client.get(address)
    text = response.content.decode()
    headers = sum(len(f"{name}: {value}\r\n") for name, value in response.items()) + len(SERVER)
    sheets = re.findall(r'rel="stylesheet" href="/static/([^"]+)"', text)
    assert len(sheets) == ("<html" in text)
    bodies = [response.content, *map(finders_read, sheets)]
    return headers + sum(len(brotli.compress(body)) for body in bodies), text


def finders_read(path: str) -> bytes:
    with open(finders.find(path), "rb") as file:
        return file.read()


def test_a_page_sends_no_indents_but_keeps_spaces_that_count(client):
    from guide.views.page import without_indents

    assert b"\n  " not in client.get("/guide/form/").content
    assert without_indents(b"<p>a\n   b</p>") == b"<p>a\nb</p>"
    assert without_indents(b"<pre>a\n   b</pre>") == b"<pre>a\n   b</pre>"
