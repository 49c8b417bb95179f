"""Names in an address that are no question of ours. A misspelt name must not change an answer in silence."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from guide.forms.fields import in_short
from guide.forms.routine import RoutineForm
from guide.forms.sessions import CalendarForm, LastSessionForm
from guide.query import is_tracking

KNOWN = tuple(name for form in (RoutineForm, LastSessionForm, CalendarForm) for name in form.base_fields)
MOST_SAID = 5


def unknown(given: Iterable[str]) -> list[tuple[str, str]]:
    """What to say of each unknown name, with the name of ours that it looks like, if one does."""
    names = [name for name in given if name not in KNOWN and not is_tracking(name)]
    return [said(name) for name in names[:MOST_SAID]]


def said(name: str) -> tuple[str, str]:
    fault = f"The address holds “{in_short(name)}”, which is no question of ours."
    close = get_close_matches(in_short(name).lower().strip(), KNOWN, n=1)
    if not close:
        return "", f"{fault} Check your answers and send them again."
    return close[0], f"{fault} Did you mean “{close[0]}”? Check your answer and send it again."
