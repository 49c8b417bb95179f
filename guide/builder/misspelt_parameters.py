"""Errors for misspelt parameters of the builder: ignoring one would change the routine without notice.

Other unknown parameters are ignored.
"""

from __future__ import annotations

from collections.abc import Iterable

from guide.builder.follow_up_forms import CalendarForm, LastSessionForm
from guide.builder.form import RoutineForm
from guide.builder.form_fields import shortened
from guide.http.canonical_query import misspelt_parameter

PARAMETERS = tuple(name for form in (RoutineForm, LastSessionForm, CalendarForm) for name in form.base_fields)
MAX_MESSAGES = 5


def misspelt_parameter_errors(given: Iterable[str]) -> list[tuple[str, str]]:
    """Return the parameter that was probably meant and an error message for each, at most MAX_MESSAGES."""
    misspelt = [(misspelt_parameter(name, PARAMETERS), name) for name in given if name not in PARAMETERS]
    message = (
        "The address contains “{}”, which is not a question here. "
        "Did you mean “{}”? Check your answer and send it again."
    )
    return [(meant, message.format(shortened(name), meant)) for meant, name in misspelt if meant][:MAX_MESSAGES]
