"""The data that checks read of a text: marks that are left, words that are lost, headings, images, sentences."""

from __future__ import annotations

import pytest

from guide.text.parsed_text import parse_text
from guide.text.readability import sentences
from tests.markdown_readers import html_of, text_elsewhere, text_of

LEFT = [
    "##A",
    "####B",
    "#Title",
    "[[form]]",
    "- [ ] a",
    "- [x] a",
    "a[^1]",
    "[^1]: a b",
    "**a",
    "a**",
    "*a",
    "a*",
    "~~a",
]
LEFT += [
    "[a](section: b)",
    "![a](b c)",
    "[a][b]",
    "[a]: b c",
    "==a==",
    "%%a%%",
    "{{ a }}",
    "Term\n: meaning",
    "::: note",
]
LEFT += [
    "!!! note",
    "> [!NOTE]\n> a",
    "Do:\n2. a",
    "|a|b|",
    "```\na",
    "<b>a</b>",
    "<section:form>",
    "[TOC]",
    "__a",
    "a `` b",
    "> [!tip]- a",
    "{++a++}",
    "{--a--}",
    "{>>ask Dr X<<}",
    "*[RIR]: a",
    "a^[b]",
    "$$a$$",
    "####### a",
    "• a\n• b",
]


@pytest.mark.parametrize("text", LEFT)
def test_marks_that_are_left_are_found(text):
    assert parse_text(text).marks + parse_text(text).tags
    assert text_elsewhere(text) == text_of(html_of(text))


@pytest.mark.parametrize(
    "text",
    [r"\*\*a\*\*", "`**a**`", "5* hotel, 2 * 3", "a [b] c", r"\[[a]]", "~10 kg", "#1 rule", "a | b", "a • b", "$5 {a}"],
)
def test_signs_and_escaped_marks_are_no_marks_left(text):
    assert parse_text(text).marks == ()


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", ("3",)),
        ("1. a\n5. b", ("5",)),
        ("[Note]: keep", ("note", "keep")),
        ("[//]: # (secret)", ("secret",)),
        ("```js\na\n```", ("js",)),
        ("> " * 60 + "deep", ("deep",)),
        ("1. a\n1. b", ()),
        ("01. a\n02. b", ("01", "02")),
        ("caf&eacute; `&eacute;` &amp;lt; [x](https://x.example/ä%20b 'T')", ()),
        ("[form][Its Form] and [Its form]\n\n[its form]: section:form 'Title'", ()),
    ],
)
def test_words_that_are_not_shown_are_found(text, lost):
    assert parse_text(text).lost_words == lost


@pytest.mark.parametrize(("text", "sign"), [("> 10 reps", ">"), (">= 10 reps", ">="), ("+ 5 kg", "+"), ("- 5 kg", "-")])
def test_sign_read_as_a_mark_is_found(text, sign):
    assert [found for found, _ in parse_text(text).numbers_after_marks] == [sign]


@pytest.mark.parametrize("text", ["- 5 kg\n- 10 kg", "- 5 kg\n\n  - half of it\n\n- 10 kg", "- half of it", "-5 kg"])
def test_list_of_loads_is_a_list(text):
    assert parse_text(text).numbers_after_marks == ()


def test_lines_that_a_rule_makes_a_heading_are_found():
    assert parse_text("Kick.\n---\nRest.\n\n***\n\n## Reps\n\nSets\n===").underlined == ("Kick.", "Sets")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# A\n\n> #### B", (1, 4)),
        ("A\n---\n\n#### B", (2, 4)),
        ("```\n#### A\n```", ()),
        ("- ### A", (3,)),
        ("<h5>A</h5>", ()),
    ],
)
def test_headings_are_those_that_are_rendered(text, levels):
    assert parse_text(text).heading_levels == levels


@pytest.mark.parametrize(
    "text", ["![x](y.png)", "![x][y]\n\n[y]: y.png", "![x [E12]](y)", "![y]\n\n[y]: y.png", "<img src=y>", "a <IMG>"]
)
def test_images_are_found_however_they_are_written(text):
    assert parse_text(text).images


def test_sentences_are_without_markup():
    text = "**One** [E12]. *Two* [x](section:form)!\n- Three\n  goes on.\n\n## No\n\n| No |\n|---|\n| No |"
    assert sentences(text) == ["One.", "Two x!", "Three goes on."]
