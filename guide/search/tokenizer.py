"""Splits text into words, and corrects spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, Hamming

STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
        a an the i im ive id ill me mine we our us you your youre it its this that thats these those is isnt are
        arent am be been being was were do does did doing done have has had having can cant could may might must
        shall should shouldnt would will wont of in on at to for from by with as if then than so and or but not dont
        doesnt didnt couldnt cannot get gets got getting go goes going gonna wanna want wants need needs just really
        very too also any some there here them they their he she about into while no nothing please tell give help
        ok okay hello thing things something one my myself up out off over more much many lot like make makes making
        take keep try still ever anymore s t m re ve d ll know knows say says said now always actually come comes
        came sure people person someone somebody anyone everyone already yet again fine mean means wonder wondering
        question happen happens happening sign signs today anything everything thanks exactly lately sometimes
        usually possible able seem seems supposed because cause bit quite maybe let lets use using used theyre hey
        everytime each put such own wear whole real every tip tips advice info enough helps helped
        between during
        two three four five six seven eight nine ten
        shud cud wud coz cuz bcoz thru tho abt bout plz pls lol
        """,
    )
)
QUESTION_WORDS = frozenset(
    ["how", "hows", "long", "what", "whats", "which", "why", "when", "where", "who", "whos", "before", "after"]
)
FUNCTION_WORDS = STOP_WORDS | QUESTION_WORDS
# Soft hyphens, joiners and byte order marks, which nobody sees. They come along when people paste text.
UNSEEN = "\xad\u200c\u200d\u2060\ufeff"
# “R.I.R.” is one word, and so is what has apostrophes or unseen characters in it.
WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}[^\W\d_]?(?!\w)|\d+(?=[^\W\d_])|[^\W_]+(?:['’{UNSEEN}]+[^\W_]+)*")
WITHIN_WORDS = re.compile(f"['’.{UNSEEN}]")
# Without these letters, words that sound alike are equal, such as “nees” and “knees”, or “hert” and “hurt”.
PHONETIC_NOISE = re.compile(r"\B[aeiou]+|\Bh|^k(?=n)|^w(?=r)")
LIKE_S = str.maketrans("cz", "ss")
MIN_CORRECTED_LENGTH, MAX_CORRECTED_LENGTH = 4, 24


class Token(NamedTuple):
    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the normalized words of a text, with their positions in it."""
    return [Token(normalize_word(match[0]), *match.span()) for match in WORD.finditer(text)]


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def normalize_word(word: str) -> str:
    """Return a word in lower case, without accents and what is no letter or digit."""
    word = WITHIN_WORDS.sub("", word)
    if word.isascii():
        return word.lower()
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if letter.isalnum())


def spelling_suggestions(word: str, known: Iterable[str], max_count: int = 3) -> list[str]:
    """Return the known words with the smallest edit distance to a misspelt one, at most 2, the likeliest first."""
    if not MIN_CORRECTED_LENGTH <= len(word) <= MAX_CORRECTED_LENGTH or any(letter.isdigit() for letter in word):
        return []
    distances: dict[str, float] = {}
    for other, edits, _ in process.extract_iter(word, {*known, *FUNCTION_WORDS}, scorer=OSA.distance, score_cutoff=2):
        # Two edits are accepted in long words only, after the first two letters, which are seldom wrong.
        if edits == 1 or (edits == 2 and len(word) > 6 and other[:2] == word[:2]):
            distances[other] = edits - 0.5 * (phonetic_key(other) == phonetic_key(word))
    shortest = min(distances.values(), default=0)
    nearest = [other for other, distance in distances.items() if distance == shortest]
    nearest.sort(key=lambda other: (other[0] != word[0], len(other) != len(word), other in FUNCTION_WORDS, other))
    # A function word of the same length is likelier than any word of the guide.
    if nearest and nearest[0] in FUNCTION_WORDS and len(nearest[0]) == len(word):
        return nearest[:1]
    return [other for other in nearest if other not in FUNCTION_WORDS][:max_count]


def is_slip(word: str, other: str) -> bool:
    """Whether a word is surely another one with a letter missing, doubled or swapped, or written as it sounds.

    “Racing” for “facing” is none: with one letter in the place of another it may well be a word of its own.
    """
    return phonetic_key(word) == phonetic_key(other) or (
        OSA.distance(word, other) == 1 and (len(word) != len(other) or Hamming.distance(word, other) > 1)
    )


def phonetic_key(word: str) -> str:
    return PHONETIC_NOISE.sub("", word).translate(LIKE_S)


def split_compound(word: str, known: Iterable[str]) -> tuple[str, str] | None:
    """Split a word that is two known words written as one; None if it is not."""
    for cut in range(3, len(word) - 2):
        if word[:cut] in known and word[cut:] in known:
            return word[:cut], word[cut:]
    return None
