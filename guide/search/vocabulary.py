"""The words that a guide knows: their stems, and which of them mean the same."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

from guide.read_model.parts import FrozenSynonyms
from guide.search import tokenizer

Stems = tuple[str, ...]
MAX_GAP = 2
"""How many other words may stand between those of a phrase."""


class SynonymMatch(NamedTuple):
    """A word or phrase that has synonyms: where it stands, and the sign for all that mean the same."""

    start: int
    length: int
    synonym_ids: tuple[str, ...]


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """The stem of each word, as the porter tokenizer of SQLite has it. Nothing is kept."""
    distinct = list(dict.fromkeys(words))
    stems = {word: word for word in distinct}
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE words USING fts5(word, tokenize = 'porter unicode61')")
        database.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(words, instance)")
        database.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", enumerate(distinct))
        for number, stem in database.execute("SELECT doc, term FROM stems"):
            stems[distinct[number]] = stem
    return stems


class IndexedText:
    """A text as the index has it: its words, their stems, and the signs of those that have synonyms."""

    def __init__(
        self, tokens: Sequence[tokenizer.Token], stems: Sequence[str], meanings: Sequence[SynonymMatch]
    ) -> None:
        self._tokens, self._stems = tokens, stems
        signs = [sign for meaning in meanings for sign in meaning.synonym_ids]
        self.terms = " ".join([*(token.word for token in tokens), *signs])
        self.all = {*stems, *signs}
        meant = [{stem} for stem in stems]
        for meaning in meanings:
            for at in range(meaning.start, meaning.start + meaning.length):
                meant[at].update(meaning.synonym_ids)
        self._content_words = [
            words for token, words in zip(tokens, meant, strict=True) if token.word not in tokenizer.FUNCTION_WORDS
        ]

    def holds(self, stem: str) -> bool:
        return stem in self.all

    def share(self, query_stems: Collection[str], rarity: Callable[[str], float]) -> float:
        """How much of what the text tells was asked for, from 0 to 1; what is rare tells more."""
        weighted = [(max(map(rarity, words)), not words.isdisjoint(query_stems)) for words in self._content_words]
        return sum(worth for worth, met in weighted if met) / (sum(worth for worth, _ in weighted) or 1)

    def spans(self, marks: Collection[Stems]) -> list[tuple[int, int]]:
        """The stretches of the text whose words have these stems, the longest at each place."""
        lengths = sorted({len(mark) for mark in marks}, reverse=True)
        spans, at = [], 0
        while at < len(self._stems):
            fitting = (n for n in lengths if at + n <= len(self._stems))
            length = next((n for n in fitting if tuple(self._stems[at : at + n]) in marks), 0)
            spans += [(self._tokens[at].start, self._tokens[at + length - 1].end)] if length else []
            at += length or 1
        return spans


class Vocabulary:
    def __init__(self, titles: Sequence[str], texts: Iterable[str], synonyms: Sequence[FrozenSynonyms]) -> None:
        counted = Counter(word for text in (*titles, *texts) for word in tokenizer.words(text))
        phrases = {phrase: tokenizer.words(phrase) for group in synonyms for phrase in group.words}
        for found in phrases.values():
            counted.update(word for word in found if word not in tokenizer.STOP_WORDS)
        self._stems = stems_of([*counted, *(word for phrase in phrases.values() for word in phrase)])
        self.known = {word: count for word, count in counted.items() if word not in tokenizer.STOP_WORDS}
        self.known_stems = {self._stems[word] for word in self.known}
        self.title_stems = {self._stems[word] for title in titles for word in tokenizer.words(title)}
        self._synonym_ids: dict[Stems, list[str]] = {}
        self._phrases: dict[str, list[Stems]] = {}
        for number, group in enumerate(synonyms):
            for phrase in group.words:
                self._add(tuple(self._stems[word] for word in phrases[phrase]), f"same{number}same")
        self._longest: dict[str, int] = {}
        for stems in self._synonym_ids:
            self._longest[stems[0]] = max(len(stems), self._longest.get(stems[0], 0))

        self._set_stop_words(stems_of(tokenizer.STOP_WORDS).values(), stems_of(tokenizer.ASKING).values())

    def _set_stop_words(self, empty: Collection[str], asking: Collection[str]) -> None:
        """Every form of a word that says nothing does so, unless editors gave it a meaning."""
        self._stop_word_stems = {stem for stem in empty if (stem,) not in self._synonym_ids}
        self._gapped_phrases: dict[frozenset[str], list[str]] = {}
        for phrase, signs in self._synonym_ids.items():
            telling = frozenset(phrase).difference(empty, asking)
            if len(telling) > 1:
                self._gapped_phrases.setdefault(telling, []).extend(signs)

    def _add(self, phrase: Stems, sign: str) -> None:
        if not phrase:
            return
        signs = self._synonym_ids.setdefault(phrase, [])
        if sign not in signs:
            signs.append(sign)
            self._phrases.setdefault(sign, []).append(phrase)

    def index_text(self, text: str, *, with_gapped_phrases: bool = False) -> IndexedText:
        """A text of the guide, word by word; a title also holds phrases that are `apart` in it."""
        tokens = tokenizer.tokens(text)
        stems = [self._stems[token.word] for token in tokens]
        meanings = list(self.synonym_matches(stems))
        if with_gapped_phrases:
            found = {sign for meaning in meanings for sign in meaning.synonym_ids}
            meanings.append(SynonymMatch(0, 0, tuple(sorted({*self.gapped_phrases(stems)} - found))))
        return IndexedText(tokens, stems, meanings)

    def stems(self, words: Iterable[str]) -> dict[str, str]:
        """The stems of words that may be known or not."""
        words = list(words)
        unknown = stems_of(word for word in words if word not in self._stems)
        return {word: unknown.get(word) or self._stems[word] for word in words}

    def is_stop_word(self, stem: str) -> bool:
        return stem in self._stop_word_stems

    def synonym_matches(self, stems: Sequence[str]) -> Iterator[SynonymMatch]:
        """Every word and phrase that has synonyms, the longest at each place first."""
        for start in range(len(stems)):
            for length in range(min(self._longest.get(stems[start], 0), len(stems) - start), 0, -1):
                signs = self._synonym_ids.get(tuple(stems[start : start + length]))
                if signs:
                    yield SynonymMatch(start, length, tuple(signs))

    def gapped_phrases(self, stems: Sequence[str]) -> Iterator[str]:
        """The signs of phrases whose telling words are all near each other, in any order: “my chest feels tight”."""
        at = {stem: number for number, stem in enumerate(stems)}
        for telling, signs in self._gapped_phrases.items():
            if telling <= at.keys():
                places = [at[stem] for stem in telling]
                if max(places) - min(places) < len(telling) + MAX_GAP:
                    yield from signs

    def synonym_phrases(self, sign: str) -> list[Stems]:
        """The stems of every phrase that a sign stands for."""
        return self._phrases.get(sign, [])

    def words_starting_with(self, start: str, most: int = 6) -> list[str]:
        """Known words that begin so, the commonest first."""
        found = [word for word in self.known if word.startswith(start)]
        return sorted(found, key=lambda word: (-self.known[word], len(word), word))[:most]
