"""Training rules: from a trainee's answers and the rulebook to a routine.

Pure: no Django and no input or output. Every training number comes from the rulebook, which editors maintain.
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
