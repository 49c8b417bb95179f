"""The search index: an SQLite full-text table in memory for each edition, and the ranking of its results."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from threading import Lock
from weakref import finalize

from guide.read_model.guide import Guide, cached_on_guide
from guide.search.documents import SearchDocument, search_documents
from guide.search.query import ParsedQuery, QueryParser, QueryTerm, clean_query
from guide.search.snippets import TextPiece, answering_sentence, pieces
from guide.search.vocabulary import Stems, Vocabulary

# The kinds of results, with their names.
KINDS = {
    "questions": "Question",
    "sections": "Guide",
    "variations": "Variation",
    "mistakes": "Mistake",
    "muscles": "Muscle",
    "audiences": "Who it suits",
    "pages": "Page",
    "facts": "Key facts",
    "sources": "Source",
}
# Readers want a question most often.
KIND_WEIGHTS = {"questions": 1.15, "mistakes": 1.05, "variations": 0.9, "pages": 0.9}
LAST_KINDS = ("facts", "sources")  # they never come before pages
COLUMN_WEIGHTS = (1.5, 1.2, 1.0, 0.4)  # of title, context, text and studies, for bm25()
TITLE_MATCH_FACTOR = 1.9  # on top of the weight of the column, which bm25() dampens for frequent words
FULL_TITLE_BONUS = 0.9  # added if the query has all words of a title
COVERAGE_EXPONENT = 0.5  # how much it matters that a document has all terms of the query
HIT_COUNT, MENTION_COUNT = 6, 12
# Results with a smaller share of the best score only mention the words; those below the second limit are left out.
MIN_HIT_SCORE, MIN_SCORE = 0.22, 0.08
MIN_HITS = 3  # that many are hits even if they score less


@dataclass(frozen=True)
class SearchResult:
    document: SearchDocument
    place: str  # the section, or the kind of item
    snippet: tuple[TextPiece, ...]


@dataclass(frozen=True)
class SearchResults:
    query: str
    hits: tuple[SearchResult, ...] = ()  # one of each item, the best first
    mentions: tuple[SearchResult, ...] = ()  # what only mentions the words
    missing: tuple[str, ...] = ()  # words that the guide does not have
    misspelt: tuple[str, ...] = ()
    corrected_query: str = ""

    @property
    def best(self) -> SearchResult | None:
        """The answer. There is none if the guide lacks a word that was asked for."""
        return self.hits[0] if self.hits and not self.missing else None

    @property
    def others(self) -> tuple[SearchResult, ...]:
        return self.hits[1:] if self.best else self.hits


class SearchIndex:
    """A full-text table in memory of all documents of a guide. Threads may share it."""

    def __init__(self, guide: Guide) -> None:
        self.documents = search_documents(guide)
        self.vocabulary = vocabulary_of(guide, self.documents)
        self._lock = Lock()
        self._table = sqlite3.connect(":memory:", check_same_thread=False)
        finalize(self, self._table.close)
        self._table.execute(
            "CREATE VIRTUAL TABLE documents USING fts5(title, context, text, studies, tokenize = 'porter unicode61')"
        )
        self._titles = [self.vocabulary.index_text(each.title, with_gapped_phrases=True) for each in self.documents]
        self._texts = [self.vocabulary.index_text(document.text) for document in self.documents]
        document_counts = Counter(
            stem for title, text in zip(self._titles, self._texts, strict=True) for stem in title.stems | text.stems
        )
        self._stem_rarities = {stem: self._rarity(count) for stem, count in document_counts.items()}
        for number, document in enumerate(self.documents):
            context, studies = (self.vocabulary.index_text(text).terms for text in (document.context, document.studies))
            self._table.execute(
                "INSERT INTO documents (rowid, title, context, text, studies) VALUES (?, ?, ?, ?, ?)",
                (number, self._titles[number].terms, context, self._texts[number].terms, studies),
            )

    def search(self, query: str) -> SearchResults:
        query = clean_query(query)
        parsed = QueryParser(query, self.vocabulary).parse()
        scores = {} if parsed.only_weak_words else self.scores(parsed)
        ordered = sorted(scores, key=lambda number: (self._is_last(number), -scores[number], number))
        least = MIN_SCORE * max(scores.values(), default=0)
        hits = self._hits(ordered, scores)
        strong = enumerate(term for term in parsed.terms if not term.is_weak)
        marks = {stems: number for number, term in strong for stems in term.highlights}
        mentions = [number for number in ordered if number not in hits and scores[number] >= least]
        return SearchResults(
            query,
            tuple(self._result(number, marks) for number in hits),
            tuple(self._result(number, marks) for number in mentions[:MENTION_COUNT]),
            parsed.missing,
            tuple(parsed.corrections),
            parsed.corrected_query,
        )

    def _hits(self, ordered: list[int], scores: dict[int, float]) -> list[int]:
        """Return the first document of each item, without sources, and without facts if anything else is there."""
        pages = [number for number in ordered if self.documents[number].kind != "sources"]
        pages = [number for number in pages if not self._is_last(number)] or pages
        hits = self._first_of_each_item(pages)[:HIT_COUNT]
        return [
            number
            for rank, number in enumerate(hits)
            if scores[number] >= scores[hits[0]] * (MIN_SCORE if rank < MIN_HITS else MIN_HIT_SCORE)
        ]

    def _is_last(self, number: int) -> bool:
        return self.documents[number].kind in LAST_KINDS

    def scores(self, query: ParsedQuery) -> dict[int, float]:
        """Return the score of each document that matches more than weak words."""
        scores: dict[int, float] = defaultdict(float)
        coverages: dict[int, float] = defaultdict(float)
        found: set[int] = set()
        total = 0.0
        for term in query.terms:
            term_scores, coverage = self._score_term(term)
            total += max(coverage.values(), default=0)
            found |= set() if term.is_weak else term_scores.keys()
            for number, score in term_scores.items():
                scores[number] += score
                coverages[number] += coverage[number]
        stems = {stem for term in query.terms for stem in term.stems.values() if not term.is_weak}
        for number in found:
            scores[number] *= (coverages[number] / total) ** COVERAGE_EXPONENT
            scores[number] *= KIND_WEIGHTS.get(self.documents[number].kind, 1)
            scores[number] *= 1 + FULL_TITLE_BONUS * self._titles[number].coverage(stems, self._stem_rarities)
        return {number: scores[number] for number in found}

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
                    "SELECT rowid, bm25(documents, ?, ?, ?, ?) FROM documents WHERE documents MATCH ?",
                    (*COLUMN_WEIGHTS, f'"{word}"'),
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

    def _result(self, number: int, marks: Mapping[Stems, int]) -> SearchResult:
        document = self.documents[number]
        # The answer to a question is in its first sentence.
        start_bonus = 7 if document.kind == "questions" else 2
        text, shown = answering_sentence(document.text, self._texts[number].marks(marks), start_bonus=start_bonus)
        place = document.context if document.kind == "sections" and document.context else KINDS[document.kind]
        return SearchResult(document, place, pieces(text, shown))


def vocabulary_of(guide: Guide, documents: Sequence[SearchDocument]) -> Vocabulary:
    """Return the words of the pages. What only the sources have, such as names of authors, the guide does not say."""
    cover = guide.cover
    pages = [document for document in documents if document.kind != "sources"]
    return Vocabulary(
        [document.title for document in pages],
        (f"{document.context} {document.text} {document.studies}" for document in pages),
        guide.synonyms,
        cited=[f"{each.title} {each.context} {each.text}" for each in documents if each.kind == "sources"],
        names=[cover.name, cover.exercise, *(other.name for other in cover.names)],
        subjects=[variation.title for variation in guide.variations],
    )


@cached_on_guide
def index_for(guide: Guide) -> SearchIndex:
    """Return the index of a guide, which is built at the first search."""
    return SearchIndex(guide)
