"""The builder's forms: text from the address in, what the method works with out."""

from __future__ import annotations

from guide.forms.routine import RoutineForm
from guide.forms.sessions import CalendarForm, LastSessionForm

__all__ = ["CalendarForm", "LastSessionForm", "RoutineForm"]
