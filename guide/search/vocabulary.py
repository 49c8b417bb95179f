"""The words of a guide, their stems and their synonyms."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import NamedTuple

from guide.read_model.parts import FrozenSynonyms
from guide.search import tokenizer
from guide.search.snippets import Mark

Stems = tuple[str, ...]
RELATED = "related-"  # the start of the key of groups of words that are no synonyms
MAX_GAP = 2  # how many other words may stand between the words of a gapped phrase


class SynonymMatch(NamedTuple):
    """A word or phrase that has synonyms. A synonym id stands for a group of synonyms; it is indexed like a word."""

    start: int
    length: int
    synonym_ids: tuple[str, ...]


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """Return the stem of each word, by SQLite's porter tokenizer."""
    distinct = list(dict.fromkeys(words))
    stems = {word: word for word in distinct}
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE words USING fts5(word, tokenize = 'porter unicode61')")
        database.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(words, instance)")
        database.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", enumerate(distinct))
        for number, stem in database.execute("SELECT doc, term FROM stems"):
            stems[distinct[number]] = stem
    return stems


def words_of(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in tokenizer.words(text))


def is_related(group: FrozenSynonyms) -> bool:
    """Whether the words of a group are different things: the search leads from one to the other, and says so."""
    return group.slug.startswith(RELATED)


class IndexedText:
    """A text with the stems of its words and the ids of their synonyms."""

    def __init__(
        self, tokens: Sequence[tokenizer.Token], stems: Sequence[str], matches: Sequence[SynonymMatch]
    ) -> None:
        self._tokens, self._stems = tokens, stems
        synonym_ids = [synonym_id for match in matches for synonym_id in match.synonym_ids]
        self.terms = " ".join([*(token.word for token in tokens), *synonym_ids])
        self.stems = {*stems, *synonym_ids}
        equivalents = [{stem} for stem in stems]
        for match in matches:
            for at in range(match.start, match.start + match.length):
                equivalents[at].update(match.synonym_ids)
        self._content_words = [
            words
            for token, words in zip(tokens, equivalents, strict=True)
            if token.word not in tokenizer.FUNCTION_WORDS
        ]

    def coverage(self, query_stems: Collection[str], rarities: Mapping[str, float]) -> float:
        """Return the share of the text's content words that are in the query, from 0 to 1, weighted by their rarity."""
        weighted = [
            (max(rarities[word] for word in words), not words.isdisjoint(query_stems)) for words in self._content_words
        ]
        total = sum(weight for weight, _ in weighted)
        return sum(weight for weight, in_query in weighted if in_query) / (total or 1)

    def marks(self, terms: Mapping[Stems, int]) -> list[Mark]:
        """Mark the words and phrases with these stems, which belong to the terms of a query; the longest at a place."""
        lengths = sorted({len(stems) for stems in terms}, reverse=True)
        marks, at = list[Mark](), 0
        while at < len(self._stems):
            possible = (n for n in lengths if at + n <= len(self._stems))
            length = next((n for n in possible if tuple(self._stems[at : at + n]) in terms), 0)
            if length:
                term = terms[tuple(self._stems[at : at + length])]
                marks.append(Mark(self._tokens[at].start, self._tokens[at + length - 1].end, term))
            at += length or 1
        return marks


