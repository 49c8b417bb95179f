"""Every page passes a strict HTML parser. The Nu checker, which needs Java, is run by hand (see CONTRIBUTING.md)."""

from __future__ import annotations

import re

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from tests.addresses import FURTHER_PAGES, KINDS

pytestmark = pytest.mark.django_db
# The parser does not know that a template may hold rows of a table without the table.
PARSED = [address for address in FURTHER_PAGES if address != "/routine/log/"]


@pytest.mark.parametrize("address", [*KINDS, *PARSED, "/nope/"])
def test_pages_are_valid_html(client, address):
    parser = html5lib.HTMLParser(strict=True)
    page = parser.parse(client.get(address).content, transport_encoding="utf-8")
    assert len(page.findall(".//*[@autofocus]")) <= 1
    ids = [element.get("id") for element in page.findall(".//*[@id]")]
    assert len(ids) == len(set(ids))


def test_error_page_is_self_contained():
    text = render_to_string("500.html")
    html5lib.HTMLParser(strict=True).parse(text)
    assert finders.find(re.search(r'rel="stylesheet" href="/static/([^"]+)"', text)[1])
    assert 'href="/"' in text
