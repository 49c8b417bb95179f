"""Every page is read by a strict parser. The Nu checker, which needs Java, is run by hand (see CONTRIBUTING.md)."""

from __future__ import annotations

import re

import html5lib
import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from tests.addresses import KINDS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", [*KINDS, "/nope/"])
def test_a_page_has_no_fault_that_a_parser_would_have_to_mend(client, address):
    html5lib.HTMLParser(strict=True).parse(client.get(address).content, transport_encoding="utf-8")


def test_the_page_for_a_fault_of_ours_stands_alone():
    text = render_to_string("500.html")
    html5lib.HTMLParser(strict=True).parse(text)
    assert finders.find(re.search(r'rel="stylesheet" href="/static/([^"]+)"', text)[1])
    assert 'href="/"' in text
