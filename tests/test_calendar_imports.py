"""Calendars import the sessions, then the same sessions at other times. Each replaces events by a rule of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from guide.builder.follow_up_forms import FIRST_YEAR, LAST_YEAR
from guide.builder.ical import CalendarTimes
from guide.editions.publishing import publish
from guide.models import Section

GOOD = "aim=hypertrophy&experience=intermediate&equipment=cable&days=2"
FIRST = "on=0&on=3&start=2026-12-02&at=18:00"
LATER = {
    "later time": "on=0&on=3&start=2026-12-02&at=19:00",
    "a minute later": "on=0&on=3&start=2026-12-02&at=18:01",
    "later start": "on=0&on=3&start=2026-12-09&at=07:00",
    "later weekdays": "on=1&on=4&start=2026-12-02&at=18:00",
}
EARLIER = {
    "earlier time": "on=0&on=3&start=2026-12-02&at=07:00",
    "earlier start": "on=0&on=3&start=2026-11-25&at=18:00",
    "earlier weekdays": "on=0&on=2&start=2026-12-02&at=18:00",
}


@dataclass
class Imported:
    uid: str
    sequence: int
    stamp: datetime
    modified: datetime
    start: datetime


def with_icalendar(body: bytes) -> list[Imported]:
    return [
        Imported(str(e["uid"]), e["sequence"], e["dtstamp"].dt, e["last-modified"].dt, e["dtstart"].dt)
        for e in Calendar.from_ical(body).walk("VEVENT")
    ]


def with_vobject(body: bytes) -> list[Imported]:
    return [
        Imported(e.uid.value, int(e.sequence.value), e.dtstamp.value, e.last_modified.value, e.dtstart.value)
        for e in vobject.readOne(body.decode()).vevent_list
    ]


# What makes an event replace the one with the same UID.
RULES = {
    "RFC 5546": lambda new, old: (new.sequence, new.stamp) > (old.sequence, old.stamp),
    "by sequence only": lambda new, old: new.sequence > old.sequence,
    "sequence not lower": lambda new, old: new.sequence >= old.sequence,
    "by stamp only": lambda new, old: new.stamp > old.stamp,
    "by last change": lambda new, old: new.modified > old.modified,
    "sequence and last change": lambda new, old: (new.sequence, new.modified) > (old.sequence, old.modified),
    "any difference": lambda new, old: (new.sequence, new.stamp) != (old.sequence, old.stamp),
    "always": lambda new, old: True,
}


def import_file(calendar: dict[str, Imported], events: list[Imported], replaces) -> dict[str, Imported]:
    new = {event.uid: event for event in events}
    return calendar | {uid: e for uid, e in new.items() if uid not in calendar or replaces(e, calendar[uid])}


def starts(calendar: dict[str, Imported]) -> list[datetime]:
    return sorted(event.start for event in calendar.values())


@pytest.mark.django_db
@pytest.mark.parametrize("read", [with_icalendar, with_vobject])
@pytest.mark.parametrize("when", [*LATER.values(), *(f"{when}&changed=2026-12-20" for when in EARLIER.values())])
def test_every_calendar_moves_the_sessions(client, when, read):
    first, second = (read(client.get(f"/routine.ics?{GOOD}&{times}").content) for times in (FIRST, when))
    assert [event.uid for event in first] == [event.uid for event in second]
    for name, replaces in RULES.items():
        moved = import_file(import_file({}, first, replaces), second, replaces)
        assert starts(moved) == sorted(event.start for event in second), name


@pytest.mark.django_db
@pytest.mark.parametrize("when", EARLIER.values(), ids=EARLIER)
def test_sessions_moved_to_earlier_times_have_another_sequence_and_stamp(client, when):
    first, second = (with_icalendar(client.get(f"/routine.ics?{GOOD}&{times}").content) for times in (FIRST, when))
    assert {event.sequence for event in first}.isdisjoint(event.sequence for event in second)
    assert {event.stamp for event in first}.isdisjoint(event.stamp for event in second)
    # Then all of them stay or all of them move.
    for replaces in RULES.values():
        moved = import_file(import_file({}, first, replaces), second, replaces)
        assert starts(moved) in (sorted(e.start for e in first), sorted(e.start for e in second))


@pytest.mark.django_db
def test_same_file_twice_changes_nothing(client):
    first, second = (client.get(f"/routine.ics?{GOOD}&{FIRST}").content for _ in range(2))
    assert first == second
    assert (
        len(
            import_file(
                import_file({}, with_icalendar(first), RULES["RFC 5546"]), with_icalendar(second), RULES["always"]
            )
        )
        == 16
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("weeks", "more"), [(4, 8), (8, 4), (6, 12)])
def test_more_or_fewer_weeks_repeat_no_session(client, weeks, more):
    first, second = (
        with_icalendar(client.get(f"/routine.ics?{GOOD}&weeks={number}&{FIRST}").content) for number in (weeks, more)
    )
    both = import_file(import_file({}, first, RULES["RFC 5546"]), second, RULES["RFC 5546"])
    assert len(both) == len({event.start for event in both.values()}) == max(len(first), len(second))


@pytest.mark.django_db
def test_a_new_edition_replaces_the_old_sessions(client):
    old = with_icalendar(client.get(f"/routine.ics?{GOOD}&{FIRST}").content)
    Section.objects.filter(slug="form").update(title="Form, renamed")
    publish(by="tests", note="Renamed.")
    for when in (FIRST, EARLIER["earlier time"], LATER["later start"]):
        new = with_icalendar(client.get(f"/routine.ics?{GOOD}&{when}").content)
        assert starts(import_file({e.uid: e for e in old}, new, RULES["RFC 5546"])) == sorted(e.start for e in new)


@pytest.mark.django_db
def test_stamps_are_not_in_the_future(client):
    for when in (FIRST, "on=5&on=6&start=2100-12-31&at=23:59", f"{FIRST}&changed=2026-11-01"):
        for event in with_icalendar(client.get(f"/routine.ics?{GOOD}&{when}").content):
            assert event.stamp == event.modified <= datetime.now(UTC)
            assert event.stamp.utcoffset() == timedelta(0)


@pytest.mark.django_db
@pytest.mark.parametrize("changed", ["1.12.2026", "2026-13-01", "9999-01-01", "x"])
def test_invalid_day_of_change_is_told(client, changed):
    response = client.get(f"/routine.ics?{GOOD}&{FIRST}&changed={changed}")
    assert response.status_code == 400
    assert 'href="#id_changed"' in response.content.decode()


DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
WEEKDAYS = st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(sorted)
TIMES = st.builds(CalendarTimes, DAYS, WEEKDAYS, st.builds(time, st.integers(0, 23), st.integers(0, 59)))


@given(TIMES, DAYS, DAYS, st.integers(1, 10**6), st.datetimes(datetime(2020, 1, 1), timezones=st.just(UTC)))
def test_sequence_fits_and_rises_with_the_day_of_change(times, one, other, edition, live_at):
    plain, first, second = times, *(CalendarTimes(times.start, times.on, times.at, day) for day in sorted((one, other)))
    assert 0 <= plain.sequence(edition) < first.sequence(edition) <= second.sequence(edition) < 2**31
    assert (first.sequence(edition) < second.sequence(edition)) == (one != other)
    assert plain.stamp(live_at) <= live_at


@given(TIMES, st.data())
def test_any_single_change_is_another_sequence_and_a_later_one_a_higher(times, data):
    start = data.draw(DAYS)
    at = data.draw(st.builds(time, st.integers(0, 23), st.integers(0, 59)))
    on = data.draw(WEEKDAYS)
    for other, is_later in (
        (CalendarTimes(start, times.on, times.at), start > times.start),
        (CalendarTimes(times.start, times.on, at), at > times.at),
        (CalendarTimes(times.start, on, times.at), None),
    ):
        if other != times:
            assert other.sequence(1) != times.sequence(1)
            if is_later is not None:
                assert (other.sequence(1) > times.sequence(1)) == is_later
