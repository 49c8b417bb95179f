from __future__ import annotations

import re

import pytest

from guide.text import markdown
from guide.text.markdown import Citation, LinkResolver, find_broken_links, strip_markdown


def links(**known):
    citations = {"E1": Citation(1, "/sources/#source-E1", False), "E2": Citation(2, "/sources/#source-E2", True)}
    return LinkResolver({name.replace("_", ":"): address for name, address in known.items()}, citations)


def html_of(text, known=None, **options):
    return markdown.render_markdown(text, known or links(), **options)


@pytest.mark.parametrize(("level", "tag"), [(2, "h2"), (3, "h3")])
def test_heading_levels_start_at_h2(level, tag):
    anchor = ' id="form-kick-back"' if level == 2 else ""
    for marks in ("#", "##"):
        html = html_of(f"{marks} Kick back", level=level, prefix="form")
        assert html == f"<{tag}{anchor}>Kick back</{tag}>"


def test_internal_links_become_addresses():
    html = html_of("[form](section:form)", links(section_form="/guide/form/"))
    assert 'href="/guide/form/"' in html


def test_dead_link_is_kept_as_text_and_reported():
    assert html_of("[form](section:gone)") == "<p><a>form</a></p>"
    assert find_broken_links("[form](section:gone)", links()) == ("the link (section:gone) leads nowhere.",)


def test_citations_become_numbered_links():
    html = html_of("Bands count [E1, E2].")
    assert '<sup>[<a href="/sources/#source-E1" role="doc-noteref"' in html
    assert "2, as reported</a>]" in html


def test_unknown_citation_is_kept_as_text_and_reported():
    assert "[E9]" in html_of("Nobody said so [E9].")
    assert find_broken_links("Nobody said so [E9].", links()) == ("[E9] is not the code of any source.",)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "<a href='vbscript:x'>x</a>",
        '<svg onload="alert(1)">',
        "<style>body{}</style>",
        "[x](java\nscript:alert(1))",
        "<iframe src=//example.org></iframe>",
        "<form action=/x><input></form>",
        '![x](x" onerror="alert(1))',
    ],
)
def test_raw_html_and_script_addresses_do_nothing(text):
    html = " ".join(re.findall("<[^>]*>", html_of(text).lower()))
    for word in (
        "<script",
        "onerror=",
        "onload=",
        'href="j',
        "vbscript:",
        "data:",
        "<iframe",
        "<style",
        "<form",
        "<img",
    ):
        assert word not in html


def test_code_tables_and_lists_work():
    html = html_of("| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n\n`code`")
    assert all(tag in html for tag in ("<table>", "<td>1</td>", "<li>one</li>", "<code>code</code>"))


def test_plain_text_has_no_markup():
    assert strip_markdown("**Squeeze** the [glute](muscle:g) [E1, E2]. Then\nstop.") == "Squeeze the glute. Then stop."


def test_unchanged_text_is_rendered_once():
    text = "See [form](section:form)."
    first = markdown.render_markdown(text, links(section_form="/guide/form/"))
    assert first is markdown.render_markdown(text, links(section_form="/guide/form/", section_new="/guide/new/"))
    other = markdown.render_markdown(text, links(section_form="/form/"))
    assert (first.count("/guide/form/"), other.count("/guide/form/")) == (1, 0)
    assert find_broken_links(text, links())
