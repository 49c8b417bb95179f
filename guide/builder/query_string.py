"""Answers as an address, always in one order: what links, hidden fields and calendar ids are made from."""

from __future__ import annotations

from urllib.parse import urlencode

from guide.routine import Trainee
from guide.routine.trainee import DEFAULT_WEEKS

QueryPairs = tuple[tuple[str, str], ...]


def trainee_pairs(trainee: Trainee, *, variation: str | None = None) -> QueryPairs:
    """The answers as names and values; what was left open is left out."""
    pairs = [("aim", trainee.aim), ("experience", trainee.experience)]
    pairs += [("equipment", kit) for kit in sorted(trainee.equipment)]
    pairs += [("avoid", limit) for limit in sorted(trainee.limits)]
    optional = {
        "placement": trainee.placement,
        "days": trainee.days,
        "minutes": trainee.minutes,
        "weeks": trainee.weeks if trainee.weeks != DEFAULT_WEEKS else None,
        "load": trainee.load,
        "unit": trainee.unit,
        "variation": trainee.variation if variation is None else variation,
    }
    return tuple(pairs + [(name, str(value)) for name, value in optional.items() if value not in (None, "")])


def trainee_query(trainee: Trainee, *, variation: str | None = None) -> str:
    return urlencode(trainee_pairs(trainee, variation=variation))
