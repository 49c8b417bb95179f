from __future__ import annotations

import pytest

from guide.notation import Phrases
from guide.search.documents import PassageParser, searchable_text
from guide.search.query import MAX_LETTERS, clean_query
from guide.search.snippets import Mark, answering_sentence, pieces
from guide.search.tokenizer import spelling_suggestions, split_compound, tokens, words
from guide.search.vocabulary import stems_of

KNOWN = ["knees", "hurt", "heart", "hamstrings", "exercise", "warm", "weight", "bum"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don’t arch your back!", ["dont", "arch", "your", "back"]),
        ("10-20° warm-up, E12", ["10", "20", "warm", "up", "e12"]),
        ("Café ÉTÉ straße ﬁt", ["cafe", "ete", "strasse", "fit"]),
        ("5kg, 3x E12", ["5", "kg", "3", "x", "e12"]),
        ("_x__y \x00 🍑 '' ’", ["x", "y"]),
        ("R.I.R. r.i.r R.I.R, end. A.B c.d.", ["rir", "rir", "rir", "end", "a", "b", "cd"]),
        ("Lift.Lower. 1.5 kg, 2.5.1", ["lift", "lower", "1", "5", "kg", "2", "5", "1"]),
        ("re\xadserve ham\u200dstring\xad knee\ufeff", ["reserve", "hamstring", "knee"]),
        ("", []),
    ],
)
def test_text_is_split_into_words(text, found):
    assert words(text) == found
    assert all(text[token.start : token.end] for token in tokens(text))


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("nees", ["knees"]),
        ("hert", ["hurt", "heart"]),
        ("exersize", ["exercise"]),
        ("hampstrings", ["hamstrings"]),
        ("wieght", ["weight"]),
        ("bun", []),
        ("zebra", []),
        ("kn33s", []),
        ("x" * 5000, []),
    ],
)
def test_mistyped_word_gets_close_suggestions(word, found):
    assert spelling_suggestions(word, KNOWN) == found


def test_joined_words_are_split():
    assert split_compound("warmweight", KNOWN) == ("warm", "weight")
    assert split_compound("warmzebra", KNOWN) is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("  a \n b\t", "a b"),
        ("a\x00b\u200bc", "a b c"),
        ("re\xadser\u2060ve", "reserve"),
        ("x" * 10_000, "x" * MAX_LETTERS),
        (" " * 5000 + "a", ""),
    ],
)
def test_query_is_cleaned_and_bounded(query, found):
    assert clean_query(query) == found


def test_forms_of_a_word_share_a_stem():
    stems = stems_of(["arches", "arching", "arched", "breathing", "breathe", "膝", "e12"])
    assert stems["arches"] == stems["arching"] == stems["arched"]
    assert stems["breathing"] == stems["breathe"]
    assert (stems["膝"], stems["e12"]) == ("膝", "e12")
    assert stems_of([]) == {}


def test_adjacent_highlights_are_joined():
    text = "Lower back pain, and a lower back."
    found = pieces(text, [Mark(0, 5), Mark(6, 10), Mark(11, 15), Mark(23, 28)])
    assert "".join(piece.text for piece in found) == text
    assert [piece.text for piece in found if piece.marked] == ["Lower back pain", "lower"]


@pytest.mark.parametrize("at", [0, 300, 600])
def test_long_sentence_is_cut_around_a_highlight(at):
    text = "word " * (at // 5) + "NEEDLE" + " word" * 100
    start = text.index("NEEDLE")
    shown, marks = answering_sentence(text, [Mark(start, start + 6)])
    assert [shown[mark.start : mark.end] for mark in marks] == ["NEEDLE"]
    assert len(shown) < 300
    assert set(shown.replace("…", "").split()) == {"word", "NEEDLE"}


def test_text_without_blanks_is_cut():
    assert len(answering_sentence("x" * 5000, [])[0]) < 300


def test_sentence_with_the_marked_words_is_shown_whole():
    text = "Rest for 1.5 minutes, or e.g. two, between the sets of a day. "
    text += "Pad both knees with a mat, and stand if it helps.\nEnd."
    start = text.index("knees")
    shown, marks = answering_sentence(text, [Mark(start, start + 5)])
    assert shown == "Pad both knees with a mat, and stand if it helps. End."
    assert [shown[mark.start : mark.end] for mark in marks] == ["knees"]
    assert answering_sentence(text, [])[0] == "Rest for 1.5 minutes, or e.g. two, between the sets of a day."


def test_many_synonyms_of_one_term_do_not_outweigh_the_first_sentence():
    text = "Take 2 seconds each way. We call this speed, pace, rhythm or tempo, as many coaches of strength do."
    found = [Mark(text.index(word), text.index(word) + len(word)) for word in ("speed", "pace", "rhythm", "tempo")]
    assert answering_sentence(text, found, start_bonus=7)[0].startswith("Take 2 seconds")
    terms = [mark._replace(term=number) for number, mark in enumerate(found)]
    assert answering_sentence(text, terms, start_bonus=7)[0].startswith("We call this")


def test_prose_is_split_at_headings_without_citations():
    html = '<p>One<sup>[<a href="#">1</a>]</sup>.</p><h2 id="a-b">Two &amp; <em>3</em></h2><p>Four</p>'
    assert [(p.anchor, p.heading, p.text) for p in PassageParser(html).passages] == [
        ("", "", "One.\n"),
        ("a-b", "Two & 3", "Four\n"),
    ]
    assert searchable_text(html) == "One.\nTwo & 3\nFour"


def test_studies_belong_to_the_part_above_the_headings_beside_them():
    studies = '<details class="studies"><summary>What the studies say</summary><p>Four</p></details>'
    html = f'<h2 id="a">A</h2><p>One</p><h3 id="b">B</h3><p>Two</p>{studies}<h2 id="c">C</h2><p>Five</p>'
    found = {p.anchor: (p.text.strip(), p.studies.strip()) for p in PassageParser(html).passages[1:]}
    assert found == {"a": ("One", "Four"), "b": ("Two", ""), "c": ("Five", "")}
    assert searchable_text(html) == "A\nOne\nB\nTwo\nC\nFive"


def test_synonyms_need_two_words_and_a_comma():
    assert str(Phrases.parse(" bum,  rear   end , bum,")) == "bum, rear end"
    for text in ("bum", "", "bum, bum", ","):
        with pytest.raises(ValueError, match="at least two"):
            Phrases.parse(text)
