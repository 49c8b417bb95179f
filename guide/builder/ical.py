"""The sessions of a routine as an iCalendar file.

Times are local to the reader ("floating"). Event ids stay the same, so that a new file updates the old events.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vText

from guide.builder.answer import Answer
from guide.builder.plain_text import answer_as_text, mistake_line, plain_line, with_absolute_links
from guide.builder.query_string import trainee_query
from guide.builder.week_table import quantity
from guide.read_model.guide import Guide


@dataclass(frozen=True)
class CalendarSession:
    week: int
    number: int  # within the week
    day: date
    sets: int


def calendar_sessions(answer: Answer, on: list[int], start: date) -> tuple[CalendarSession, ...]:
    """Put the sessions of each week on the weekdays `on` (Monday is 0); week 1 begins on the start date."""
    sessions = []
    for row in answer.weeks:
        first = start + timedelta(weeks=row.number - 1)
        days = sorted(first + timedelta(days=(day - first.weekday()) % 7) for day in on)
        sessions += [
            CalendarSession(row.number, number, day, sets)
            for number, (day, sets) in enumerate(zip(days, row.sessions, strict=False), 1)
        ]
    return tuple(sessions)


def to_ical(answer: Answer, guide: Guide, address: str, on: list[int], start: date, at: time) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//{guide.cover.name}//Routine//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(f"{guide.cover.name}: {answer.variation.title}"))
    calendar.add("description", answer_as_text(answer, guide, address))
    for session in calendar_sessions(answer, on, start):
        calendar.add_component(calendar_event(session, answer, guide, address, at))
    data: bytes = calendar.to_ical()
    return data


def calendar_event(session: CalendarSession, answer: Answer, guide: Guide, address: str, at: time) -> Event:
    starts = datetime.combine(session.day, at)
    event = Event()
    event.add("uid", event_uid(session, answer))
    event.add("dtstamp", (guide.edition.live_at or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC))
    event.add("sequence", guide.edition.number)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=answer.routine.weeks[session.week - 1].minutes))
    event.add("summary", f"{answer.variation.title}, week {session.week}, session {session.number}")
    event.add("description", with_absolute_links(session_description(session, answer, guide), address))
    event.add("url", address)
    return event


def event_uid(session: CalendarSession, answer: Answer) -> str:
    digest = hashlib.sha256(trainee_query(answer.routine.trainee).encode()).hexdigest()[:16]
    return f"{digest}-week{session.week}-session{session.number}@routine"


def session_description(session: CalendarSession, answer: Answer, guide: Guide) -> str:
    """Describe one session: safety notices first, then the numbers, load, warm-up sets and cues."""
    row, routine = answer.weeks[session.week - 1], answer.routine
    each = f" each {guide.cover.side}" if guide.cover.side else ""
    lines = [
        *(plain_line(limit.safety_notice) for limit in routine.limits if limit.safety_notice),
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
