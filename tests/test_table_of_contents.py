from __future__ import annotations

import re

import pytest

from guide.text.markdown import LinkResolver, render_markdown
from tests.addresses import KINDS

pytestmark = pytest.mark.django_db


def contents(text):
    nav = re.search(r'<nav class="toc".*?</nav>', text, re.S)
    return re.findall(r'href="#([^"]+)"', nav[0]) if nav else []


@pytest.mark.parametrize("address", KINDS)
def test_contents_link_to_parts_in_order(client, address):
    text = client.get(address).content.decode()
    places = [text.find(f' id="{anchor}"') for anchor in contents(text)]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("address", "anchor"),
    [
        ("/guide/", "section-form"),
        ("/guide/form/", "form-set-your-start"),
        ("/guide/mistakes/", "mistake-momentum"),
        ("/guide/muscles/", "muscle-gluteus-maximus"),
        ("/guide/programming/", "prescriptions"),
        ("/variations/band/", "variation-band-steps"),
        ("/questions/", "topic-the-exercise"),
    ],
)
def test_long_pages_have_contents(client, address, anchor):
    assert any(found.endswith(anchor) for found in contents(client.get(address).content.decode()))


def test_short_page_has_no_contents(client):
    text = client.get("/questions/how-high/").content.decode()
    assert contents(text) == []
    assert "toc.js" not in text


def test_rendered_text_has_headings_and_first_paragraph():
    html = render_markdown("First *one*.\n\nNext.\n\n## Push & pull\n\n### Deeper", LinkResolver({}, {}))
    assert [(heading.anchor, heading.title) for heading in html.headings] == [("push-pull", "Push & pull")]
    assert html.lead == "<p>First <em>one</em>.</p>"
    assert render_markdown("- a list", LinkResolver({}, {})).lead.startswith("<ul>")
