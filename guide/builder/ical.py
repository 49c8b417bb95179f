"""The sessions as a calendar file: floating local times, and ids that stay the same from file to file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, vText

from guide.builder.answer import Answer
from guide.builder.plain_text import answer_as_text, mistake_line, plain_line, with_absolute_links
from guide.builder.query_string import trainee_query
from guide.read_model.guide import Guide


@dataclass(frozen=True)
class CalendarSession:
    """One session on its day."""

    week: int
    number: int
    day: date
    sets: int


def calendar_sessions(answer: Answer, on: list[int], start: date) -> tuple[CalendarSession, ...]:
    """Week 1 begins on the start date, and each week has its sessions on the chosen days."""
    found = []
    for row in answer.weeks:
        first = start + timedelta(weeks=row.number - 1)
        days = sorted(first + timedelta(days=(day - first.weekday()) % 7) for day in on)
        found += [
            CalendarSession(row.number, number, day, sets)
            for number, (day, sets) in enumerate(zip(days, row.sessions, strict=False), 1)
        ]
    return tuple(found)


def to_ical(answer: Answer, guide: Guide, address: str, on: list[int], start: date, at: time) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//{guide.cover.name}//Routine//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(f"{guide.cover.name}: {answer.variation.title}"))
    calendar.add("description", answer_as_text(answer, guide, address))
    for sitting in calendar_sessions(answer, on, start):
        calendar.add_component(calendar_event(sitting, answer, guide, address, at))
    data: bytes = calendar.to_ical()
    return data


def calendar_event(sitting: CalendarSession, answer: Answer, guide: Guide, address: str, at: time) -> Event:
    begins = datetime.combine(sitting.day, at)
    event = Event()
    event.add("uid", event_uid(sitting, answer))
    event.add("dtstamp", (guide.edition.live_at or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC))
    event.add("sequence", guide.edition.number)
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=answer.routine.weeks[sitting.week - 1].minutes))
    event.add("summary", f"{answer.variation.title}, week {sitting.week}, session {sitting.number}")
    event.add("description", with_absolute_links(session_description(sitting, answer, guide), address))
    event.add("url", address)
    return event


def event_uid(sitting: CalendarSession, answer: Answer) -> str:
    """The same answers give the same id, so that a calendar moves its sessions and does not double them."""
    digest = hashlib.sha256(trainee_query(answer.routine.trainee).encode()).hexdigest()[:16]
    return f"{digest}-week{sitting.week}-session{sitting.number}@routine"


def session_description(sitting: CalendarSession, answer: Answer, guide: Guide) -> str:
    """What a trainee needs in the gym, with what to read first at its head."""
    row, routine = answer.weeks[sitting.week - 1], answer.routine
    each = f" each {guide.cover.side}" if guide.cover.side else ""
    lines = [
        *(plain_line(limit.safety_notice) for limit in routine.limits if limit.safety_notice),
        f"{sitting.sets} sets of {row.reps} reps{each}, {row.rir} clean reps left.".replace("1 sets", "1 set"),
        f"Load: {row.load}. Rest: {routine.rest} seconds. Tempo: {row.tempo or routine.prescription.tempo}.",
        f"{row.text} {row.extra_sets}".strip(),
        plain_line(answer.load_guidance),
        plain_line(routine.warm_up_sets[1]),
        *(plain_line(change.effect.text) for change in routine.adaptations),
        *answer.cues,
        *([mistake_line(answer.common_mistake)] if answer.common_mistake else []),
    ]
    return "\n".join(lines)
