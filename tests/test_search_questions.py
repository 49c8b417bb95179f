"""Real questions in readers' words find the places that answer them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guide.search.documents import SearchDocument
from guide.search.index import SearchIndex, SearchResults, index_for
from guide.search.tokenizer import words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DATA = Path(__file__).resolve().parent / "data"
# Files of held-out questions, and the number of questions in each.
HELD_OUT = {
    "search_queries_held_out.txt": 40,
    "search_queries_held_out_second.txt": 60,
    "search_queries_held_out_third.txt": 40,
    "search_queries_held_out_fourth.txt": 40,
    "search_queries_held_out_fifth.txt": 36,
    "search_queries_held_out_sixth.txt": 41,
}
ANSWERED = ["search_queries.txt", *HELD_OUT]
PARTLY, UNANSWERED = "search_queries_partly.txt", "search_queries_unanswered.txt"
TABLES = [*ANSWERED, PARTLY]  # those whose questions have places


def query_table(name: str) -> list[tuple[str, set[str]]]:
    return [(question, set(rest[0].split())) for question, *rest in rows(name)]


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text().splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines if not line.startswith("#")]


def places(document: SearchDocument) -> set[str]:
    """Return what a table may call a place: its item, or its anchor if one entry of a page is meant."""
    return {document.item, document.address.partition("#")[2]}


def first_places(results: SearchResults) -> set[str]:
    """Return the places of the first three results."""
    return {place for hit in results.hits[:3] for place in places(hit.document)}


def missed(index: SearchIndex, name: str) -> list[str]:
    """Return questions with no expected place in the first three results, with the results."""
    found = [(question, targets, first_places(index.search(question))) for question, targets in query_table(name)]
    return [f"{question}: {first}" for question, targets, first in found if not targets & first]


def test_search_recall_at_three(guide):
    misses = missed(index_for(guide), "search_queries.txt")
    assert len(query_table("search_queries.txt")) >= 60
    assert len(misses) <= 0.05 * len(query_table("search_queries.txt")), misses


@pytest.mark.parametrize(("name", "count"), HELD_OUT.items())
def test_held_out_search_queries(guide, name, count):
    misses = missed(index_for(guide), name)
    assert len(query_table(name)) == count
    assert len(misses) <= 3, misses


def test_answered_questions_are_not_called_missing(guide):
    questions = [question for name in ANSWERED for question, _ in query_table(name)]
    named = [question for question in questions if index_for(guide).search(question).missing]
    assert len(named) <= 0.03 * len(questions), named


def test_partly_answered_questions_name_the_missing_word_and_what_comes_closest(guide):
    index, wrong = index_for(guide), []
    for question, nearest, word in rows(PARTLY):
        results = index.search(question)
        if word not in results.missing or results.best or not set(nearest.split()) & first_places(results):
            wrong.append(f"{question}: {results.missing} {first_places(results)}")
    assert len(wrong) <= 0.1 * len(rows(PARTLY)), wrong


def test_unanswered_questions_have_no_best_result(guide):
    found = [(word, index_for(guide).search(question)) for question, word in rows(UNANSWERED)]
    wrong = [results.query for word, results in found if results.best or word not in results.missing]
    assert len(wrong) <= 0.1 * len(rows(UNANSWERED)), wrong


@pytest.mark.parametrize("name", TABLES)
def test_search_query_table_is_valid(guide, name):
    known = {place for document in index_for(guide).documents for place in places(document)}
    assert set().union(*(targets for _, targets in query_table(name))) - known == set()
    assert all(targets for _, targets in query_table(name))
    assert len({question for question, _ in query_table(name)}) == len(query_table(name))


def test_no_question_is_in_two_tables():
    questions = [question for name in (*TABLES, UNANSWERED) for question, *_ in rows(name)]
    assert len(set(questions)) == len(questions)


def test_no_question_copies_a_title(guide):
    titles = {" ".join(words(place.title)) for place in index_for(guide).documents if " " in place.title}
    copied = [q for name in TABLES for q, _ in query_table(name) if " ".join(words(q)) in titles]
    assert copied == []


def test_every_place_has_a_valid_anchor(client, guide):
    pages: dict[str, str] = {}
    for place in index_for(guide).documents:
        address, _, anchor = place.address.partition("#")
        if address not in pages:
            pages[address] = client.get(address).content.decode()
        assert not anchor or re.search(rf'\sid="{re.escape(anchor)}"', pages[address]), place.address
