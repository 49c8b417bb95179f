"""Misspelt parameters of the builder. A misspelt name must not change an answer in silence; all others are ignored."""

from __future__ import annotations

from collections.abc import Iterable

from guide.builder.follow_up_forms import OLD_NAMES, CalendarForm, LastSessionForm
from guide.builder.form import RoutineForm
from guide.builder.form_fields import shortened
from guide.http.canonical_query import near_miss

KNOWN_PARAMETERS = tuple(name for form in (RoutineForm, LastSessionForm, CalendarForm) for name in form.base_fields)
PARAMETERS = (*KNOWN_PARAMETERS, *OLD_NAMES)
MAX_MESSAGES = 5


def unknown_parameters(given: Iterable[str]) -> list[tuple[str, str]]:
    """The parameter that each misspelt name is meant to be, and what to say of it."""
    misspelt = [(near_miss(name, KNOWN_PARAMETERS), name) for name in given if name not in KNOWN_PARAMETERS]
    return [(near, unknown_parameter_message(name, near)) for near, name in misspelt if near][:MAX_MESSAGES]


def unknown_parameter_message(name: str, near: str) -> str:
    return (
        f"The address holds “{shortened(name)}”, which is no question of ours. Did you mean “{near}”? "
        "Check your answer and send it again."
    )
