"""The query of an address in one form, so that what makes no difference makes no second page."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

EVERY = ("*",)
"""What a view reads that has something to say about each name, its own or not."""
NETWORKS = {"dclid", "fbclid", "gbraid", "gclid", "gclsrc", "igsh", "igshid", "li_fat_id", "msclkid", "rdt_cid", "scid"}
NETWORKS |= {"srsltid", "ttclid", "twclid", "wbraid", "yclid"}
LETTERS = {"_ga", "_gl", "_hsenc", "_hsmi", "epik", "mc_cid", "mc_eid", "mkt_tok", "vero_id"}
TRACKING = frozenset(NETWORKS | LETTERS)
"""What newsletters, searches and networks put behind an address. It is nobody's answer."""
LONG, MOST_KEPT = 600, 2048


def is_tracking(name: str) -> bool:
    name = name.lower()
    return name.startswith("utm_") or name in TRACKING


def query_of(query: str, parameters: tuple[str, ...]) -> str:
    """Only the parameters that the view reads, by name, values in their order."""
    if not parameters or not query:
        return ""
    return in_one_form(query, parameters) if len(query) > LONG else kept_form(query, parameters)


def in_one_form(query: str, parameters: tuple[str, ...]) -> str:
    # A server hands each byte over as a letter of Latin-1 (PEP 3333); addresses are in UTF-8.
    text = query.encode("latin-1", "replace").decode(errors="replace")
    pairs = parse_qsl(text, keep_blank_values=True, errors="replace")
    read = [pair for pair in pairs if (not is_tracking(pair[0]) if parameters == EVERY else pair[0] in parameters)]
    return urlencode(sorted(read, key=lambda pair: pair[0]))


kept_form = lru_cache(MOST_KEPT)(in_one_form)
