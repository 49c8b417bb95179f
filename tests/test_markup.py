from __future__ import annotations

import pytest

from guide.markup import Citation, Links, plain, render


def links(**known):
    return Links(
        lambda kind, slug: known.get(f"{kind}_{slug}"),
        {"E1": Citation(1, "/sources/#source-E1", False), "E2": Citation(2, "/sources/#source-E2", True)},
        where="sections/form",
    )


@pytest.mark.parametrize(("level", "tag"), [(2, "h2"), (3, "h3")])
def test_headings_start_below_the_heading_of_the_page_with_one_mark_or_two(level, tag):
    for marks in ("#", "##"):
        html = render(f"{marks} Kick back", links(), level=level, prefix="form")
        assert html == f'<{tag} id="form-kick-back">Kick back</{tag}>'


def test_links_to_parts_of_the_guide_become_addresses():
    html = render("[form](section:form)", links(section_form="/guide/form/"))
    assert 'href="/guide/form/"' in html


def test_a_link_that_leads_nowhere_is_kept_as_text_and_reported():
    known = links()
    assert "href" not in render("[form](section:gone)", known)
    assert known.broken == ["sections/form: the link (section:gone) leads nowhere."]


def test_citations_become_numbered_links():
    html = render("Bands count [E1, E2].", links())
    assert '<sup class="cite">[<a aria-label="source 1" href="/sources/#source-E1"' in html
    assert "2, as reported</a>]" in html


def test_an_unknown_citation_is_kept_as_text_and_reported():
    known = links()
    assert "[E9]" in render("Nobody said so [E9].", known)
    assert known.broken == ["sections/form: [E9] is not the code of any source."]


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
def test_raw_html_and_script_addresses_do_not_survive(text):
    html = render(text, links()).lower()
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
    html = render("| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n\n`code`", links())
    assert all(tag in html for tag in ("<table>", "<td>1</td>", "<li>one</li>", "<code>code</code>"))


def test_plain_text_has_no_marks():
    assert plain("**Squeeze** the [glute](muscle:g) [E1, E2]. Then\nstop.") == "Squeeze the glute. Then stop."
