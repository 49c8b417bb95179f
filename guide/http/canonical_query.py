"""The query of an address in one form, so that what makes no difference makes no second page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from rapidfuzz import process
from rapidfuzz.distance import OSA

MAX_CACHED_LENGTH, CACHE_SIZE = 600, 2048
OTHERS = {"lead", "share", "user"}
"""What other programs add to a link, though it is one letter away from a parameter of ours."""


def canonical_query(query: str, parameters: tuple[str, ...]) -> str:
    """Only the parameters that the view reads and their near misses, by name, values in their order."""
    if not parameters or not query:
        return ""
    return (
        canonicalize(query, parameters) if len(query) > MAX_CACHED_LENGTH else cached_canonical_query(query, parameters)
    )


def canonicalize(query: str, parameters: tuple[str, ...]) -> str:
    # A server hands each byte over as a letter of Latin-1 (PEP 3333); addresses are in UTF-8.
    text = query.encode("latin-1", "replace").decode(errors="replace")
    pairs = parse_qsl(text, keep_blank_values=True, errors="replace")
    read = [pair for pair in pairs if pair[0] in parameters or near_miss(pair[0], parameters)]
    return urlencode(sorted(read, key=lambda pair: pair[0]))


cached_canonical_query = lru_cache(CACHE_SIZE)(canonicalize)


def near_miss(name: str, parameters: Sequence[str]) -> str | None:
    """The parameter that an unknown name is a misspelling of. What apps and newsletters add to a link is none."""
    if name in OTHERS:
        return None
    near = process.extract(name.lower().strip(), parameters, scorer=OSA.distance, score_cutoff=2)
    return next((known for known, slips, _ in near if slips <= most_slips(known)), None)


def most_slips(known: str) -> int:
    """Letters that may be wrong. In a name of fewer than 4, one slip would be enough to take “si” for “at”."""
    return 2 if len(known) >= 8 else 1 if len(known) >= 4 else 0
