"""The search index: an SQLite full-text table in memory for each edition, and the ranking of its results."""

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
from guide.search.query import ParsedQuery, QueryParser, QueryTerm, clean_query
from guide.search.vocabulary import Stems, Vocabulary

# The groups of results, with their names.
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
# Readers want a question most often, and a source hardly ever.
KIND_WEIGHTS = {"questions": 1.15, "mistakes": 1.05, "variations": 0.9, "sources": 0.35, "pages": 0.9}
TITLE_WEIGHT, CONTEXT_WEIGHT, TEXT_WEIGHT = 1.5, 1.2, 1.0  # of the columns, for bm25()
TITLE_MATCH_FACTOR = 1.9  # on top of TITLE_WEIGHT, which bm25() dampens for frequent words
FULL_TITLE_BONUS = 0.8  # added if the query has all words of a title
COVERAGE_EXPONENT = 0.6  # how much it matters that a document has all terms of the query
TOP_COUNT = 3
GROUP_SIZE = 5
# Results with a smaller share of the best score are left out; for the first TOP_COUNT, the second limit holds.
MIN_SCORE, MIN_TOP_SCORE = 0.22, 0.05


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

    @property
    def total(self) -> int:
        return len(self.best) + sum(len(group.results) for group in self.groups)


class SearchIndex:
    """A full-text table in memory of all documents of a guide. Threads may share it."""

    def __init__(self, guide: Guide) -> None:
        self.documents = search_documents(guide)
        titles = [document.title for document in self.documents]
        self.vocabulary = Vocabulary(titles, (f"{p.context} {p.text}" for p in self.documents), guide.synonyms)
        self._lock = Lock()
        self._table = sqlite3.connect(":memory:", check_same_thread=False)
        finalize(self, self._table.close)
        self._table.execute(
            "CREATE VIRTUAL TABLE documents USING fts5(title, context, text, tokenize = 'porter unicode61')"
        )
        self._titles = [self.vocabulary.index_text(title, with_gapped_phrases=True) for title in titles]
        self._texts = [self.vocabulary.index_text(document.text) for document in self.documents]
        document_counts = Counter(
            stem for title, text in zip(self._titles, self._texts, strict=True) for stem in title.stems | text.stems
        )
        self._stem_rarities = {stem: self._rarity(count) for stem, count in document_counts.items()}
        for number, document in enumerate(self.documents):
            context = self.vocabulary.index_text(document.context).terms
            self._table.execute(
                "INSERT INTO documents (rowid, title, context, text) VALUES (?, ?, ?, ?)",
                (number, self._titles[number].terms, context, self._texts[number].terms),
            )

    def search(self, query: str) -> SearchResults:
        query = clean_query(query)
        parsed = QueryParser(query, self.vocabulary).parse()
        corrections = tuple(
            (word, " or ".join(f"“{other}”" for other in others)) for word, others in parsed.corrections.items()
        )
        if parsed.only_stop_words:
            return SearchResults(query, corrections=corrections, only_stop_words=True)
        numbers = self.ranked(parsed)
        best = self._first_of_each_item(numbers)[:TOP_COUNT]
        marks = frozenset(mark for term in parsed.terms if not term.is_question_word for mark in term.highlights)
        groups = self._grouped([number for number in numbers if number not in best], marks)
        return SearchResults(query, tuple(self._result(number, marks) for number in best), groups, corrections)

    def ranked(self, query: ParsedQuery) -> list[int]:
        """Return the numbers of the matching documents, the best first."""
        scores: dict[int, float] = defaultdict(float)
        coverages: dict[int, float] = defaultdict(float)
        total = 0.0
        for term in query.terms:
            term_scores, coverage = self._score_term(term)
            total += max(coverage.values(), default=0)
            for number, score in term_scores.items():
                scores[number] += score
                coverages[number] += coverage[number]
        stems = {stem for term in query.terms for stem in term.stems.values()}
        for number in scores:
            scores[number] *= (coverages[number] / total) ** COVERAGE_EXPONENT
            scores[number] *= KIND_WEIGHTS.get(self.documents[number].kind, 1)
            scores[number] *= 1 + FULL_TITLE_BONUS * self._titles[number].coverage(stems, self._stem_rarities)
        ordered = sorted(scores, key=lambda number: (-scores[number], number))
        return [
            number
            for rank, number in enumerate(ordered)
            if scores[number] >= scores[ordered[0]] * (MIN_TOP_SCORE if rank < TOP_COUNT else MIN_SCORE)
        ]

    def _rarity(self, count: int) -> float:
        """Return the weight (inverse document frequency) of a word that is in `count` documents."""
        return max(log((len(self.documents) - count + 0.5) / (count + 0.5)), 0.1)

    def _score_term(self, term: QueryTerm) -> tuple[dict[int, float], dict[int, float]]:
        """Return two dicts by document number: the score for a term, and the weight of the best word it has."""
        scores: dict[int, float] = defaultdict(float)
        coverage: dict[int, float] = defaultdict(float)
        for word, weight in term.terms.items():
            # A word has letters and digits only, so in quotation marks it is never an operator.
            with self._lock:
                rows = self._table.execute(
                    "SELECT rowid, bm25(documents, ?, ?, ?) FROM documents WHERE documents MATCH ?",
                    (TITLE_WEIGHT, CONTEXT_WEIGHT, TEXT_WEIGHT, f'"{word}"'),
                ).fetchall()
            rarity = self._rarity(len(rows))
            for number, bm25 in rows:
                factor = TITLE_MATCH_FACTOR if term.stems[word] in self._titles[number].stems else 1
                scores[number] += weight * -bm25 * factor  # bm25() is negative: lower is better
                coverage[number] = max(coverage[number], weight * rarity)
        return scores, coverage

    def _first_of_each_item(self, numbers: Iterable[int]) -> list[int]:
        first: dict[str, int] = {}
        for number in numbers:
            first.setdefault(self.documents[number].item, number)
        return list(first.values())

    def _grouped(self, numbers: list[int], marks: frozenset[Stems]) -> tuple[ResultGroup, ...]:
        """Return results grouped by kind, the kind with the best result first."""
        kinds: dict[str, list[int]] = {}
        for number in numbers:
            kinds.setdefault(self.documents[number].kind, []).append(number)
        return tuple(
            ResultGroup(KINDS[kind], tuple(self._result(number, marks) for number in found[:GROUP_SIZE]))
            for kind, found in kinds.items()
        )

    def _result(self, number: int, marks: frozenset[Stems]) -> SearchResult:
        document = self.documents[number]
        # The answer to a question is in its first sentence.
        start_bonus = 7 if document.kind == "questions" else 2
        text, spans = tokenizer.snippet_window(document.text, self._texts[number].spans(marks), start_bonus=start_bonus)
        title = tokenizer.pieces(document.title, self._titles[number].spans(marks))
        return SearchResult(document, KINDS[document.kind], title, tokenizer.pieces(text, spans))


@cached_on_guide
def index_for(guide: Guide) -> SearchIndex:
    """Return the index of a guide, which is built at the first search."""
    return SearchIndex(guide)
