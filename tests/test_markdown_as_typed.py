"""What is typed is what is read: in HTML, in Markdown for other programs, and for the checks."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guide.text.markdown import find_broken_links
from guide.text.parsed_text import parse_text
from guide.text.portable_markdown import NOTE, SITE, escape_markdown, to_portable_markdown
from tests.markdown_readers import LINKS, OTHER_PARSER, html_of, text_elsewhere, text_of

TAGS = ["style", "script", "template", "title", "textarea", "noscript", "xmp", "iframe", "plaintext", "h5", "b", "br/"]
TAGS += ["!DOCTYPE html", "?php", "![CDATA[", "svg/onload=alert(1)", "section:form", "javascript:alert(1)"]


@pytest.mark.parametrize(
    "text",
    [*(f"Keep a good <{tag}> in every rep." for tag in TAGS), "Ask <your coach> first", "left <right and right> 10"],
)
def test_what_looks_like_a_tag_is_shown_and_hides_nothing(text):
    for written in (text, f"- {text}", f"> {text}", f"## {text}", f"| a |\n|---|\n| {text} |"):
        assert text in text_of(html_of(f"{written}\n\nThe rest."))
        assert text_of(html_of(f"{written}\n\nThe rest.")).endswith("The rest.")
        assert text in text_elsewhere(written)


@pytest.mark.parametrize(
    "text", ["a <!-- ask Dr X --> b", "<!-- ask Dr X -->", "<!-- ask\nDr X -->", "- <!-- ask Dr X -->"]
)
def test_comment_is_found_and_reaches_no_format(text):
    assert parse_text(text).comments
    assert "Dr X" not in html_of(text) + to_portable_markdown(text, LINKS) + parse_text(text).plain


@pytest.mark.parametrize("text", ["a <!-- b\n\nc", "    <!-- code -->", "a\n\n<!-- ask\n\n- Dr X -->"])
def test_comment_without_an_end_or_in_indented_code_is_shown_and_found(text):
    assert parse_text(text).comments
    assert text_of(html_of(text)).startswith(text.split()[0])


def test_escaped_comment_and_code_are_no_comments():
    assert not parse_text(r"\<!-- a -->").comments + parse_text("`<!-- a -->`").comments


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("[E22][E12]", [22, 12]),
        ("As in [E22]: yes", [22]),
        ("[E22]: yes.", [22]),
        ("Well![E22]", [22]),
        ("[E22](see below)", [22]),
        ("[E12; E13]", [12, 13]),
        ("[E12,E13 ]", [12, 13]),
        ("[E12-E14]", [12, 13, 14]),
        ("[E12–14]", [12, 13, 14]),
        ("[e12]", [12]),
        ("[E12, e22]", [12, 22]),
    ],
)
def test_plain_citation_becomes_a_note(text, numbers):
    assert [int(number) for number in re.findall(r">(\d+)</a>", html_of(text))] == numbers
    assert [int(number) for number in re.findall(rf"\[\^{NOTE}(\d+)\]", to_portable_markdown(text, LINKS))] == numbers
    assert find_broken_links(text, LINKS) == ()
    assert not parse_text(text).lost_words


@pytest.mark.parametrize("text", ["[E99]", "[e99]", "[E12-E15]", "[E12, E99]"])
def test_citation_that_cannot_be_a_note_is_shown_and_reported(text):
    assert len(find_broken_links(text, LINKS)) == 1
    assert not re.search("noteref", html_of(text))
    assert text_of(html_of(text)) == text


@pytest.mark.parametrize("text", ["[see E12]", "[E14-E12]", "[E12, p. 3]", "[E12 E13]", "[E12 and E13]", "[E12-A14]"])
def test_brackets_that_nearly_cite_are_found(text):
    assert parse_text(text).brackets == (text,)
    assert text_of(html_of(text)) == text == text_elsewhere(text)


@pytest.mark.parametrize(
    "text", ["[form][f]\n\n[f]: section:form", '[form](section:form "T")', "[form]\n\n[form]: <section:form> 'T'"]
)
def test_every_way_to_write_a_link_is_resolved(text):
    assert 'href="/guide/form/"' in html_of(text)
    assert f"[form]({SITE}/guide/form/" in to_portable_markdown(text, LINKS)
    assert parse_text(text).links == ("section:form",)
    assert find_broken_links(text.replace("section:form", "section:gone"), LINKS)


def test_link_without_words_is_found():
    assert len(find_broken_links("[](section:form) and [x](section:form)", LINKS)) == 1


@pytest.mark.parametrize(("text", "written"), [("9. a\n10. b", " 9. a\n10. b"), ("1. a\n2. b", "1. a\n2. b")])
def test_numbers_of_lists_are_written_without_zeros(text, written):
    assert to_portable_markdown(text, LINKS) == written


SAME = [
    "3*12 reps, or 2*15",
    "**3*12 reps**, or 2*15",
    "10kg*3, 12kg*3",
    "weight*reps*sets",
    "2 * 3 * 4",
    "3x12 ~ 10 ~ 2",
]
SAME += ["a_b_c", "5 < 6 > 4", "AT&T &copy", "50% #1 rule", "C:\\dir", "1 - 2 + 3 = 4", "“a” | b", "[a] (b)", "^1 a^"]


@pytest.mark.parametrize("text", SAME)
def test_signs_in_a_sentence_are_kept(text):
    assert text_of(html_of(text)) == text.replace("**", "").replace("&copy", "©" * 0 + "&copy")
    assert text_elsewhere(text) == text_of(html_of(text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Do:\n- a\n- b", "<ul> <li>a</li> <li>b</li> </ul>"),
        ("Do:\n1. a\n2. b", "<ol> <li>a</li> <li>b</li> </ol>"),
        ("1) a\n2) b", "<ol> <li>a</li> <li>b</li> </ol>"),
        ("- a\n  - b", "<li>a <ul> <li>b</li> </ul> </li>"),
        ("3. a\n4. b", '<ol start="3">'),
        ("Text:\n| a | b |\n|---|---|\n| 1 | 2 |", "<td>1</td> <td>2</td>"),
        ("~~a~~", "<s>a</s>"),
        ("**R**eps **i**n **R**eserve", "<strong>R</strong>eps"),
        ("a  \nb", "a<br> b"),
        ("A\n===", '<h2 id="x-a">A</h2>'),
    ],
)
def test_markup_that_authors_expect(text, html):
    assert html in " ".join(html_of(text).split())
    assert not parse_text(text).marks


WORDS = ["reps", "E12", "12", "3", "kg", "éa", "x"]
PIECES = [
    *"*_`~<>[]()!#|&;:.\\-+=^\"' \n",
    *WORDS,
    "\n\n",
    "\n- ",
    "\n1. ",
    "\n> ",
    "\n    ",
    "](",
    "]: ",
    "|---|",
    "```\n",
]
PIECES += [
    "<!--",
    "-->",
    "<b>",
    "&amp;",
    "&lt;",
    "**",
    "~~",
    "\n## ",
    "[E12]",
    "section:form",
    "  \n",
    "\n---\n",
    "[x]: y",
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40)


def findings_about(text):
    parsed = parse_text(text)
    found = (
        parsed.comments,
        parsed.lost_words,
        parsed.images,
        parsed.numbers_after_marks,
        find_broken_links(text, LINKS),
    )
    return any(found)


@settings(max_examples=500, deadline=None)
@given(texts)
@example("[x\n]: y")
def test_any_word_is_shown_or_found_missing(text):
    text = re.sub("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]", " ", text)
    shown = " ".join(text_of(html_of(text)).casefold().split())
    for word in set(re.findall(r"[a-zé]{2,}", unescape(text).casefold())) - {"section", "form"}:
        assert word in unescape(shown) or findings_about(text)
    if not findings_about(text):
        assert parts_of(text_elsewhere(text)) == parts_of(text_of(html_of(text)))


def parts_of(shown):
    """Return words and signs, since blanks beside marks do not matter."""
    return re.findall(r"\w+|[^\w\s]", shown)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_plain_text_is_the_same_for_every_parser(text):
    text = " ".join(re.sub("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]", " ", text).split())
    assert text_of(OTHER_PARSER.render(f"# {escape_markdown(text)}\n")) == text
