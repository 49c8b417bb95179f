"""Real questions in readers' words find the places that answer them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guide.search.index import SearchIndex, index_for
from guide.search.tokenizer import words

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DATA = Path(__file__).resolve().parent / "data"
# Files of held-out questions, and the number of questions in each.
HELD_OUT = {
    "search_queries_held_out.txt": 40,
    "search_queries_held_out_second.txt": 60,
    "search_queries_held_out_third.txt": 40,
    "search_queries_held_out_fourth.txt": 40,
}
TABLES = ["search_queries.txt", *HELD_OUT]


def query_table(name: str) -> list[tuple[str, set[str]]]:
    lines = (DATA / name).read_text().splitlines()
    split = [line.partition("|") for line in lines if not line.startswith("#")]
    return [(question.strip(), set(targets.split())) for question, _, targets in split]


def missed(index: SearchIndex, name: str) -> list[str]:
    """Return questions with no expected place in the first three results, with the results."""
    misses = []
    for question, targets in query_table(name):
        found = [result.document.item for result in index.search(question).best]
        assert len(found) <= 3
        misses += [] if targets & set(found) else [f"{question}: {found}"]
    return misses


def test_search_recall_at_three(guide):
    misses = missed(index_for(guide), "search_queries.txt")
    assert len(query_table("search_queries.txt")) >= 60
    assert len(misses) <= 0.05 * len(query_table("search_queries.txt")), misses


@pytest.mark.parametrize(("name", "count"), HELD_OUT.items())
def test_held_out_search_queries(guide, name, count):
    misses = missed(index_for(guide), name)
    assert len(query_table(name)) == count
    assert len(misses) <= 3, misses


@pytest.mark.parametrize("name", TABLES)
def test_search_query_table_is_valid(guide, name):
    known = {place.item for place in index_for(guide).documents}
    assert set().union(*(targets for _, targets in query_table(name))) - known == set()
    assert all(targets for _, targets in query_table(name))
    assert len({question for question, _ in query_table(name)}) == len(query_table(name))


def test_no_question_is_in_two_tables():
    questions = [question for name in TABLES for question, _ in query_table(name)]
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
