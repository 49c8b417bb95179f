"""The numbers of a routine: each with its unit, its meaning, the answers behind it and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html

from guide.builder.week_table import counted, counted_in
from guide.notation import Span, Tempo
from guide.read_model.guide import Guide
from guide.read_model.parts import Cover, Source
from guide.routine import Routine
from guide.routine.rulebook import Prescription


@dataclass(frozen=True)
class Because:
    """One source of a number, with a remark where the source is used in a narrow way."""

    source: Source
    remark: str


@dataclass(frozen=True)
class Number:
    name: str
    label: str
    value: str
    remark: str
    unit: str
    meaning: str
    because: tuple[Because, ...]
    led: str
    """The answers that led to it."""

    @property
    def house(self) -> bool:
        """Whether nothing but a choice of the guide's own stands behind it."""
        return all(why.source.standing == "own_rule" for why in self.because)


def numbers(routine: Routine, guide: Guide) -> tuple[Number, ...]:
    """Every number of the answer, in the order in which a trainee needs them."""
    row, cover, start = routine.prescription, guide.cover, routine.start
    last_set = row.rir_remark if routine.hard_last_set else ""
    load_here = "" if start and start.weight else how_heavy(routine)
    words = [
        ("sets", "Sets", routine.sets, "", _each(cover), f"One set is both {cover.sides}." if cover.sides else ""),
        ("reps", "Reps", routine.reps, row.reps_remark if routine.reps == row.reps else "", _each(cover), ""),
        ("rir", "Stop with", row.rir, last_set, "clean reps left", effort_in_words(routine)),
        ("load", "Load", row.load.name, "", "", format_html("{} {}", row.load.text, load_here)),
        ("rest", "Rest", routine.rest, "", _after("seconds", cover), ""),
        ("tempo", "Tempo", row.tempo, "", "lift, pause, lower", tempo_in_words(row.tempo)),
        ("days", "Days", routine.days, "", "a week", spacing(routine)),
        ("cap", "Weekly sets", routine.weekly_sets, "", _each(cover), week_in_words(row)),
        ("time", "Time", routine.minutes.span, "", _session(routine), time_in_words(routine, cover)),
    ]
    if start and start.weight:
        words.insert(4, ("start", "Start with", f"{start.weight} {start.unit}", "", _each(cover), start.note))
    return tuple(
        Number(name, label, str(value), remark, unit, meaning, because(row, name, guide), led_to(routine, name))
        for name, label, value, remark, unit, meaning in words
    )


def how_heavy(routine: Routine) -> str:
    """How to find the load: from the one used now, or else in the words for the kit. HTML."""
    if routine.start and routine.start.weight:
        return format_html("<p>{}</p>", routine.start.note)
    return routine.prescription.load.on(routine.variation.equipment)


def led_to(routine: Routine, name: str) -> str:
    """Which answers a number comes from."""
    row, trainee = routine.prescription, routine.trainee
    answers = f"{row.placement.name}, {row.experience.name}, {row.aim.name}: prescription {row.slug}"
    if name == "days" and trainee.days is not None:
        answers += f"; your {trainee.days} days a week"
    if name == "start":
        answers = f"The load you use now: {trainee.load} {trainee.unit}; {answers}"
    if name in {"sets", "cap"} and trainee.days is not None:
        answers += f"; your {trainee.days} days a week, within the cap of {row.weekly_sets_cap}"
    if name in {"sets", "reps", "rest", "time"} and routine.minutes.wanted is not None:
        answers += f"; your {counted(routine.minutes.wanted, 'minute')}"
    if routine.careful:
        answers += f"; the careful rows, because you ticked “{routine.careful.name}”"
    return answers + "."


def time_in_words(routine: Routine, cover: Cover) -> str:
    """How the minutes are counted, and what was cut to fit them."""
    words = f"Counted: {counted_in(routine, cover)}."
    minutes = routine.minutes
    if minutes.cuts:
        words += f" Cut for your {counted(minutes.wanted, 'minute')}{in_order(minutes.cuts)}"
    if not minutes.fits:
        words += f" Less than this does not count as the full work, so it takes {minutes.span.high} minutes."
    return words


def minutes_note(routine: Routine) -> str:
    """What to say at once about the minutes; empty where nothing was cut."""
    minutes, (easy, _) = routine.minutes, routine.easy
    if minutes.fits:
        return f"To fit your {counted(minutes.wanted, 'minute')}{in_order(minutes.cuts)}" if minutes.cuts else ""
    takes, without = f"{minutes.span.high}", routine.pace.most(routine.dose, easy.low if easy else 0)
    if easy and easy.high:
        takes += ", the easy set included" if easy.low else f" with the easy set and {without} without it"
    note = f"You have {counted(minutes.wanted, 'minute')}. The least that counts here takes {takes}"
    short = without > (minutes.wanted or 0) and routine.days.low > 1
    fewer = " Do not cut further: take the time on fewer days instead." if short else ""
    return f"{note}, and these are its numbers.{fewer}"


def in_order(cuts: tuple[str, ...]) -> str:
    return f"{', in this order' if len(cuts) > 1 else ''}: {'; '.join(cuts)}."


def _session(routine: Routine) -> str:
    return "minutes a session" if routine.minutes.span.high != 1 else "minute a session"


def because(row: Prescription, number: str, guide: Guide) -> tuple[Because, ...]:
    found = ((guide.find("sources", code), remark) for code, remark in row.evidence.sources(number))
    return tuple(Because(source, remark) for source, remark in found if source)


def effort_in_words(routine: Routine) -> str:
    row = routine.prescription
    words = f"Stop each set while you could still do {_reps(row.rir)}."
    if routine.hard_last_set:
        words += f" In the last set you may go on until {row.last_set_rir} are left."
    elif row.last_set_rir:
        words += " This holds for the last set too: go closer only where the kit holds you steady."
    return words


def tempo_in_words(tempo: Tempo) -> str:
    pause = f"pause for {tempo.pause}" if tempo.pause else "do not pause"
    return f"Lift for {tempo.lift} seconds, {pause}, lower for {tempo.lower}.".replace(" 1 seconds", " 1 second")


def spacing(routine: Routine) -> str:
    return "" if routine.days.high == 1 else "Leave a day between them where you can."


def week_in_words(row: Prescription) -> str:
    if not row.placement.counted:
        return f"Easy sets: they do not count as training. {row.weekly_sets_cap} a week are the most."
    return f"Do not pass {row.weekly_sets_cap} a week."


def _reps(left: Span) -> str:
    return f"{left.low} or more clean reps with ease" if left.high is None else f"{left} clean reps"


def _each(cover: Cover) -> str:
    return f"each {cover.side}" if cover.side else ""


def _after(unit: str, cover: Cover) -> str:
    return f"{unit}, after both {cover.sides}" if cover.sides else unit
