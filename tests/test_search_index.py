"""One index for each edition, shared by all who ask."""

from __future__ import annotations

import threading

import pytest

from guide.read_model.guide import Guide, Stamp
from guide.read_model.parts import Synonyms
from guide.search import index as search
from guide.search.index import index_of
from guide.search.vocabulary import Lexicon

pytestmark = pytest.mark.django_db


def test_an_index_is_built_once_even_when_many_ask_at_once(guide, monkeypatch):
    built = []
    monkeypatch.setattr(search, "Index", lambda guide: built.append(guide) or object())
    guide = Guide(guide.snapshot, Stamp(0, "preview"))
    threads = [threading.Thread(target=search.index_of, args=(guide,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1


def test_threads_share_an_index_and_agree(guide):
    index, found = index_of(guide), []

    def look():
        found.extend(tuple(r.place.item for r in index.find(q).best) for q in ("sore knees", "bum", "zebra") * 5)

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 90
    assert len(set(found)) == 3


def test_a_preview_has_an_index_of_its_own(guide):
    preview = Guide(guide.snapshot, Stamp(0, "preview"))
    assert search.index_of(preview) is not search.index_of(guide)


def test_a_phrase_with_synonyms_is_seen_through_a_slip(guide):
    index = search.index_of(guide)
    assert index.find("which muscels train").best == index.find("which muscles train").best


def test_a_slip_in_a_little_word_is_no_word_of_the_guide(guide):
    index = search.index_of(guide)
    assert index.find("how meny sets").best == index.find("how many sets").best


def test_every_form_of_a_word_that_says_nothing_says_nothing(guide):
    index = search.index_of(guide)
    assert index.find("keeps keeping").useless
    assert index.find("keeps cramping").best == index.find("cramping").best


def test_a_phrase_is_seen_with_a_few_words_between_and_in_another_order():
    lexicon = Lexicon([], [], [Synonyms(slug="strap", words=("ankle strap", "cuff"))])
    assert list(lexicon.apart(["strap", "round", "my", "ankl"])) == ["same0same"]
    assert list(lexicon.apart(["strap", "round", "my", "other", "thicker", "ankl"])) == []
    assert list(lexicon.apart(["strap", "round", "it"])) == []


def test_of_two_phrases_that_overlap_both_count(guide):
    items = [r.place.item for r in search.index_of(guide).find("3 months off").best]
    assert {"progression-P5", "question-how-soon-results"} <= set(items)
