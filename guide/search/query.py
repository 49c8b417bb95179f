"""A reader's own words taken apart: what to look for, in which words, and what each is worth."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from guide.search import tokenizer
from guide.search.vocabulary import Lexicon, Meaning, Stems

MOST_LETTERS = 200
MOST_WORDS = 24
MOST_MENDED = 6
IN_PHRASE, BESIDE_SYNONYM, MENDED, BEGUN, ASKING, OFF_TOPIC, NUMBER = 0.25, 0.45, 0.7, 0.8, 0.3, 0.6, 0.3
"""What a word is worth that is part of a phrase, that has synonyms, that was mistyped, unfinished, that only asks, that
is in no title, or that is a number."""
APART = 0.4
"""What a phrase is worth whose words have others between them."""


@dataclass
class Wish:
    """One word or phrase of a query, and everything that stands for it."""

    terms: dict[str, float] = field(default_factory=dict)
    """Words and signs of synonyms, with what each is worth."""
    stems: dict[str, str] = field(default_factory=dict)
    """The stems of those words; a sign is its own."""
    marks: set[Stems] = field(default_factory=set)
    asking: bool = False

    def add(self, term: str, stem: str, worth: float) -> None:
        self.terms[term] = max(worth, self.terms.get(term, 0))
        self.stems[term] = stem

    def leave_out(self, terms: Collection[str]) -> None:
        """What an earlier wish looks for already must not count twice."""
        self.terms = {term: worth for term, worth in self.terms.items() if term not in terms}


@dataclass
class Asked:
    """A whole query: the wishes, and the slips that were mended."""

    wishes: list[Wish]
    mended: dict[str, tuple[str, ...]]

    @property
    def useless(self) -> bool:
        return all(wish.asking for wish in self.wishes)


def cleaned(query: str) -> str:
    """A query on one line and of bounded length, without letters that no keyboard sends."""
    printable = "".join(letter if letter.isprintable() else " " for letter in query[: 4 * MOST_LETTERS])
    return " ".join(printable.split())[:MOST_LETTERS].strip()


def asked(query: str, lexicon: Lexicon) -> Asked:
    return Asking(tokenizer.words(query)[:MOST_WORDS], lexicon).read()


class Asking:
    def __init__(self, words: Sequence[str], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.mended: dict[str, tuple[str, ...]] = {}
        self._instead: dict[str, list[tuple[str, float]]] = {}
        self.words = self._certain(words, lexicon.stems(words))
        self.stems = lexicon.stems(self.words)

    def read(self) -> Asked:
        wishes: list[Wish] = []
        meanings = list(self.lexicon.meanings([self.stems[word] for word in self.words]))
        start = 0
        while start < len(self.words):
            here = [meaning for meaning in meanings if meaning.start == start]
            if here and here[0].length > 1:
                wishes.append(self._phrase(here[0], meanings))
                start += here[0].length
                continue
            if not self._says_nothing(start):
                wishes.append(self._word(start))
            start += 1
        wishes += [self._sign(sign, APART) for sign in self.lexicon.apart([self.stems[word] for word in self.words])]
        for number, wish in enumerate(wishes):
            wish.leave_out({term for earlier in wishes[:number] for term in earlier.terms})
        return Asked([wish for wish in wishes if wish.terms], self.mended)

    def _says_nothing(self, at: int) -> bool:
        return self.words[at] in tokenizer.EMPTY or self.lexicon.says_nothing(self.stems[self.words[at]])

    def _certain(self, words: Sequence[str], stems: dict[str, str]) -> list[str]:
        """The words, with each slip that can only mean one word mended, so that phrases are seen with slips in them."""
        certain = []
        for at, word in enumerate(words):
            if word not in tokenizer.LITTLE and stems[word] not in self.lexicon.known_stems:
                self._instead[word] = self._instead_of(word, last=at == len(words) - 1)
            instead = self._instead.get(word, [])
            certain.append(instead[0][0] if len(instead) == 1 and word in self.mended else word)
        return certain

    def _phrase(self, meaning: Meaning, meanings: list[Meaning]) -> Wish:
        """A phrase that has synonyms, and those that overlap it; its words are worth less."""
        wish = Wish()
        inside = range(meaning.start, meaning.start + meaning.length)
        for sign in meaning.signs:
            self._add_sign(wish, sign, 1)
        for at in inside:
            if self.words[at] not in tokenizer.LITTLE:
                wish.add(self.words[at], self.stems[self.words[at]], IN_PHRASE)
                wish.marks.add((self.stems[self.words[at]],))
        for other in meanings:
            if other != meaning and other.start in inside:
                part = other.start + other.length <= inside.stop
                for sign in other.signs:
                    wish.add(sign, sign, IN_PHRASE if part else 1)
        return wish

    def _sign(self, sign: str, worth: float) -> Wish:
        wish = Wish()
        self._add_sign(wish, sign, worth)
        return wish

    def _word(self, at: int) -> Wish:
        word = self.words[at]
        wish = Wish(asking=word in tokenizer.ASKING)
        if wish.asking:
            wish.add(word, self.stems[word], ASKING)
        elif self.stems[word] in self.lexicon.known_stems:
            self._look_for(wish, word, 1)
        else:
            for other, worth in self._instead.get(word, []):
                self._look_for(wish, other, worth)
        for joined in self._joined(at):
            self._look_for(wish, joined, 1)
        return wish

    def _look_for(self, wish: Wish, word: str, worth: float) -> None:
        stem = self.lexicon.stems([word])[word]
        signs = [sign for meaning in self.lexicon.meanings([stem]) for sign in meaning.signs]
        alone = NUMBER if word.isdigit() else 1 if stem in self.lexicon.topical else OFF_TOPIC
        wish.add(word, stem, worth * (BESIDE_SYNONYM if signs else alone))
        wish.marks.add((stem,))
        for sign in signs:
            self._add_sign(wish, sign, worth / len(signs) ** 0.5)

    def _add_sign(self, wish: Wish, sign: str, worth: float) -> None:
        wish.add(sign, sign, worth)
        wish.marks.update(self.lexicon.phrases(sign))

    def _joined(self, at: int) -> Iterator[str]:
        """The word and the next one typed apart where the guide has them as one."""
        if at + 1 < len(self.words):
            joined = self.words[at] + self.words[at + 1]
            if len(joined) > 5 and joined in self.lexicon.known:
                yield joined

    def _instead_of(self, word: str, *, last: bool) -> list[tuple[str, float]]:
        """Known words that an unknown one may stand for. The last word may not be finished yet."""
        if last and len(word) > 2 and (begun := self.lexicon.beginning(word)):
            return [(other, BEGUN) for other in begun]
        if two := tokenizer.in_two(word, self.lexicon.known):
            return [(other, 1) for other in two]
        if len(self.mended) < MOST_MENDED and (near := tokenizer.close_to(word, self.lexicon.known)):
            self.mended[word] = tuple(near)
            return [(other, MENDED) for other in near]
        return []
