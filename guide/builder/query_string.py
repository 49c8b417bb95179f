"""A trainee's answers as a query string, always in the same order."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import QueryDict

from guide.routine import Trainee
from guide.routine.trainee import DEFAULT_WEEKS

QueryPairs = tuple[tuple[str, str], ...]


def trainee_pairs(trainee: Trainee, *, variation: str | None = None) -> QueryPairs:
    """Return (name, value) pairs of the questions that were answered."""
    pairs = [("aim", trainee.aim), ("experience", trainee.experience)]
    pairs += [("equipment", slug) for slug in sorted(trainee.equipment)]
    pairs += [("avoid", slug) for slug in sorted(trainee.limits)]
    optional = {
        "placement": trainee.placement,
        "days": trainee.days,
        "minutes": trainee.minutes,
        "weeks": trainee.weeks if trainee.weeks != DEFAULT_WEEKS else None,
        "load": trainee.load,
        "unit": trainee.unit,
        "reps_done": trainee.reps,
        "reps_left": trainee.reps_left,
        "load_step": trainee.load_step,
        "max_load": trainee.max_load,
        "other_sets": trainee.other_sets,
        "variation": trainee.variation if variation is None else variation,
    }
    return tuple(pairs + [(name, str(value)) for name, value in optional.items() if value not in (None, "")])


def answered_query(query: QueryDict) -> str:
    """Return a query without the fields that were left empty."""
    return urlencode([(name, value) for name, values in query.lists() for value in values if value])


def trainee_query(trainee: Trainee, *, variation: str | None = None) -> str:
    return urlencode(trainee_pairs(trainee, variation=variation))