class Vocabulary:
    """The words of titles and texts. Words that only `cited` has, such as names of authors, are not known."""

    def __init__(
        self,
        titles: Sequence[str],
        texts: Iterable[str],
        synonyms: Sequence[FrozenSynonyms],
        *,
        cited: Sequence[str] = (),
        names: Sequence[str] = (),
        subjects: Sequence[str] = (),
    ) -> None:
        phrases = [phrase for group in synonyms for phrase in group.words]
        counted = words_of((*titles, *texts))
        counted += words_of(phrase for group in synonyms if not is_related(group) for phrase in group.words)
        self._stems = stems_of(counted + words_of((*cited, *names, *subjects, *phrases)))
        self.known = {word: count for word, count in counted.items() if word not in tokenizer.STOP_WORDS}
        self.known_stems = {self._stems[word] for word in self.known}
        self.cited_stems = {self._stems[word] for word in words_of(cited)}
        self.title_stems = {self._stems[word] for word in words_of(titles)}
        self._set_synonyms(synonyms)
        self._set_stop_words()
        self._set_names(names, subjects)

    def _set_synonyms(self, synonyms: Sequence[FrozenSynonyms]) -> None:
        self._synonym_ids: dict[Stems, list[str]] = {}
        self.synonym_phrases: dict[str, list[Stems]] = {}
        for number, group in enumerate(synonyms):
            for phrase in group.words:
                self._add(self._stems_in(phrase), f"same{number}same")
        self._related_ids = {f"same{number}same" for number, group in enumerate(synonyms) if is_related(group)}
        self._longest: dict[str, int] = {}
        for stems in self._synonym_ids:
            self._longest[stems[0]] = max(len(stems), self._longest.get(stems[0], 0))

    def _stems_in(self, text: str) -> Stems:
        return tuple(self._stems[word] for word in tokenizer.words(text))

    def _set_stop_words(self) -> None:
        stop_word_stems = set(stems_of(tokenizer.STOP_WORDS).values())
        # A stop word with synonyms is searched like any other word.
        self.stop_word_stems = {stem for stem in stop_word_stems if (stem,) not in self._synonym_ids}
        self._gapped_phrases: dict[frozenset[str], list[str]] = {}
        question_word_stems = stems_of(tokenizer.QUESTION_WORDS).values()
        for stems, synonym_ids in self._synonym_ids.items():
            content_words = frozenset(stems).difference(stop_word_stems, question_word_stems)
            if len(content_words) > 1:
                self._gapped_phrases.setdefault(content_words, []).extend(synonym_ids)

    def is_missing(self, phrase: Stems) -> bool:
        """Whether the guide has neither a phrase nor a synonym of it. What is only related is no synonym."""
        has_synonym = any(synonym_id not in self._related_ids for synonym_id in self._synonym_ids.get(phrase, ()))
        return not has_synonym and not self.known_stems.issuperset(phrase)

    def has_synonyms(self, phrase: Stems) -> bool:
        return phrase in self._synonym_ids

    def _set_names(self, names: Sequence[str], subjects: Sequence[str]) -> None:
        """Set the names of the exercise, with their synonyms. They hold no word that tells variations apart."""
        exercise, *others = [self._stems_in(name) for name in names] or [()]
        told_apart = {self._stems[word] for word in words_of(subjects)}.difference(exercise)
        own = [tuple(stem for stem in name if stem not in told_apart) for name in (exercise, *others)]
        ids = {synonym_id for name in own for synonym_id in self._synonym_ids.get(name, ())}
        equals = [phrase for synonym_id in ids for phrase in self.synonym_phrases[synonym_id]]
        self._names = set(filter(None, (*own, *equals)))
        self._longest_name = max(map(len, self._names), default=0)

    def name_length(self, stems: Sequence[str]) -> int:
        """Return how many of the first stems are a name of the exercise; 0 if it has no such name."""
        lengths = range(min(self._longest_name, len(stems)), 0, -1)
        return next((length for length in lengths if tuple(stems[:length]) in self._names), 0)

    def _add(self, phrase: Stems, synonym_id: str) -> None:
        if not phrase:
            return
        synonym_ids = self._synonym_ids.setdefault(phrase, [])
        if synonym_id not in synonym_ids:
            synonym_ids.append(synonym_id)
            self.synonym_phrases.setdefault(synonym_id, []).append(phrase)

    def index_text(self, text: str, *, with_gapped_phrases: bool = False) -> IndexedText:
        """Index a text of the guide, optionally with the phrases that have other words between theirs."""
        tokens = tokenizer.tokens(text)
        stems = [self._stems[token.word] for token in tokens]
        matches = list(self.synonym_matches(stems))
        if with_gapped_phrases:
            found = {synonym_id for match in matches for synonym_id in match.synonym_ids}
            matches.append(SynonymMatch(0, 0, tuple(sorted({*self.gapped_phrases(stems)} - found))))
        return IndexedText(tokens, stems, matches)

    def stems(self, words: Iterable[str]) -> dict[str, str]:
        """Return the stem of each word; the words may be unknown to the guide."""
        words = list(words)
        unknown = stems_of(word for word in words if word not in self._stems)
        return {word: unknown.get(word) or self._stems[word] for word in words}

    def synonym_matches(self, stems: Sequence[str]) -> Iterator[SynonymMatch]:
        """Find all words and phrases that have synonyms, the longest at each place first."""
        for start in range(len(stems)):
            for length in range(min(self._longest.get(stems[start], 0), len(stems) - start), 0, -1):
                synonym_ids = self._synonym_ids.get(tuple(stems[start : start + length]))
                if synonym_ids:
                    yield SynonymMatch(start, length, tuple(synonym_ids))

    def gapped_phrases(self, stems: Sequence[str]) -> Iterator[str]:
        """Return the synonym ids of phrases whose content words are near each other, in any order.

        For example, “my chest feels tight” matches “tight chest”.
        """
        positions = {stem: number for number, stem in enumerate(stems)}
        for content_words, synonym_ids in self._gapped_phrases.items():
            if content_words <= positions.keys():
                own = [positions[stem] for stem in content_words]
                if max(own) - min(own) < len(content_words) + MAX_GAP:
                    yield from synonym_ids

    def words_starting_with(self, prefix: str, max_count: int = 6) -> list[str]:
        """Return known words with this prefix, the most frequent first."""
        found = [word for word in self.known if word.startswith(prefix)]
        return sorted(found, key=lambda word: (-self.known[word], len(word), word))[:max_count]
