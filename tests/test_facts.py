from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client

from guide.content_files.files import ContentReader
from guide.text.markdown import strip_markdown
from guide.text.row_numbers import fill_numbers
from tests.conftest import CONTENT

pytestmark = pytest.mark.django_db

FACTS = yaml.safe_load((Path(__file__).parent / "data" / "facts.yaml").read_text(encoding="utf-8"))
FAMILIES = {"P": 3, "M": 3, "B": 6, "V": 5, "F": 6, "X": 5, "A": 5, "R": 4, "C": 1, "K": 5, "Q": 5}
IDS = [f"{family}{number}" for family, count in FAMILIES.items() for number in range(1, count + 1)]
CARRIERS = [(fact, item) for fact, known in FACTS.items() for item in known["shown"]]
ADDRESSES = [(fact, page) for fact, known in FACTS.items() for page in sorted(set(known["shown"].values()))]
UNSEEN = {"slug", "position", "facts", "aim", "experience", "placement", "equipment", "variation", "mistake"}


def markers() -> list[tuple[str, str, str]]:
    """Return every marker in content/: the fact, the item, and the text beside the marker."""
    snapshot = fill_numbers(ContentReader(CONTENT).snapshot)
    return [
        (fact, f"{kind}/{item['slug']}", normalized(" ".join(texts_of(part))))
        for kind, items in snapshot.items()
        for item in items
        for part in parts_of(item)
        for fact in part.get("facts", [])
    ]


def parts_of(item: dict[str, Any]) -> list[dict[str, Any]]:
    lines = [line for value in item.values() if isinstance(value, list) for line in value]
    return [item, *(line for line in lines if isinstance(line, dict))]


def texts_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for name, inner in value.items() if name not in UNSEEN for text in texts_of(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts_of(inner)]
    return [strip_markdown(value)] if isinstance(value, str) else []


def normalized(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(text)).lower()


@cache
def page_text(address: str) -> str:
    """Return the words of a page between navigation and footer."""
    main = re.search(r"<main.*?</main>", Client().get(address).content.decode(), re.DOTALL)
    return normalized(re.sub(r"<[^>]+>", " ", main[0]))


def missing_statements(fact: str, text: str) -> list[str]:
    return [pattern for pattern in FACTS[fact]["says"] if not re.search(pattern, text)]


def test_facts_table_has_every_fact_once():
    assert list(FACTS) == IDS
    assert len(IDS) == 48


def test_fact_markers_match_the_table():
    assert sorted({(fact, item) for fact, item, _ in markers()}) == sorted(CARRIERS)


def test_fact_codes_are_known_and_unique():
    found = markers()
    assert {fact for fact, _, _ in found} <= set(IDS)
    assert len(found) == len(set(found))


@pytest.mark.parametrize(("fact", "item"), CARRIERS)
def test_text_beside_a_marker_states_the_fact(fact, item):
    beside = [text for marker, carrier, text in cached_markers() if (marker, carrier) == (fact, item)]
    assert beside
    assert [missing_statements(fact, text) for text in beside] == [[] for _ in beside]


@cache
def cached_markers() -> list[tuple[str, str, str]]:
    return markers()


@pytest.mark.parametrize(("fact", "address"), ADDRESSES)
def test_page_of_a_fact_states_it(fact, address):
    assert missing_statements(fact, page_text(address)) == []


@pytest.mark.parametrize("fact", [fact for fact in IDS if not fact.startswith("Q")])
def test_full_guide_states_every_fact_but_those_of_answers(fact):
    assert missing_statements(fact, page_text("/guide/")) == []
