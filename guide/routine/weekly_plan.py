"""The weeks: what the rules of progress make of a dose, week by week.

A ramp comes first, then the gate, then reps climb and the load steps up. An easier week
stands in for one of these, and one more set is offered, never planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import NamedTuple

from guide.notation import Span, Tempo, Weight
from guide.routine.double_progression import Climb, Climber, climb_on, first_climb
from guide.routine.rulebook import Equipment, Prescription, Progression
from guide.routine.session_time import Room
from guide.routine.volume import Dose, spread


class Week(NamedTuple):
    number: int
    phase: str
    """ "ramp", "gate", "hold", "start", "climb", "stay", "step", "beyond", "heaviest", "slower", "full" or "easier"."""
    sets: tuple[int, ...]
    """The sets of each session, the longer session first."""
    reps: Span
    rir: Span
    load: Weight | None
    tempo: Tempo
    minutes: int
    """How long its longest session takes at most."""
    line: str
    rule: str
    wanting: int | None = None
    """The minutes that it would take to go on, where there are too few."""
    extra: int = 0
    """Sets that may be added this week if reps and load have stalled."""

    @property
    def weekly(self) -> int:
        return sum(self.sets)


@dataclass(frozen=True)
class Course:
    """Everything that the weeks are made from."""

    row: Prescription
    dose: Dose
    kit: Equipment
    rules: tuple[Progression, ...]
    load: Weight | None
    unit: str
    room: Room
    hold: bool
    """Whether something the trainee must avoid keeps the load where it is."""

    @property
    def days(self) -> int:
        return self.dose.days.low

    @cached_property
    def full(self) -> int:
        """The weekly sets that the plan keeps."""
        return min(self.dose.sets.low * self.days, self.dose.cap)

    @cached_property
    def most_sets(self) -> int:
        """The most sets of one session, by the facts."""
        return max(self.dose.sets.low, (self.row.placement.sets or self.row.sets).high or self.dose.sets.low)

    @cached_property
    def easing(self) -> Progression | None:
        return self.rule("easier-week")

    @cached_property
    def adding(self) -> Progression | None:
        return self.rule("extra-set")

    def rule(self, *methods: str) -> Progression | None:
        return next((rule for rule in self.rules if rule.method in methods), None)


def weeks_of(course: Course, count: int) -> tuple[Week, ...]:
    """The weeks from the first on, with the easier ones in their place."""
    planned = progress(course)
    weeks: list[Week] = []
    last = None
    for number in range(1, count + 1):
        if last and easier_now(course, number):
            weeks.append(easier_week(course, number, last))
        else:
            last = next(planned)
            weeks.append(last._replace(number=number, extra=extra_sets(course, number, last)))
    return tuple(weeks)


def progress(course: Course) -> Iterator[Week]:
    """Week after week as if none were easier; it does not end."""
    dose, ramp, gate = course.dose, course.rule("ramp"), course.rule("gate")
    bottom = Span(dose.reps.low, dose.reps.low)
    for share in (ramp.ramp_percentages or ()) if ramp else ():
        yield week(course, "ramp", ramp, bottom, ramp.week_text, weekly=max(1, course.full * share // 100))
    for _ in range(ceil((gate.sessions or 0) / course.days) if gate else 0):
        yield week(course, "gate", gate, bottom, gate.week_text)
    climbing = course.rule("reps-then-load", "reps-then-tempo")
    if climbing is None or course.rule("hold") or not course.row.placement.counted:
        yield from forever_the_same(course)
    else:
        yield from climbs(course, climbing)


def forever_the_same(course: Course) -> Iterator[Week]:
    rule = course.rule("hold") or course.rule("gate") or course.rule("ramp")
    line = rule.week_text if rule and rule.method == "hold" else "Same sets and reps, in good form."
    while True:
        yield week(course, "hold", rule, course.dose.reps, line)


def climbs(course: Course, rule: Progression) -> Iterator[Week]:
    climb = first_climb(course.dose.reps, course.load)
    lowering = course.row.tempo.lower
    climber = Climber(course.dose.reps, rule, course.kit, course.unit, course.days, course.hold, course.room, lowering)
    while True:
        yield week(course, climb.phase, rule, Span(climb.reps, climb.reps), climb.line(rule), climb=climb)
        climb = climb_on(climb, climber)


def week(
    course: Course,
    phase: str,
    rule: Progression | None,
    reps: Span,
    line: str,
    *,
    weekly: int | None = None,
    climb: Climb | None = None,
) -> Week:
    spread_out = spread(course.full if weekly is None else weekly, course.days)
    sets, slower = tuple(count for count in spread_out if count), climb.slower if climb else 0
    return Week(
        number=0,
        phase=phase,
        sets=sets,
        reps=reps,
        rir=course.row.rir,
        load=(climb and climb.load) or course.load,
        tempo=course.row.tempo.slower(slower),
        minutes=course.room.takes(max(sets), reps.high or reps.low, slower),
        wanting=climb.wanting if climb else None,
        line=line,
        rule=rule.slug if rule else "",
    )


def easier_now(course: Course, number: int) -> bool:
    rule = course.easing
    return bool(rule and rule.interval_weeks and rule.interval_weeks.high and number % rule.interval_weeks.high == 0)


def easier_week(course: Course, number: int, last: Week) -> Week:
    """Fewer sets and more reps in reserve on the same days; reps and load stay where they were."""
    rule = course.easing
    weekly = max(len(last.sets), last.weekly * (rule.percent or 100) // 100)
    more = rule.extra_rir or 0
    rir = Span(last.rir.low + more, last.rir.high + more if last.rir.high is not None else None)
    sets = spread(weekly, len(last.sets))
    takes = course.room.takes(max(sets), last.reps.high or last.reps.low, last.tempo.lower - course.row.tempo.lower)
    easier = last._replace(number=number, phase="easier", sets=sets, rir=rir, minutes=takes, wanting=None)
    return easier._replace(line=rule.week_text, rule=rule.slug, extra=0)


def extra_sets(course: Course, number: int, last: Week) -> int:
    """How many sets more the rule allows by now: a share every few weeks, within every cap."""
    rule = course.adding
    if rule is None or not rule.interval_weeks or not rule.interval_weeks.high or last.phase in {"ramp", "gate"}:
        return 0
    if last.reps.low > (course.dose.reps.high or course.dose.reps.low):
        return 0
    weekly = course.full
    for _ in range((number - 1) // rule.interval_weeks.high):
        weekly += weekly * (rule.percent or 0) // 100
    slower = last.tempo.lower - course.row.tempo.lower
    a_session = course.room.sets(course.dose.sets.low, course.most_sets, course.dose.reps.high or last.reps.low, slower)
    return max(0, min(weekly, course.dose.cap, a_session * course.days) - last.weekly)
