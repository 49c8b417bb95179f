"""What a trainee tells: the answers to the form, and how the last session went."""

from __future__ import annotations

from dataclasses import dataclass

from guide.notation import Weight

UNITS = ("kg", "lb")
WEEK_COUNTS = (4, 6, 8, 12)
DEFAULT_WEEKS = 8


class RulebookGap(LookupError):
    """The rulebook has no row for these answers; the message names what is missing."""


@dataclass(frozen=True)
class Trainee:
    """The answers. Whatever has a default may be left to the builder."""

    aim: str
    experience: str
    equipment: frozenset[str]
    placement: str = ""
    days: int | None = None
    limits: frozenset[str] = frozenset()
    minutes: int | None = None
    weeks: int = DEFAULT_WEEKS
    unit: str = ""
    load: Weight | None = None
    """The load used now, in `unit`."""
    variation: str = ""
    """A variation picked from the answer, in place of the one that comes first."""


@dataclass(frozen=True)
class LastSession:
    """How it went: clean reps set by set, for one side or for two."""

    reps: tuple[tuple[int, ...], ...]
    reps_in_reserve: int
    """Clean reps that were left at the end of the last set."""
    load: Weight | None = None
    unit: str = ""
    previous_session_same: bool = False
    """The session before went the same way."""
    felt: str = "fine"
    """"fine", "slipped" where the form gave way or a muscle cramped, or "pain"."""
