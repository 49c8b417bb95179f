"""The names of the exercise in a query."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from guide.search import tokenizer
from guide.search.vocabulary import Vocabulary


def join_names(words: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Write names as the guide does: “dead lift” as one word, or “frontsquat” as two."""
    joined: list[str] = []
    for word in words:
        pair = joined[-1] + word if joined else ""
        parts = tokenizer.split_compound(word, vocabulary.known) or ()
        if pair in vocabulary.known and is_name([pair], vocabulary):
            joined[-1] = pair
        elif parts and is_name(parts, vocabulary):
            joined += parts
        else:
            joined.append(word)
    return joined


def is_name(words: Sequence[str], vocabulary: Vocabulary) -> bool:
    stems = vocabulary.stems(words)
    return vocabulary.name_length([stems[word] for word in words]) == len(words)


def find_names(stems: Sequence[str], vocabulary: Vocabulary) -> dict[int, int]:
    """Return where a query names the exercise, with the number of words in each name."""
    names: dict[int, int] = {}
    for start in range(len(stems)):
        is_inside = any(first < start < first + length for first, length in names.items())
        if not is_inside and (length := vocabulary.name_length(stems[start:])):
            names[start] = length
    return names


def are_compared(names: dict[int, int], stems: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether two names have nothing in common, neither a word nor a synonym."""
    keys = []
    for start, length in names.items():
        own = stems[start : start + length]
        matches = vocabulary.synonym_matches(own)
        keys.append({*own, *(key for match in matches if match.length == length for key in match.synonym_ids)})
    return any(one.isdisjoint(other) for one, other in combinations(keys, 2))
