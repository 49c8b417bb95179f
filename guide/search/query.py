"""A reader's own words taken apart: what to look for, in which words, and what each is worth."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from guide.search import tokenizer
from guide.search.vocabulary import Stems, SynonymMatch, Vocabulary

MAX_LETTERS = 200
MAX_WORDS = 24
MAX_CORRECTIONS = 6
(
    IN_PHRASE_WEIGHT,
    WITH_SYNONYM_WEIGHT,
    CORRECTED_WEIGHT,
    PREFIX_WEIGHT,
    QUESTION_WEIGHT,
    OFF_TOPIC_WEIGHT,
    NUMBER_WEIGHT,
) = 0.25, 0.45, 0.7, 0.8, 0.3, 0.6, 0.3
"""What a word is worth that is part of a phrase, that has synonyms, that was mistyped, unfinished, that only asks, that
is in no title, or that is a number."""
GAPPED_PHRASE_WEIGHT = 0.4
"""What a phrase is worth whose words have others between them."""


@dataclass
class QueryTerm:
    """One word or phrase of a query, and everything that stands for it."""

    terms: dict[str, float] = field(default_factory=dict)
    """Words and signs of synonyms, with what each is worth."""
    stems: dict[str, str] = field(default_factory=dict)
    """The stems of those words; a sign is its own."""
    highlights: set[Stems] = field(default_factory=set)
    is_question_word: bool = False

    def add(self, term: str, stem: str, worth: float) -> None:
        self.terms[term] = max(worth, self.terms.get(term, 0))
        self.stems[term] = stem

    def drop(self, terms: Collection[str]) -> None:
        """What an earlier wish looks for already must not count twice."""
        self.terms = {term: worth for term, worth in self.terms.items() if term not in terms}


@dataclass
class ParsedQuery:
    """A whole query: the wishes, and the slips that were mended."""

    terms: list[QueryTerm]
    corrections: dict[str, tuple[str, ...]]

    @property
    def only_stop_words(self) -> bool:
        return all(wish.is_question_word for wish in self.terms)


def clean_query(query: str) -> str:
    """A query on one line and of bounded length, without letters that no keyboard sends."""
    printable = "".join(letter if letter.isprintable() else " " for letter in query[: 4 * MAX_LETTERS])
    return " ".join(printable.split())[:MAX_LETTERS].strip()


def parse_query(query: str, lexicon: Vocabulary) -> ParsedQuery:
    return QueryParser(tokenizer.words(query)[:MAX_WORDS], lexicon).parse()


class QueryParser:
    def __init__(self, words: Sequence[str], lexicon: Vocabulary) -> None:
        self.vocabulary = lexicon
        self.corrections: dict[str, tuple[str, ...]] = {}
        self._substitutes: dict[str, list[tuple[str, float]]] = {}
        self.words = self._correct_words(words, lexicon.stems(words))
        self.stems = lexicon.stems(self.words)

    def parse(self) -> ParsedQuery:
        wishes: list[QueryTerm] = []
        meanings = list(self.vocabulary.synonym_matches([self.stems[word] for word in self.words]))
        start = 0
        while start < len(self.words):
            here = [meaning for meaning in meanings if meaning.start == start]
            if here and here[0].length > 1:
                wishes.append(self._phrase_term(here[0], meanings))
                start += here[0].length
                continue
            if not self._is_stop_word(start):
                wishes.append(self._word_term(start))
            start += 1
        wishes += [
            self._synonym_term(sign, GAPPED_PHRASE_WEIGHT)
            for sign in self.vocabulary.gapped_phrases([self.stems[word] for word in self.words])
        ]
        for number, wish in enumerate(wishes):
            wish.drop({term for earlier in wishes[:number] for term in earlier.terms})
        return ParsedQuery([wish for wish in wishes if wish.terms], self.corrections)

    def _is_stop_word(self, at: int) -> bool:
        return self.words[at] in tokenizer.STOP_WORDS or self.vocabulary.is_stop_word(self.stems[self.words[at]])

    def _correct_words(self, words: Sequence[str], stems: dict[str, str]) -> list[str]:
        """The words, with each slip that can only mean one word mended, so that phrases are seen with slips in them."""
        certain = []
        for at, word in enumerate(words):
            if word not in tokenizer.FUNCTION_WORDS and stems[word] not in self.vocabulary.known_stems:
                self._substitutes[word] = self._find_substitutes(word, last=at == len(words) - 1)
            instead = self._substitutes.get(word, [])
            certain.append(instead[0][0] if len(instead) == 1 and word in self.corrections else word)
        return certain

    def _phrase_term(self, meaning: SynonymMatch, meanings: list[SynonymMatch]) -> QueryTerm:
        """A phrase that has synonyms, and those that overlap it; its words are worth less."""
        wish = QueryTerm()
        inside = range(meaning.start, meaning.start + meaning.length)
        for sign in meaning.synonym_ids:
            self._add_synonym(wish, sign, 1)
        for at in inside:
            if self.words[at] not in tokenizer.FUNCTION_WORDS:
                wish.add(self.words[at], self.stems[self.words[at]], IN_PHRASE_WEIGHT)
                wish.highlights.add((self.stems[self.words[at]],))
        for other in meanings:
            if other != meaning and other.start in inside:
                part = other.start + other.length <= inside.stop
                for sign in other.synonym_ids:
                    wish.add(sign, sign, IN_PHRASE_WEIGHT if part else 1)
        return wish

    def _synonym_term(self, sign: str, worth: float) -> QueryTerm:
        wish = QueryTerm()
        self._add_synonym(wish, sign, worth)
        return wish

    def _word_term(self, at: int) -> QueryTerm:
        word = self.words[at]
        wish = QueryTerm(is_question_word=word in tokenizer.ASKING)
        if wish.is_question_word:
            wish.add(word, self.stems[word], QUESTION_WEIGHT)
        elif self.stems[word] in self.vocabulary.known_stems:
            self._add_word(wish, word, 1)
        else:
            for other, worth in self._substitutes.get(word, []):
                self._add_word(wish, other, worth)
        for joined in self._joined_words(at):
            self._add_word(wish, joined, 1)
        return wish

    def _add_word(self, wish: QueryTerm, word: str, worth: float) -> None:
        stem = self.vocabulary.stems([word])[word]
        signs = [sign for meaning in self.vocabulary.synonym_matches([stem]) for sign in meaning.synonym_ids]
        alone = NUMBER_WEIGHT if word.isdigit() else 1 if stem in self.vocabulary.title_stems else OFF_TOPIC_WEIGHT
        wish.add(word, stem, worth * (WITH_SYNONYM_WEIGHT if signs else alone))
        wish.highlights.add((stem,))
        for sign in signs:
            self._add_synonym(wish, sign, worth / len(signs) ** 0.5)

    def _add_synonym(self, wish: QueryTerm, sign: str, worth: float) -> None:
        wish.add(sign, sign, worth)
        wish.highlights.update(self.vocabulary.synonym_phrases(sign))

    def _joined_words(self, at: int) -> Iterator[str]:
        """The word and the next one typed apart where the guide has them as one."""
        if at + 1 < len(self.words):
            joined = self.words[at] + self.words[at + 1]
            if len(joined) > 5 and joined in self.vocabulary.known:
                yield joined

    def _find_substitutes(self, word: str, *, last: bool) -> list[tuple[str, float]]:
        """Known words that an unknown one may stand for. The last word may not be finished yet."""
        if last and len(word) > 2 and (begun := self.vocabulary.words_starting_with(word)):
            return [(other, PREFIX_WEIGHT) for other in begun]
        if two := tokenizer.split_compound(word, self.vocabulary.known):
            return [(other, 1) for other in two]
        if len(self.corrections) < MAX_CORRECTIONS and (
            near := tokenizer.spelling_suggestions(word, self.vocabulary.known)
        ):
            self.corrections[word] = tuple(near)
            return [(other, CORRECTED_WEIGHT) for other in near]
        return []
