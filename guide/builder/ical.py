"""The sessions of a routine as an iCalendar file, which depends on its address and the edition only.

Times are local to the reader ("floating"). A calendar that imports a file replaces its event with the same UID if the
new one has a higher SEQUENCE or, at an equal one, a later DTSTAMP (RFC 5546, 2.1.5); otherwise it keeps the old event.
So the UID is made of the number of the session and of the answers, without the number of weeks and without any time.
All events of a file have one SEQUENCE: it rises with the day that the reader says the sessions are moved on, and
without that with the start, the time, the weekdays and the edition. RFC 5545 wants it to rise with each change of a
time, which no address can know of.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vText

from guide.builder.answer import Answer
from guide.builder.follow_up_forms import FIRST_YEAR, LAST_YEAR
from guide.builder.plain_text import answer_as_text, mistake_line, plain_line, with_absolute_links
from guide.builder.query_string import trainee_query
from guide.builder.week_table import quantity
from guide.read_model.guide import Guide
from guide.routine.trainee import DEFAULT_WEEKS

EPOCH = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
# In minutes. A new edition outranks a start of up to 4 weeks earlier, so that files of a later day mostly win.
EDITION_WEIGHT, WEEKDAYS_WEIGHT = 4 * 7 * 24 * 60, 24 * 60 + 1
# Files that say when the sessions were moved outrank all others. SEQUENCE has 31 bits.
MOVED, DAY_WEIGHT = 2**30, 2**14


@dataclass(frozen=True)
class CalendarTimes:
    """When the sessions are: from a day on, on which weekdays (Monday is 0), and at what time.

    `changed` is the day on which the reader moves sessions that their calendar already has.
    """

    start: date
    on: list[int]
    at: time
    changed: date | None = None

    @property
    def rank(self) -> int:
        """A number that differs for other times, and rises as the start, the time or the weekdays get later."""
        starts = datetime.combine(self.start, self.at, UTC)
        return (starts - EPOCH) // timedelta(minutes=1) + WEEKDAYS_WEIGHT * sum(1 << day for day in self.on)

    def sequence(self, edition: int) -> int:
        if self.changed:
            return MOVED + (self.changed - EPOCH.date()).days * DAY_WEIGHT + self.rank % DAY_WEIGHT
        return min(self.rank + edition * EDITION_WEIGHT, MOVED - 1)

    def stamp(self, live_at: datetime | None) -> datetime:
        """Return a time that rises with `sequence` and is never in the future, for calendars that compare times."""
        if self.changed:
            return datetime.combine(self.changed, time(), UTC)
        latest = CalendarTimes(date(LAST_YEAR + 1, 1, 1), list(range(7)), time()).rank
        return (live_at or EPOCH).astimezone(UTC) - timedelta(seconds=latest - self.rank)


@dataclass(frozen=True)
class CalendarSession:
    week: int
    number: int  # within the week
    day: date
    sets: int


def calendar_sessions(answer: Answer, times: CalendarTimes) -> tuple[CalendarSession, ...]:
    """Put the sessions of each week on the weekdays; week 1 begins on the start date."""
    sessions = []
    for row in answer.weeks:
        first = times.start + timedelta(weeks=row.number - 1)
        days = sorted(first + timedelta(days=(day - first.weekday()) % 7) for day in times.on)
        sessions += [
            CalendarSession(row.number, number, day, sets)
            for number, (day, sets) in enumerate(zip(days, row.sessions, strict=False), 1)
        ]
    return tuple(sessions)


def to_ical(answer: Answer, guide: Guide, address: str, times: CalendarTimes) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//{guide.cover.name}//Routine//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(f"{guide.cover.name}: {answer.variation.title}"))
    calendar.add("description", answer_as_text(answer, guide, address))
    for session in calendar_sessions(answer, times):
        calendar.add_component(calendar_event(session, answer, guide, address, times))
    data: bytes = calendar.to_ical()
    return data


def calendar_event(session: CalendarSession, answer: Answer, guide: Guide, address: str, times: CalendarTimes) -> Event:
    starts, stamp = datetime.combine(session.day, times.at), times.stamp(guide.edition.live_at)
    event = Event()
    event.add("uid", event_uid(session, answer))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", times.sequence(guide.edition.number))
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=answer.routine.weeks[session.week - 1].minutes))
    event.add("summary", f"{answer.variation.title}, week {session.week}, session {session.number}")
    event.add("description", with_absolute_links(session_description(session, answer, guide), address))
    event.add("url", address)
    return event


def event_uid(session: CalendarSession, answer: Answer) -> str:
    any_weeks = replace(answer.routine.trainee, weeks=DEFAULT_WEEKS)
    digest = hashlib.sha256(trainee_query(any_weeks).encode()).hexdigest()[:16]
    return f"{digest}-week{session.week}-session{session.number}@routine"


def session_description(session: CalendarSession, answer: Answer, guide: Guide) -> str:
    """Describe one session: safety notices first, then the numbers, load, warm-up sets and cues."""
    row, routine = answer.weeks[session.week - 1], answer.routine
    each = f" each {guide.cover.side}" if guide.cover.side else ""
    lines = [
        *(plain_line(limit.safety_notice) for limit in routine.safety_notices),
        f"{quantity(session.sets, 'set')} of {row.reps} reps{each}, {row.rir} clean reps left.",
        f"Load: {row.load}. Rest: {routine.rest} seconds. Tempo: {row.tempo or routine.prescription.tempo}.",
        f"{row.text} {row.extra_sets}".strip(),
        plain_line(answer.load_guidance),
        plain_line(routine.warm_up_sets[1]),
        *(plain_line(change.effect.text) for change in routine.changes),
        *answer.cues,
        *([mistake_line(answer.common_mistake)] if answer.common_mistake else []),
    ]
    return "\n".join(lines)
