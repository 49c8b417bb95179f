"""Parses a reader's query into weighted terms, with synonyms and corrected spelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from guide.search import tokenizer
from guide.search.common_words import COMMON_WORDS
from guide.search.names import are_compared, find_names, join_names
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
# The name of the exercise tells its pages from one another only if nothing else is asked, or if two names are compared.
NAME_WEIGHT, COMPARED_NAME_WEIGHT = 0.05, 1.6
GAPPED_PHRASE_WEIGHT = 0.4  # a phrase with other words between its own


@dataclass
class QueryTerm:
    """One word or phrase of a query, and everything that matches it."""

    terms: dict[str, float] = field(default_factory=dict)  # the weights of words and synonym ids
    stems: dict[str, str] = field(default_factory=dict)  # the stems of these; a synonym id is its own stem
    highlights: set[Stems] = field(default_factory=set)
    is_weak: bool = False  # a question word or a name of the exercise, which alone finds nothing

    def add(self, term: str, stem: str, weight: float) -> None:
        self.terms[term] = max(weight, self.terms.get(term, 0))
        self.stems[term] = stem


@dataclass
class ParsedQuery:
    terms: list[QueryTerm]
    corrections: dict[str, tuple[str, ...]]  # the suggestions for each misspelt word
    missing: tuple[str, ...]  # what the guide does not mention, as typed
    corrected_query: str

    @property
    def only_weak_words(self) -> bool:
        return all(term.is_weak for term in self.terms)


def clean_query(query: str) -> str:
    """Return a query on one line, without control and unseen characters, cut to MAX_LETTERS."""
    seen = (letter for letter in query[: 4 * MAX_LETTERS] if letter not in tokenizer.UNSEEN)
    printable = "".join(letter if letter.isprintable() else " " for letter in seen)
    return " ".join(printable.split())[:MAX_LETTERS].strip()


def is_misspelt_common_word(word: str) -> bool:
    """Whether a word is surely an everyday one with 1 letter too many, too few or wrong inside."""
    alike = (other for other in COMMON_WORDS if (other[0], other[-1]) == (word[0], word[-1]))
    return len(word) > 6 and any(OSA.distance(word, other) == 1 and tokenizer.is_slip(word, other) for other in alike)


class QueryParser:
    def __init__(self, query: str, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.corrections: dict[str, tuple[str, ...]] = {}
        self._substitutes: dict[str, list[tuple[str, float]]] = {}
        self._query = query
        words = join_names(tokenizer.words(query)[:MAX_WORDS], vocabulary)
        self.words = self._correct_words(words, vocabulary.stems(words))
        self.stems = vocabulary.stems(self.words)
        self._names = find_names([self.stems[word] for word in self.words], vocabulary)

    def parse(self) -> ParsedQuery:
        terms: list[QueryTerm] = []
        stems = [self.stems[word] for word in self.words]
        matches = list(self.vocabulary.synonym_matches(stems))
        name_weight = self._name_weight()
        start = 0
        while start < len(self.words):
            here = [match for match in matches if match.start == start]
            length = here[0].length if here else 1
            if self._names.get(start, 0) >= length:
                terms.append(self._name_term(start, matches, name_weight))
                length = self._names[start]
            elif length > 1:
                terms.append(self._phrase_term(here[0], matches))
            elif not self._is_stop_word(self.words[start]):
                terms.append(self._word_term(start))
            start += length
        terms += [self._gapped_term(synonym_id) for synonym_id in self.vocabulary.gapped_phrases(stems)]
        for number, term in enumerate(terms):  # so that no word counts twice
            counted = {word for earlier in terms[:number] for word in earlier.terms}
            term.terms = {word: weight for word, weight in term.terms.items() if word not in counted}
        return ParsedQuery([term for term in terms if term.terms], self.corrections, self._missing(), self._corrected())

    def _corrected(self) -> str:
        """Return the query with the first suggestion in the place of each misspelt word."""
        parts, end = [], 0
        for token in tokenizer.tokens(self._query):
            suggestions = self.corrections.get(token.word)
            parts.append(
                self._query[end : token.start]
                + (suggestions[0] if suggestions else self._query[token.start : token.end])
            )
            end = token.end
        return "".join([*parts, self._query[end:]])

    def _missing(self) -> tuple[str, ...]:
        """Return the words that the guide does not have, but for those that say nothing about a topic."""
        typed = {token.word: self._query[token.start : token.end] for token in tokenizer.tokens(self._query)}
        unknown = (word for word in self.words if self._is_missing(word))
        return tuple(dict.fromkeys(typed.get(word, word) for word in unknown))

    def _is_missing(self, word: str) -> bool:
        if self._is_stop_word(word) or word in COMMON_WORDS or word in tokenizer.QUESTION_WORDS:
            return False
        is_word = word.isalpha() and len(word) > 2 and not is_misspelt_common_word(word)
        return is_word and not self._substitutes.get(word) and self.vocabulary.is_missing((self.stems[word],))

    def _name_weight(self) -> float:
        named = {at for start, length in self._names.items() for at in range(start, start + length)}
        others = (word for at, word in enumerate(self.words) if at not in named)
        if all(self._is_stop_word(word) or word in tokenizer.QUESTION_WORDS for word in others):
            return 1
        stems = [self.stems[word] for word in self.words]
        return COMPARED_NAME_WEIGHT if are_compared(self._names, stems, self.vocabulary) else NAME_WEIGHT

    def _name_term(self, start: int, matches: list[SynonymMatch], weight: float) -> QueryTerm:
        length = self._names[start]
        whole = next((match for match in matches if match.start == start and match.length == length), None)
        term = self._phrase_term(whole or SynonymMatch(start, length, ()), matches)
        term.terms = {word: weight * own for word, own in term.terms.items()}
        term.is_weak = weight == NAME_WEIGHT
        return term

    def _gapped_term(self, synonym_id: str) -> QueryTerm:
        term = QueryTerm()
        self._add_synonym(term, synonym_id, GAPPED_PHRASE_WEIGHT)
        return term

    def _is_stop_word(self, word: str) -> bool:
        return word in tokenizer.STOP_WORDS or self.stems[word] in self.vocabulary.stop_word_stems

    def _correct_words(self, words: Sequence[str], stems: dict[str, str]) -> list[str]:
        """Replace each misspelt word that has only one suggestion, so that misspelt phrases are found too."""
        corrected = []
        for at, word in enumerate(words):
            if word not in tokenizer.FUNCTION_WORDS and not self._is_searched(stems[word]):
                self._substitutes[word] = self._find_substitutes(word, last=at == len(words) - 1)
            substitutes = self._substitutes.get(word, [])
            corrected.append(substitutes[0][0] if len(substitutes) == 1 and word in self.corrections else word)
        return corrected

    def _is_searched(self, stem: str) -> bool:
        return stem in self.vocabulary.known_stems or self.vocabulary.has_synonyms((stem,))

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
        term = QueryTerm(is_weak=word in tokenizer.QUESTION_WORDS)
        if term.is_weak:
            term.add(word, self.stems[word], QUESTION_WEIGHT)
        elif self._is_searched(self.stems[word]):
            self._add_word(term, word, 1)
        else:
            for other, weight in self._substitutes.get(word, []):
                self._add_word(term, other, weight)
            if self.stems[word] in self.vocabulary.cited_stems:
                term.add(word, self.stems[word], 1)  # finds sources, but the guide itself does not have it
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
        if last and len(word) > 3 and (longer := self.vocabulary.words_starting_with(word)):
            return [(other, PREFIX_WEIGHT) for other in longer]
        if parts := tokenizer.split_compound(word, self.vocabulary.known):
            return [(part, 1) for part in parts]
        if len(self.corrections) < MAX_CORRECTIONS and word not in COMMON_WORDS:
            suggestions = tokenizer.spelling_suggestions(word, self.vocabulary.known)
            if suggestions:
                self.corrections[word] = tuple(suggestions)
            surely = [other for other in suggestions if tokenizer.is_slip(word, other)]
            return [(other, CORRECTED_WEIGHT / place) for place, other in enumerate(surely, 1)]  # the likeliest first
        return []
