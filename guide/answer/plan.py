"""The week and the weeks in words."""

from __future__ import annotations

from dataclasses import dataclass

from guide.notation import Span
from guide.routine import Routine, Week


@dataclass(frozen=True)
class WeekRow:
    """One line of the table of weeks, every value as text."""

    number: int
    sets: str
    reps: str
    rir: str
    load: str
    line: str
    weekly: int
    extra: str
    easier: bool
    sessions: tuple[int, ...]


def week_rows(routine: Routine) -> tuple[WeekRow, ...]:
    unit = routine.trainee.unit
    return tuple(
        WeekRow(
            number=week.number,
            sets=sets_in_words(week.sets),
            reps=str(week.reps),
            rir=str(week.rir),
            load=f"{week.load} {unit}" if week.load else routine.prescription.load.name,
            line=week.line,
            weekly=week.weekly,
            extra=extra_in_words(routine, week),
            easier=week.phase == "easier",
            sessions=week.sets,
        )
        for week in routine.weeks
    )


def sets_in_words(sets: tuple[int, ...]) -> str:
    """The sets of each session: “3”, or “3, then 2” where sessions differ."""
    return str(sets[0]) if len(set(sets)) == 1 else ", then ".join(map(str, sets))


def extra_in_words(routine: Routine, week: Week) -> str:
    """The offer of more sets, in the words of its rule."""
    rule = next((rule for rule in routine.progressions if rule.method == "extra-set"), None)
    if not week.extra or rule is None:
        return ""
    return f"Up to {week.weekly + week.extra} a week: {rule.line[:1].lower()}{rule.line[1:]}"


def counts_with(routine: Routine) -> str:
    """Which end of the ranges the table of weeks takes; empty where there is no range."""
    sets, days = routine.sets, routine.days
    if sets.low == sets.high and days.low == days.high:
        return ""
    return f"It counts with {sets.low} sets on {counted(days.low, 'day')}: the lower end of each range."


def counted(number: int | None, what: str, more: str = "") -> str:
    return "" if number is None else f"{number} {what}{'' if number == 1 else 's'}{more}"


def days_in_words(days: Span) -> str:
    """Days of a week that lie as far apart as they can, as an example."""
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    count = min(days.low, len(names))
    picked = [names[day * len(names) // count] for day in range(count)]
    return " and ".join([", ".join(picked[:-1]), picked[-1]] if count > 1 else picked)


def apart(days: Span) -> bool:
    """Whether so many days can all have a day between them, from one week to the next."""
    return days.low <= 3
