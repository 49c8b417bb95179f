"""The routine builder: a trainee's answers in, a routine out.

Pure: no Django, no input or output, and no numbers of its own. Every number comes from the
rulebook, which editors keep as rows. Each module is one page of a coach's notebook.
"""

from __future__ import annotations

from guide.routine.build import Routine, build
from guide.routine.coverage import Coverage, CoverageIssue, check_coverage
from guide.routine.next_session import NextTarget, next_session
from guide.routine.trainee import LastSession, RulebookGap, Trainee
from guide.routine.weekly_plan import Week

__all__ = [
    "Coverage",
    "CoverageIssue",
    "LastSession",
    "NextTarget",
    "Routine",
    "RulebookGap",
    "Trainee",
    "Week",
    "build",
    "check_coverage",
    "next_session",
]
