"""Misspelt parameters of the builder. A misspelt name must not change an answer in silence; all others are ignored."""

from __future__ import annotations

from collections.abc import Iterable

from guide.builder.follow_up_forms import OLD_NAMES, CalendarForm, LastSessionForm
from guide.builder.form import RoutineForm
from guide.builder.form_fields import in_short
from guide.http.canonical_query import near_miss

KNOWN = tuple(name for form in (RoutineForm, LastSessionForm, CalendarForm) for name in form.base_fields)
PARAMETERS = (*KNOWN, *OLD_NAMES)
MOST_SAID = 5


def unknown(given: Iterable[str]) -> list[tuple[str, str]]:
    """The parameter that each misspelt name is meant to be, and what to say of it."""
    misspelt = [(near_miss(name, KNOWN), name) for name in given if name not in KNOWN]
    return [(near, said(name, near)) for near, name in misspelt if near][:MOST_SAID]


def said(name: str, near: str) -> str:
    return (
        f"The address holds “{in_short(name)}”, which is no question of ours. Did you mean “{near}”? "
        "Check your answer and send it again."
    )
