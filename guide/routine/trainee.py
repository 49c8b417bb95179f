"""The input of the training rules: a trainee's answers, and the trainee's last session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from guide.notation import Weight

UNITS = ("kg", "lb")
WEEK_COUNTS = (4, 6, 8, 12)
DEFAULT_WEEKS = 8
MAX_RUNGS = 12  # one a week in the longest plan


class RulebookGap(LookupError):
    """The rulebook has no row for these answers. The message names what is missing."""


@dataclass(frozen=True)
class Trainee:
    """A trainee's answers. The builder decides what the trainee left open (None or an empty string)."""

    aim: str
    experience: str
    equipment: frozenset[str]
    placement: str = ""
    days: int | None = None
    limits: frozenset[str] = frozenset()
    minutes: int | None = None
    weeks: int = DEFAULT_WEEKS
    unit: str = ""
    load: Weight | None = None  # the load used now, in `unit`
    reps: int | None = None  # done with that load
    reps_left: int | None = None  # clean reps that were left then
    load_step: Weight | None = None  # the smallest step of the trainee's own equipment
    max_load: Weight | None = None  # its heaviest load
    other_sets: int | None = None  # hard sets a week for the same muscles in other exercises
    variation: str = ""  # a variation that the trainee asks for


class LoggedSet(NamedTuple):
    """The last set of a session, on the weaker side."""

    reps: int
    left: int  # clean reps that were left
    load: Weight | None = None
    rung: int = 0  # of the ladder of harder ways to do the exercise without a heavier load

    @property
    def most(self) -> int:
        """The most reps that were possible."""
        return self.reps + self.left


@dataclass(frozen=True)
class LastSession:
    """The last session, as the trainee reports it."""

    reps: tuple[tuple[int, ...], ...]  # for each side, the clean reps of each set
    reps_in_reserve: int  # after the last set
    load: Weight | None = None
    unit: str = ""
    previous_session_same: bool = False  # the session before went the same way; for a trainee without a history
    felt: str = "fine"  # or "slipped" (form broke down or a muscle cramped) or "pain"
    history: tuple[LoggedSet, ...] = ()  # the sessions before, oldest first
    former_load: Weight | None = None  # the heaviest load used before
    week: int | None = None  # of the plan
    rung: int | None = None  # of the ladder of harder ways; None for that of the session before
