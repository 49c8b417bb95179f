"""Every page passes a strict HTML parser. The Nu checker, which needs Java, is run by hand (see CONTRIBUTING.md)."""

from __future__ import annotations

import re

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from tests.addresses import KINDS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", [*KINDS, "/nope/"])
def test_pages_are_valid_html(client, address):
    html5lib.HTMLParser(strict=True).parse(client.get(address).content, transport_encoding="utf-8")


def test_error_page_is_self_contained():
    text = render_to_string("500.html")
    html5lib.HTMLParser(strict=True).parse(text)
    assert finders.find(re.search(r'rel="stylesheet" href="/static/([^"]+)"', text)[1])
    assert 'href="/"' in text
