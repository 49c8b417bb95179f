"""Find in a guide: an index in memory per edition, asked in a reader's own words."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from threading import Lock
from weakref import finalize

from guide.read_model.guide import Guide, cached_on_guide
from guide.search import tokenizer
from guide.search.documents import SearchDocument, search_documents
from guide.search.query import ParsedQuery, QueryTerm, clean_query, parse_query
from guide.search.vocabulary import Stems, Vocabulary

KINDS = {
    "questions": "Questions",
    "sections": "Guide",
    "variations": "Variations",
    "mistakes": "Mistakes",
    "muscles": "Muscles",
    "audiences": "Who it suits",
    "pages": "Pages",
    "sources": "Sources",
}
"""The groups of results, with their names."""
KIND_WEIGHTS = {"questions": 1.15, "mistakes": 1.05, "variations": 0.9, "sources": 0.35, "pages": 0.9}
"""A question is most often what a reader wants; a source hardly ever."""
TITLE_WEIGHT, CONTEXT_WEIGHT, TEXT_WEIGHT = 1.5, 1.2, 1.0
TITLE_MATCH_FACTOR = 1.9
"""The weight of a column counts for less the oftener a word is there, so a word of the title is raised once more."""
FULL_TITLE_BONUS = 0.8
"""What it adds that all of a title was asked for."""
COVERAGE_EXPONENT = 0.6
"""How much it matters that a place has all that was asked for, and not only some of it."""
TOP_COUNT = 3
GROUP_SIZE = 5
MIN_SCORE, MIN_TOP_SCORE = 0.22, 0.05
"""What falls below this share of the best score is not shown; the first few may be further off."""


@dataclass(frozen=True)
class SearchResult:
    document: SearchDocument
    kind: str
    title: tuple[tokenizer.TextPiece, ...]
    snippet: tuple[tokenizer.TextPiece, ...]


@dataclass(frozen=True)
class ResultGroup:
    name: str
    results: tuple[SearchResult, ...]


@dataclass(frozen=True)
class SearchResults:
    query: str
    best: tuple[SearchResult, ...] = ()
    groups: tuple[ResultGroup, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    only_stop_words: bool = False
    """The query has no word that could be looked for."""

    @property
    def total(self) -> int:
        return len(self.best) + sum(len(group.results) for group in self.groups)


class SearchIndex:
    """Every place of a guide in a full-text table in memory. Threads may share it."""

    def __init__(self, guide: Guide) -> None:
        self.documents = search_documents(guide)
        titles = [place.title for place in self.documents]
        self.vocabulary = Vocabulary(titles, (f"{p.context} {p.text}" for p in self.documents), guide.synonyms)
        self._lock = Lock()
        self._table = sqlite3.connect(":memory:", check_same_thread=False)
        finalize(self, self._table.close)
        self._table.execute(
            "CREATE VIRTUAL TABLE places USING fts5(title, within, text, tokenize = 'porter unicode61', detail = full)"
        )
        self._titles = [self.vocabulary.index_text(place.title, with_gapped_phrases=True) for place in self.documents]
        self._texts = [self.vocabulary.index_text(place.text) for place in self.documents]
        self._document_counts = Counter(
            t for pair in zip(self._titles, self._texts, strict=True) for t in {*pair[0].all, *pair[1].all}
        )
        withins = [self.vocabulary.index_text(place.context).terms for place in self.documents]
        rows = zip(
            range(len(self.documents)),
            (title.terms for title in self._titles),
            withins,
            (text.terms for text in self._texts),
            strict=True,
        )
        self._table.executemany("INSERT INTO places (rowid, title, within, text) VALUES (?, ?, ?, ?)", rows)

    def search(self, query: str) -> SearchResults:
        query = clean_query(query)
        parsed = parse_query(query, self.vocabulary)
        mended = tuple(
            (word, " or ".join(f"“{other}”" for other in others)) for word, others in parsed.corrections.items()
        )
        if parsed.only_stop_words:
            return SearchResults(query, corrections=mended, only_stop_words=True)
        numbers = self.ranked(parsed)
        best = self._first_of_each_item(numbers)[:TOP_COUNT]
        marks = frozenset(mark for wish in parsed.terms if not wish.is_question_word for mark in wish.highlights)
        groups = self._grouped([number for number in numbers if number not in best], marks)
        return SearchResults(query, tuple(self._result(number, marks) for number in best), groups, mended)

    def ranked(self, query: ParsedQuery) -> list[int]:
        """The numbers of the places that are worth showing, the best first."""
        scores: dict[int, float] = defaultdict(float)
        coverages: dict[int, float] = defaultdict(float)
        total = 0.0
        for wish in query.terms:
            found, coverage = self._score_term(wish)
            total += max(coverage.values(), default=0)
            for number in found:
                scores[number] += found[number]
                coverages[number] += coverage[number]
        stems = {stem for wish in query.terms for stem in wish.stems.values()}
        for number in scores:
            scores[number] *= (coverages[number] / total) ** COVERAGE_EXPONENT * KIND_WEIGHTS.get(
                self.documents[number].kind, 1
            )
            scores[number] *= 1 + FULL_TITLE_BONUS * self._titles[number].share(stems, self._rarity)
        ordered = sorted(scores, key=lambda number: (-scores[number], number))
        enough = [MIN_TOP_SCORE if place < TOP_COUNT else MIN_SCORE for place in range(len(ordered))]
        return [
            number
            for number, least in zip(ordered, enough, strict=True)
            if scores[number] >= least * scores[ordered[0]]
        ]

    def _rarity(self, stem: str) -> float:
        return self._rarity_of(self._document_counts[stem])

    def _rarity_of(self, holding: int) -> float:
        """How much a word says that so many places hold: what is everywhere says next to nothing."""
        return max(log((len(self.documents) - holding + 0.5) / (holding + 0.5)), 0.1)

    def _score_term(self, wish: QueryTerm) -> tuple[dict[int, float], dict[int, float]]:
        """The places that hold one wish: their scores, and how much of the wish each has."""
        found: dict[int, float] = defaultdict(float)
        coverage: dict[int, float] = defaultdict(float)
        for term, worth in wish.terms.items():
            # A term is letters and digits only, so within quotation marks it can never be read as an operator.
            with self._lock:
                rows = self._table.execute(
                    "SELECT rowid, bm25(places, ?, ?, ?) FROM places WHERE places MATCH ?",
                    (TITLE_WEIGHT, CONTEXT_WEIGHT, TEXT_WEIGHT, f'"{term}"'),
                ).fetchall()
            weight = worth * self._rarity_of(len(rows))
            for number, score in rows:
                found[number] += (
                    worth * -score * (TITLE_MATCH_FACTOR if self._titles[number].holds(wish.stems[term]) else 1)
                )
                coverage[number] = max(coverage[number], weight)
        return found, coverage

    def _first_of_each_item(self, numbers: Iterable[int]) -> list[int]:
        first: dict[str, int] = {}
        for number in numbers:
            first.setdefault(self.documents[number].item, number)
        return list(first.values())

    def _grouped(self, numbers: list[int], marks: frozenset[Stems]) -> tuple[ResultGroup, ...]:
        """The other results by kind, the kind with the best of them first."""
        kinds: dict[str, list[int]] = {}
        for number in numbers:
            kinds.setdefault(self.documents[number].kind, []).append(number)
        return tuple(
            ResultGroup(KINDS[kind], tuple(self._result(number, marks) for number in found[:GROUP_SIZE]))
            for kind, found in kinds.items()
        )

    def _result(self, number: int, marks: frozenset[Stems]) -> SearchResult:
        place = self.documents[number]
        # The first sentence of an answer answers; elsewhere what was looked for may stand anywhere.
        lead = 7 if place.kind == "questions" else 2
        text, inside = tokenizer.snippet_window(place.text, self._texts[number].spans(marks), lead=lead)
        title = tokenizer.pieces(place.title, self._titles[number].spans(marks))
        return SearchResult(place, KINDS[place.kind], title, tokenizer.pieces(text, inside))


@cached_on_guide
def index_for(guide: Guide) -> SearchIndex:
    """The index of a guide, built when somebody first searches in it."""
    return SearchIndex(guide)
