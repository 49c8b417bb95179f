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
        found.extend(tuple(r.document.item for r in index.search(q).hits) for q in ("sore knees", "bum", "zebra") * 5)

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
    assert index.search("which muscels train").hits == index.search("which muscles train").hits


def test_misspelt_stop_word_is_ignored(guide):
    index = search.index_for(guide)
    assert index.search("how meny sets").hits == index.search("how many sets").hits


def test_stop_words_in_every_form(guide):
    index = search.index_for(guide)
    assert index.search("keeps keeping").hits == ()
    assert index.search("keeps cramping").hits == index.search("cramping").hits


def test_gapped_phrase_match():
    lexicon = Vocabulary([], [], [FrozenSynonyms(slug="strap", words=("ankle strap", "cuff"))])
    assert list(lexicon.gapped_phrases(["strap", "round", "my", "ankl"])) == ["same0same"]
    assert list(lexicon.gapped_phrases(["strap", "round", "my", "other", "thicker", "ankl"])) == []
    assert list(lexicon.gapped_phrases(["strap", "round", "it"])) == []


def test_overlapping_phrases_both_count(guide):
    items = [r.document.item for r in search.index_for(guide).search("3 months off").hits]
    assert {"progression-P5", "question-how-soon-results"} <= set(items)


@pytest.mark.parametrize("name", ["donkey kicks", "glute kickbacks", "kickbacks", "kick backs", "donkeykicks"])
def test_names_of_the_exercise_do_not_decide(guide, name):
    index = search.index_for(guide)
    for topic in ("lower back pain", "when to breathe", "too heavy"):
        assert index.search(f"{name} {topic}").best.document == index.search(topic).best.document


def test_name_alone_and_compared_names_are_searched(guide):
    index = search.index_for(guide)
    for query in ("donkey kick", "what is a donkey kick", "donkey kicks or kickbacks, what is the difference"):
        assert index.search(query).best.document.item == "question-donkey-kicks"


@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        ("i have a hernia", "safety-hernia"),
        ("herniated disc", "safety-disc-problem"),
        ("caesarean", "safety-after-birth"),
        ("sciatica", "safety-sciatica"),
        ("arthritis", "safety-arthritis"),
    ],
)
def test_condition_leads_to_its_own_entry(guide, query, anchor):
    addresses = [hit.document.address for hit in search.index_for(guide).search(query).hits[:2]]
    assert f"/guide/safety/#{anchor}" in addresses


def test_missing_words_are_named_and_rank_nothing(guide):
    index = search.index_for(guide)
    results = index.search("Botox for sore knees")
    assert (results.missing, results.best) == (("Botox",), None)
    assert results.hits == index.search("sore knees").hits
    assert index.search("botox").hits == ()
    assert index.search("honestly sore knees").missing == ()
    assert index.search("definately sore knees").missing == ()


def test_related_words_lead_somewhere_but_are_not_mentioned(guide):
    synonyms = [{"slug": "related-moggy", "words": "moggy, pregnant"}, {"slug": "baby", "words": "bairn, pregnancy"}]
    index = search.SearchIndex(Guide(guide.snapshot | {"synonyms": synonyms}, EditionInfo(0, "preview")))
    related, equal = index.search("moggy"), index.search("bairn")
    assert (related.missing, equal.missing) == (("moggy",), ())
    assert related.hits
    assert equal.best


def test_authors_are_found_in_sources_only(guide):
    results = search.index_for(guide).search("Contreras")
    assert (results.hits, results.missing) == ((), ("Contreras",))
    assert {mention.document.kind for mention in results.mentions} == {"sources"}


def test_sources_and_key_facts_come_after_pages(guide):
    for query in ("hip extension range", "reps per leg", "isolation exercise", "squats study", "muscle activity"):
        results = search.index_for(guide).search(query)
        assert {"sources", "facts"}.isdisjoint(hit.document.kind for hit in results.hits), query


def test_folded_studies_count_less_than_the_text_above_them(guide):
    rows = [
        {**guide.snapshot["questions"][0], "slug": "folded", "body": "One.\n\n## What the studies say\n\nA zebra."},
        {**guide.snapshot["questions"][0], "slug": "shown", "body": "A zebra.\n\n## What the studies say\n\nOne."},
    ]
    index = search.SearchIndex(Guide(guide.snapshot | {"questions": rows}, EditionInfo(0, "preview")))
    assert [hit.document.item for hit in index.search("zebra").hits] == ["question-shown", "question-folded"]


def test_unsure_correction_is_offered_and_not_searched(guide):
    results = search.index_for(guide).search("my knee cramo")
    assert (results.missing, results.corrected_query) == (("cramo",), "my knee cramp")
    assert search.index_for(guide).search("planc hamstirng").corrected_query.endswith(" hamstring")
