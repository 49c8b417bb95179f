"""The input of the training rules: a trainee's answers, and the trainee's last session."""

from __future__ import annotations

from dataclasses import dataclass

from guide.notation import Weight

UNITS = ("kg", "lb")
WEEK_COUNTS = (4, 6, 8, 12)
DEFAULT_WEEKS = 8


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
    variation: str = ""  # a variation that the trainee asks for


@dataclass(frozen=True)
class LastSession:
    """The last session, as the trainee reports it."""

    reps: tuple[tuple[int, ...], ...]  # for each side, the clean reps of each set
    reps_in_reserve: int  # after the last set
    load: Weight | None = None
    unit: str = ""
    previous_session_same: bool = False
    felt: str = "fine"  # or "slipped" (form broke down or a muscle cramped) or "pain"
