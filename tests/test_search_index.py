"""The search index: one per edition, and how phrases match."""

from __future__ import annotations

import threading

import pytest

from guide.read_model.guide import EditionInfo, Guide
from guide.read_model.parts import FrozenSynonyms
from guide.search import index as search
from guide.search.index import index_for
from guide.search.vocabulary import Vocabulary

pytestmark = pytest.mark.django_db


def test_index_is_built_once_under_concurrency(guide, monkeypatch):
    built = []
    monkeypatch.setattr(search, "SearchIndex", lambda guide: built.append(guide) or object())
    guide = Guide(guide.snapshot, EditionInfo(0, "preview"))
    threads = [threading.Thread(target=search.index_for, args=(guide,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1


def test_threads_share_an_index_and_agree(guide):
    index, found = index_for(guide), []

    def look():
        found.extend(tuple(r.document.item for r in index.search(q).best) for q in ("sore knees", "bum", "zebra") * 5)

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 90
    assert len(set(found)) == 3


def test_preview_has_its_own_index(guide):
    preview = Guide(guide.snapshot, EditionInfo(0, "preview"))
    assert search.index_for(preview) is not search.index_for(guide)


def test_synonym_phrase_is_found_despite_a_typo(guide):
    index = search.index_for(guide)
    assert index.search("which muscels train").best == index.search("which muscles train").best


def test_misspelt_stop_word_is_ignored(guide):
    index = search.index_for(guide)
    assert index.search("how meny sets").best == index.search("how many sets").best


def test_stop_words_in_every_form(guide):
    index = search.index_for(guide)
    assert index.search("keeps keeping").only_stop_words
    assert index.search("keeps cramping").best == index.search("cramping").best


def test_gapped_phrase_match():
    lexicon = Vocabulary([], [], [FrozenSynonyms(slug="strap", words=("ankle strap", "cuff"))])
    assert list(lexicon.gapped_phrases(["strap", "round", "my", "ankl"])) == ["same0same"]
    assert list(lexicon.gapped_phrases(["strap", "round", "my", "other", "thicker", "ankl"])) == []
    assert list(lexicon.gapped_phrases(["strap", "round", "it"])) == []


def test_overlapping_phrases_both_count(guide):
    items = [r.document.item for r in search.index_for(guide).search("3 months off").best]
    assert {"progression-P5", "question-how-soon-results"} <= set(items)
