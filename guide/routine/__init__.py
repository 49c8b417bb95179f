"""The routine builder: a trainee's answers in, a routine out.

Pure: no Django, no input or output, and no numbers of its own. Every number comes from the
rulebook, which editors keep as rows. Each module is one page of a coach's notebook.
"""

from __future__ import annotations

from guide.routine.build import Routine, build
from guide.routine.coverage import Coverage, Finding, check
from guide.routine.next_session import Target, next_session
from guide.routine.trainee import LastSession, NoAnswer, Trainee
from guide.routine.weekly_plan import Week

__all__ = [
    "Coverage",
    "Finding",
    "LastSession",
    "NoAnswer",
    "Routine",
    "Target",
    "Trainee",
    "Week",
    "build",
    "check",
    "next_session",
]
