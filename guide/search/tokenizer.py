"""What a reader typed and what a guide says, as words: split, compared and mended. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

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
        two three four five six seven eight nine ten
        shud cud wud coz cuz bcoz thru tho abt bout plz pls lol
        """,
    )
)
"""Words that say nothing about what is looked for."""
ASKING = frozenset(["how", "hows", "long", "what", "whats", "which", "why", "when", "where", "who", "whos"])
"""Words that say what kind of answer is looked for, and little else."""
FUNCTION_WORDS = STOP_WORDS | ASKING
WORD = re.compile(r"\d+(?=[^\W\d_])|[^\W_]+(?:['’][^\W_]+)*")
APOSTROPHES = re.compile(r"['’]")
VOWELS = re.compile(r"\B[aeiou]+|\Bh|^k(?=n)|^w(?=r)")
"""What a word sounds alike without, nearly: “nees” and “knees”, “hert” and “hurt”."""
MIN_CORRECTED_LENGTH = 4


class Token(NamedTuple):
    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text in one plain form, with their places in it."""
    return [Token(plain(match[0]), *match.span()) for match in WORD.finditer(text)]


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def plain(word: str) -> str:
    """Small letters without accents and apostrophes."""
    word = APOSTROPHES.sub("", word)
    if word.isascii():
        return word.lower()
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if letter.isalnum())


def spelling_suggestions(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Known words that are a slip or two away from one that is not known, the nearest first.

    A slip is a letter that is missing, extra, different or swapped with its neighbour."""
    if len(word) < MIN_CORRECTED_LENGTH or len(word) > 24 or any(letter.isdigit() for letter in word):
        return []
    near = process.extract_iter(word, {*known, *FUNCTION_WORDS}, scorer=OSA.distance, score_cutoff=2)
    # The beginning of a long word is seldom wrong, so two slips after it are believed.
    close = {o: slips for o, slips, _ in near if slips == 1 or (slips == 2 and len(word) > 6 and o[:2] == word[:2])}
    sound = phonetic_key(word)
    good = {o: n - 0.5 * (phonetic_key(o) == sound) for o, n in close.items()}
    least = min(good.values(), default=0)
    found = [o for o in good if good[o] == least]
    found.sort(key=lambda o: (o[0] != word[0], len(o) != len(word), o in FUNCTION_WORDS, o))
    # A wrong letter in a little word is likelier than one more in a word of the guide.
    little = [o for o in found[:1] if o in FUNCTION_WORDS and len(o) == len(word)]
    return little or [o for o in found if o not in FUNCTION_WORDS][:most]


def phonetic_key(word: str) -> str:
    return VOWELS.sub("", word)


def split_compound(word: str, known: Iterable[str]) -> tuple[str, str] | None:
    """Two known words that were typed as one."""
    for cut in range(3, len(word) - 2):
        if word[:cut] in known and word[cut:] in known:
            return word[:cut], word[cut:]
    return None


class TextPiece(NamedTuple):
    """A stretch of text, marked or not."""

    text: str
    marked: bool = False


def pieces(text: str, marks: Sequence[tuple[int, int]]) -> tuple[TextPiece, ...]:
    """The text cut at the marks, which are in order; marks that meet over a blank become one."""
    found: list[TextPiece] = []
    end = 0
    for start, stop in marks:
        if start < end:
            continue
        if found and found[-1].marked and not text[end:start].strip(" -"):
            found[-1] = TextPiece(found[-1].text + text[end:stop], True)
        else:
            found += [TextPiece(text[end:start])] if start > end else []
            found.append(TextPiece(text[start:stop], True))
        end = stop
    return (*found, TextPiece(text[end:])) if end < len(text) else tuple(found)


def snippet_window(
    text: str, marks: Sequence[tuple[int, int]], *, lead: int = 2, size: int = 170
) -> tuple[str, list[tuple[int, int]]]:
    """The stretch of the text with the most different marks, and the marks within it; `lead` favours the beginning."""
    starts = [0, *(start for start, _ in marks if start)]
    kinds = {mark: text[slice(*mark)].casefold() for mark in marks}

    def worth(start: int) -> int:
        inside = [mark for mark in marks if start <= mark[0] and mark[1] <= start + size]
        return 3 * len({kinds[mark] for mark in inside}) + min(len(inside), 3) + (0 if start else lead)

    best = max(starts, key=worth)
    begin = _snippet_start(text, best, size)
    end = len(text) if begin + size >= len(text) else text.rfind(" ", begin, begin + size)
    end = end if end > begin else begin + size
    before, after = "… " if begin else "", " …" if end < len(text) else ""
    shift = len(before) - begin
    inside = [(start + shift, stop + shift) for start, stop in marks if begin <= start and stop <= end]
    return f"{before}{text[begin:end].rstrip(' ,;:')}{after}", inside


def _snippet_start(text: str, start: int, size: int) -> int:
    """Where a stretch that shows `start` begins: at its sentence if that is near, else a few words before."""
    if start < size // 3:
        return 0
    sentence = max(text.rfind(end, 0, start) for end in (". ", "? ", ": "))
    if sentence >= 0 and start - sentence < size // 2:
        return sentence + 2
    return text.rfind(" ", 0, max(start - 25, 1)) + 1
