"""Misspelt parameters of the builder: an error, because ignoring one would change the answer unnoticed.

All other unknown parameters are ignored.
"""

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
    """Return pairs of the parameter that was probably meant and an error message, at most MAX_MESSAGES."""
    misspelt = [(near_miss(name, KNOWN_PARAMETERS), name) for name in given if name not in KNOWN_PARAMETERS]
    message = (
        "The address holds “{}”, which is no question of ours. Did you mean “{}”? Check your answer and send it again."
    )
    return [(meant, message.format(shortened(name), meant)) for meant, name in misspelt if meant][:MAX_MESSAGES]
