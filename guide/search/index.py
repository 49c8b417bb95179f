"""Find in a guide: an index in memory per edition, asked in a reader's own words."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from threading import Lock
from weakref import finalize

from guide.read_model.guide import Guide, cached_on_guide
from guide.search import tokenizer
from guide.search.documents import Place, places_of
from guide.search.query import Asked, Wish, asked, cleaned
from guide.search.vocabulary import Lexicon, Stems

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
FAVOUR = {"questions": 1.15, "mistakes": 1.05, "variations": 0.9, "sources": 0.35, "pages": 0.9}
"""A question is most often what a reader wants; a source hardly ever."""
TITLE, WITHIN, TEXT = 1.5, 1.2, 1.0
IN_TITLE = 1.9
"""The weight of a column counts for less the oftener a word is there, so a word of the title is raised once more."""
TITLE_SHARE = 0.8
"""What it adds that all of a title was asked for."""
WHOLE = 0.6
"""How much it matters that a place has all that was asked for, and not only some of it."""
BEST = 3
MOST_IN_GROUP = 5
LEAST, LEAST_OF_BEST = 0.22, 0.05
"""What falls below this share of the best score is not shown; the first few may be further off."""


@dataclass(frozen=True)
class Result:
    place: Place
    kind: str
    title: tuple[tokenizer.Piece, ...]
    snippet: tuple[tokenizer.Piece, ...]


@dataclass(frozen=True)
class Group:
    name: str
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Findings:
    query: str
    best: tuple[Result, ...] = ()
    groups: tuple[Group, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    useless: bool = False
    """The query has no word that could be looked for."""

    @property
    def total(self) -> int:
        return len(self.best) + sum(len(group.results) for group in self.groups)


class Index:
    """Every place of a guide in a full-text table in memory. Threads may share it."""

    def __init__(self, guide: Guide) -> None:
        self.places = places_of(guide)
        titles = [place.title for place in self.places]
        self.lexicon = Lexicon(titles, (f"{p.within} {p.text}" for p in self.places), guide.synonyms)
        self._lock = Lock()
        self._table = sqlite3.connect(":memory:", check_same_thread=False)
        finalize(self, self._table.close)
        self._table.execute(
            "CREATE VIRTUAL TABLE places USING fts5(title, within, text, tokenize = 'porter unicode61', detail = full)"
        )
        self._titles = [self.lexicon.read(place.title, apart=True) for place in self.places]
        self._texts = [self.lexicon.read(place.text) for place in self.places]
        self._held = Counter(
            t for pair in zip(self._titles, self._texts, strict=True) for t in {*pair[0].all, *pair[1].all}
        )
        withins = [self.lexicon.read(place.within).terms for place in self.places]
        rows = zip(
            range(len(self.places)),
            (title.terms for title in self._titles),
            withins,
            (text.terms for text in self._texts),
            strict=True,
        )
        self._table.executemany("INSERT INTO places (rowid, title, within, text) VALUES (?, ?, ?, ?)", rows)

    def find(self, query: str) -> Findings:
        query = cleaned(query)
        wanted = asked(query, self.lexicon)
        mended = tuple((word, " or ".join(f"“{other}”" for other in others)) for word, others in wanted.mended.items())
        if wanted.useless:
            return Findings(query, mended=mended, useless=True)
        numbers = self.ranked(wanted)
        best = self._first_of_each_item(numbers)[:BEST]
        marks = frozenset(mark for wish in wanted.wishes if not wish.asking for mark in wish.marks)
        groups = self._grouped([number for number in numbers if number not in best], marks)
        return Findings(query, tuple(self._result(number, marks) for number in best), groups, mended)

    def ranked(self, wanted: Asked) -> list[int]:
        """The numbers of the places that are worth showing, the best first."""
        scores: Counter[int] = Counter()
        reached: Counter[int] = Counter()
        total = 0.0
        for wish in wanted.wishes:
            found, told = self._found(wish)
            total += max(told.values(), default=0)
            scores.update(found)
            reached.update(told)
        stems = {stem for wish in wanted.wishes for stem in wish.stems.values()}
        for number in scores:
            scores[number] *= (reached[number] / total) ** WHOLE * FAVOUR.get(self.places[number].kind, 1)
            scores[number] *= 1 + TITLE_SHARE * self._titles[number].share(stems, self._rarity)
        ordered = sorted(scores, key=lambda number: (-scores[number], number))
        enough = [LEAST_OF_BEST if place < BEST else LEAST for place in range(len(ordered))]
        return [
            number
            for number, least in zip(ordered, enough, strict=True)
            if scores[number] >= least * scores[ordered[0]]
        ]

    def _rarity(self, stem: str) -> float:
        return self._rarity_of(self._held[stem])

    def _rarity_of(self, holding: int) -> float:
        """How much a word says that so many places hold: what is everywhere says next to nothing."""
        return max(log((len(self.places) - holding + 0.5) / (holding + 0.5)), 0.1)

    def _found(self, wish: Wish) -> tuple[Counter[int], Counter[int]]:
        """The places that hold one wish: their scores, and how much of the wish each has."""
        found: Counter[int] = Counter()
        told: Counter[int] = Counter()
        for term, worth in wish.terms.items():
            # A term is letters and digits only, so within quotation marks it can never be read as an operator.
            with self._lock:
                rows = self._table.execute(
                    "SELECT rowid, bm25(places, ?, ?, ?) FROM places WHERE places MATCH ?",
                    (TITLE, WITHIN, TEXT, f'"{term}"'),
                ).fetchall()
            tells = worth * self._rarity_of(len(rows))
            for number, score in rows:
                found[number] += worth * -score * (IN_TITLE if self._titles[number].holds(wish.stems[term]) else 1)
                told[number] = max(told[number], tells)
        return found, told

    def _first_of_each_item(self, numbers: Iterable[int]) -> list[int]:
        first: dict[str, int] = {}
        for number in numbers:
            first.setdefault(self.places[number].item, number)
        return list(first.values())

    def _grouped(self, numbers: list[int], marks: frozenset[Stems]) -> tuple[Group, ...]:
        """The other results by kind, the kind with the best of them first."""
        kinds: dict[str, list[int]] = {}
        for number in numbers:
            kinds.setdefault(self.places[number].kind, []).append(number)
        return tuple(
            Group(KINDS[kind], tuple(self._result(number, marks) for number in found[:MOST_IN_GROUP]))
            for kind, found in kinds.items()
        )

    def _result(self, number: int, marks: frozenset[Stems]) -> Result:
        place = self.places[number]
        # The first sentence of an answer answers; elsewhere what was looked for may stand anywhere.
        lead = 7 if place.kind == "questions" else 2
        text, inside = tokenizer.window(place.text, self._texts[number].spans(marks), lead=lead)
        title = tokenizer.pieces(place.title, self._titles[number].spans(marks))
        return Result(place, KINDS[place.kind], title, tokenizer.pieces(text, inside))


@cached_on_guide
def index_of(guide: Guide) -> Index:
    """The index of a guide, built when somebody first searches in it."""
    return Index(guide)
