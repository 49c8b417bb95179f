"""Parses a reader's query into weighted terms, with synonyms and corrected spelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from guide.search import tokenizer
from guide.search.vocabulary import Stems, SynonymMatch, Vocabulary

MAX_LETTERS = 200
MAX_WORDS = 24
MAX_CORRECTIONS = 6
# Weights of words; a word that a title has weighs 1.
IN_PHRASE_WEIGHT = 0.25  # part of a phrase that has synonyms
WITH_SYNONYM_WEIGHT = 0.45
CORRECTED_WEIGHT = 0.7
PREFIX_WEIGHT = 0.8  # not typed to its end
QUESTION_WEIGHT = 0.3  # such as “how”
OFF_TOPIC_WEIGHT = 0.6  # in no title
NUMBER_WEIGHT = 0.3
GAPPED_PHRASE_WEIGHT = 0.4  # a phrase with other words between its own


@dataclass
class QueryTerm:
    """One word or phrase of a query, and everything that matches it."""

    terms: dict[str, float] = field(default_factory=dict)  # the weights of words and synonym ids
    stems: dict[str, str] = field(default_factory=dict)  # the stems of these; a synonym id is its own stem
    highlights: set[Stems] = field(default_factory=set)
    is_question_word: bool = False

    def add(self, term: str, stem: str, weight: float) -> None:
        self.terms[term] = max(weight, self.terms.get(term, 0))
        self.stems[term] = stem


@dataclass
class ParsedQuery:
    terms: list[QueryTerm]
    corrections: dict[str, tuple[str, ...]]  # the suggestions for each misspelt word

    @property
    def only_stop_words(self) -> bool:
        return all(term.is_question_word for term in self.terms)


def clean_query(query: str) -> str:
    """Return a query on one line, without control and unseen characters, cut to MAX_LETTERS."""
    seen = (letter for letter in query[: 4 * MAX_LETTERS] if letter not in tokenizer.UNSEEN)
    printable = "".join(letter if letter.isprintable() else " " for letter in seen)
    return " ".join(printable.split())[:MAX_LETTERS].strip()


class QueryParser:
    def __init__(self, query: str, vocabulary: Vocabulary) -> None:
        words = tokenizer.words(query)[:MAX_WORDS]
        self.vocabulary = vocabulary
        self.corrections: dict[str, tuple[str, ...]] = {}
        self._substitutes: dict[str, list[tuple[str, float]]] = {}
        self.words = self._correct_words(words, vocabulary.stems(words))
        self.stems = vocabulary.stems(self.words)

    def parse(self) -> ParsedQuery:
        terms: list[QueryTerm] = []
        stems = [self.stems[word] for word in self.words]
        matches = list(self.vocabulary.synonym_matches(stems))
        start = 0
        while start < len(self.words):
            here = [match for match in matches if match.start == start]
            if here and here[0].length > 1:
                terms.append(self._phrase_term(here[0], matches))
                start += here[0].length
                continue
            if not self._is_stop_word(self.words[start]):
                terms.append(self._word_term(start))
            start += 1
        for synonym_id in self.vocabulary.gapped_phrases(stems):
            term = QueryTerm()
            self._add_synonym(term, synonym_id, GAPPED_PHRASE_WEIGHT)
            terms.append(term)
        for number, term in enumerate(terms):  # so that no word counts twice
            counted = {word for earlier in terms[:number] for word in earlier.terms}
            term.terms = {word: weight for word, weight in term.terms.items() if word not in counted}
        return ParsedQuery([term for term in terms if term.terms], self.corrections)

    def _is_stop_word(self, word: str) -> bool:
        return word in tokenizer.STOP_WORDS or self.stems[word] in self.vocabulary.stop_word_stems

    def _correct_words(self, words: Sequence[str], stems: dict[str, str]) -> list[str]:
        """Replace each misspelt word that has only one suggestion, so that misspelt phrases are found too."""
        corrected = []
        for at, word in enumerate(words):
            if word not in tokenizer.FUNCTION_WORDS and stems[word] not in self.vocabulary.known_stems:
                self._substitutes[word] = self._find_substitutes(word, last=at == len(words) - 1)
            substitutes = self._substitutes.get(word, [])
            corrected.append(substitutes[0][0] if len(substitutes) == 1 and word in self.corrections else word)
        return corrected

    def _phrase_term(self, match: SynonymMatch, matches: list[SynonymMatch]) -> QueryTerm:
        """Return the term of a phrase that has synonyms, with its words and the phrases that overlap it."""
        term = QueryTerm()
        inside = range(match.start, match.start + match.length)
        for synonym_id in match.synonym_ids:
            self._add_synonym(term, synonym_id, 1)
        for word in self.words[match.start : inside.stop]:
            if word not in tokenizer.FUNCTION_WORDS:
                term.add(word, self.stems[word], IN_PHRASE_WEIGHT)
                term.highlights.add((self.stems[word],))
        for other in matches:
            if other != match and other.start in inside:
                is_part = other.start + other.length <= inside.stop
                for synonym_id in other.synonym_ids:
                    term.add(synonym_id, synonym_id, IN_PHRASE_WEIGHT if is_part else 1)
        return term

    def _word_term(self, at: int) -> QueryTerm:
        word = self.words[at]
        term = QueryTerm(is_question_word=word in tokenizer.QUESTION_WORDS)
        if term.is_question_word:
            term.add(word, self.stems[word], QUESTION_WEIGHT)
        elif self.stems[word] in self.vocabulary.known_stems:
            self._add_word(term, word, 1)
        else:
            for other, weight in self._substitutes.get(word, []):
                self._add_word(term, other, weight)
        joined = "".join(self.words[at : at + 2])
        if at + 1 < len(self.words) and len(joined) > 5 and joined in self.vocabulary.known:
            self._add_word(term, joined, 1)  # the guide has the two words as one
        return term

    def _add_word(self, term: QueryTerm, word: str, weight: float) -> None:
        stem = self.vocabulary.stems([word])[word]
        synonym_ids = [found for match in self.vocabulary.synonym_matches([stem]) for found in match.synonym_ids]
        own_weight = NUMBER_WEIGHT if word.isdigit() else 1 if stem in self.vocabulary.title_stems else OFF_TOPIC_WEIGHT
        term.add(word, stem, weight * (WITH_SYNONYM_WEIGHT if synonym_ids else own_weight))
        term.highlights.add((stem,))
        for synonym_id in synonym_ids:
            self._add_synonym(term, synonym_id, weight / len(synonym_ids) ** 0.5)

    def _add_synonym(self, term: QueryTerm, synonym_id: str, weight: float) -> None:
        term.add(synonym_id, synonym_id, weight)
        term.highlights.update(self.vocabulary.synonym_phrases[synonym_id])

    def _find_substitutes(self, word: str, *, last: bool) -> list[tuple[str, float]]:
        """Return known words to search for instead of an unknown one, with their weights.

        The last word may be unfinished: known words that start with it are tried first.
        """
        if last and len(word) > 2 and (longer := self.vocabulary.words_starting_with(word)):
            return [(other, PREFIX_WEIGHT) for other in longer]
        if parts := tokenizer.split_compound(word, self.vocabulary.known):
            return [(part, 1) for part in parts]
        if len(self.corrections) < MAX_CORRECTIONS:
            if suggestions := tokenizer.spelling_suggestions(word, self.vocabulary.known):
                self.corrections[word] = tuple(suggestions)
            return [(other, CORRECTED_WEIGHT) for other in suggestions]
        return []
