"""Canonical query strings, so that addresses that differ only in unused parameters share one cached page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from rapidfuzz import process
from rapidfuzz.distance import OSA

MAX_CACHED_LENGTH, CACHE_SIZE = 600, 2048
# Parameters that other sites add to links. They are one letter away from ours, but not misspelt.
FOREIGN_PARAMETERS = {"lead", "share", "user"}
# Names of the builder's parameters in version 1.0, which are in addresses that people keep.
FORMER_NAMES = {"used": "load_used", "spare": "reps_in_reserve", "again": "previous_session_same"}


def canonical_query(query: str, parameters: tuple[str, ...]) -> str:
    """Return the query with only the view's `parameters` and misspellings of them, sorted by name.

    Misspellings stay, since the page names them. Values of one parameter keep their order; repeated ones are dropped.
    """
    if not parameters or not query:
        return ""
    return (
        canonicalize(query, parameters) if len(query) > MAX_CACHED_LENGTH else cached_canonical_query(query, parameters)
    )


def canonicalize(query: str, parameters: tuple[str, ...]) -> str:
    # WSGI decodes each byte as Latin-1 (PEP 3333); addresses are in UTF-8.
    text = query.encode("latin-1", "replace").decode(errors="replace")
    pairs = [
        (FORMER_NAMES[name] if FORMER_NAMES.get(name) in parameters else name, value)
        for name, value in parse_qsl(text, keep_blank_values=True, errors="replace")
    ]
    kept = [(name, value) for name, value in pairs if name in parameters or misspelt_parameter(name, parameters)]
    return urlencode(sorted(dict.fromkeys(kept), key=lambda pair: pair[0]))


cached_canonical_query = lru_cache(CACHE_SIZE)(canonicalize)


def misspelt_parameter(name: str, parameters: Sequence[str]) -> str | None:
    """Return the parameter that `name` misspells, or None."""
    if name in FOREIGN_PARAMETERS:
        return None
    near = process.extract(name.lower().strip(), parameters, scorer=OSA.distance, score_cutoff=2)
    return next((known for known, typos, _ in near if typos <= max_typos(known)), None)


def max_typos(parameter: str) -> int:
    # Names of fewer than 4 letters allow no typo: “as” would be taken for “at”.
    return 2 if len(parameter) >= 8 else 1 if len(parameter) >= 4 else 0
