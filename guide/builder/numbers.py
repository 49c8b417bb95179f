"""The numbers of a routine, each with its unit, meaning and sources and the answers that it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html

from guide.builder.week_table import is_easy, quantity, time_includes
from guide.notation import Range, Tempo
from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenCover, FrozenSource
from guide.routine import Routine
from guide.routine.rulebook import FrozenEquipment, FrozenPrescription

REPS_AND_RESERVE = "Those are your reps and the clean reps left, added up. No test is needed."


@dataclass(frozen=True)
class NumberSource:
    source: FrozenSource
    remark: str  # empty unless the source supports only part of the number


@dataclass(frozen=True)
class RoutineNumber:
    name: str
    label: str
    value: str
    remark: str
    unit: str
    meaning: str
    sources: tuple[NumberSource, ...]
    answers: str  # the answers that the number comes from
    contrast: str  # what it would be for others; empty if it would be the same


def routine_numbers(routine: Routine, guide: Guide) -> tuple[RoutineNumber, ...]:
    """Return the numbers in the order in which a trainee needs them."""
    row, cover, start = routine.prescription, guide.cover, routine.start_load
    last_set = row.rir_remark if routine.hard_last_set else ""
    load_text = row.load.text if is_easy(routine) else REPS_AND_RESERVE
    load_here = "" if start and start.weight else load_guidance(routine)
    rows = [
        ("sets", "Sets", routine.sets, "", _each_side(cover), f"One set is both {cover.sides}." if cover.sides else ""),
        ("reps", "Reps", routine.reps, row.reps_remark if routine.reps == row.reps else "", _each_side(cover), ""),
        ("rest", "Rest", routine.rest, "", _after_both_sides("seconds", cover), ""),
        ("rir", "Stop when you could still do", row.rir, last_set, "good reps", effort_text(routine)),
        ("load", "Load", load_words(routine), "", "", format_html("{} {}", load_text, load_here)),
        ("tempo", "Tempo", row.tempo, "", tempo_words(row.tempo), tempo_text(row.tempo)),
        ("days", "Days", routine.days, "", "a week", spacing_note(routine)),
        ("cap", "Weekly sets", routine.weekly_sets, "", _each_side(cover), weekly_cap_text(routine)),
        ("time", "Time", f"about {routine.minutes.about}", "", _minutes_unit(routine), time_text(routine, cover)),
    ]
    if start and start.weight:
        rows.insert(5, ("start", "Start with", f"{start.weight} {start.unit}", "", _each_side(cover), start.note))
    return tuple(make_number(routine, guide, *values) for values in rows)


def make_number(
    routine: Routine, guide: Guide, name: str, label: str, value: object, remark: str, unit: str, meaning: str
) -> RoutineNumber:
    row = routine.prescription
    sources, answers = sources_for(row, name, guide), answers_for(routine, name)
    why = contrast(routine, name, guide)
    return RoutineNumber(name, label, str(value), remark, unit, meaning, sources, answers, why)


def load_guidance(routine: Routine) -> str:
    """Say how to find the load, from the load used now or else for the equipment in general. HTML."""
    if routine.start_load and routine.start_load.weight:
        return format_html("<p>{}</p>", routine.start_load.note)
    return equipment_load_text(routine, routine.variation.equipment)


def equipment_load_text(routine: Routine, equipment: FrozenEquipment) -> str:
    """Say how to find the load for the equipment. Slower reps are left out for those who must not work harder."""
    if routine.keep_load and equipment.always_available and not is_easy(routine):
        return format_html("<p>{}</p>", "Add nothing, and keep the tempo.")
    return routine.prescription.load.for_equipment(equipment)


def answers_for(routine: Routine, name: str) -> str:
    """Say which answers a number comes from."""
    row, trainee = routine.prescription, routine.trainee
    answers = f"{row.placement.name}, {row.experience.name}, {row.aim.name}"
    if name == "days" and trainee.days is not None:
        answers += f"; your {trainee.days} days a week"
    if name == "start":
        answers = f"The load you use now: {trainee.load} {trainee.unit}; {answers}"
    if name in {"sets", "cap"} and trainee.days is not None:
        answers += f"; your {trainee.days} days a week, at most {routine.volume.cap} sets"
    if name in {"sets", "days", "cap"} and routine.volume.cap < row.weekly_sets_cap:
        answers += f"; your {quantity(trainee.other_sets, 'hard set')} a week elsewhere"
    if name in {"sets", "reps", "rest", "time"} and routine.minutes.available is not None:
        answers += f"; your {quantity(routine.minutes.available, 'minute')}"
    if routine.stricter_limit:
        answers += f"; the more careful prescription, because you ticked “{routine.stricter_limit.name}”"
    return answers + "."


CONTRASTED = {"sets": "sets", "reps": "reps", "rir": "rir", "rest": "rest", "days": "days", "cap": "weekly_sets_cap"}


def contrast(routine: Routine, name: str, guide: Guide) -> str:
    """Say why this number for this trainee: what it would be at other levels, or else with other aims."""
    if name not in CONTRASTED:
        return ""
    row = routine.prescription
    own, shown = getattr(row, CONTRASTED[name]), {"cap": routine.volume.cap, "rir": row.rir}.get(name)
    if (shown or getattr(routine, name)) != own:
        return f"The full prescription has {own}. Your other answers make it {shown or getattr(routine, name)}."
    rows = [other for other in guide.prescriptions if other.placement == row.placement and other != row]
    levels = {other.experience.name: getattr(other, CONTRASTED[name]) for other in rows if other.aim == row.aim}
    aims = {other.aim.name: getattr(other, CONTRASTED[name]) for other in rows if other.experience == row.experience}
    for what, others in ((row.experience.name, levels), (row.aim.name, aims)):
        if different := [f"{value} with “{other}”" for other, value in others.items() if value != own]:
            most = "At most " if name == "cap" else ""
            return f"{most}{own} because of “{what}”: it would be {', '.join(different)}."
    return ""


def load_words(routine: Routine) -> str:
    """Say how heavy the load is: how many reps one could do with it at most, the reps left included."""
    row, equipment = routine.prescription, routine.variation.equipment
    if is_easy(routine):
        return "no weight" if equipment.always_available else "light"
    most = Range(routine.reps.low + row.rir.low, routine.reps.top + row.rir.top)
    if equipment.always_available:
        return f"no weight, but hard enough that you could do {most} reps at most"
    return f"a {'weight you could lift' if equipment.weighted else 'resistance you could move'} {most} times at most"


def tempo_words(tempo: Tempo) -> str:
    hold = f"{tempo.pause} s hold, " if tempo.pause else ""
    return f"{tempo.lift} s up, {hold}{tempo.lower} s down"


def time_text(routine: Routine, cover: FrozenCover) -> str:
    """Say what the minutes include, and what was cut to fit them."""
    minutes = routine.minutes
    text = f"{minutes.range} minutes, as your reps and rest go. Counted: {time_includes(routine, cover)}."
    if minutes.reductions:
        text += f" Cut for your {quantity(minutes.available, 'minute')}{cuts_text(minutes.reductions)}"
    return text


def minutes_note(routine: Routine) -> str:
    """Say what was cut or that the minutes do not suffice; empty if neither applies."""
    minutes = routine.minutes
    available = quantity(minutes.available, "minute")
    if minutes.fits:
        return f"To fit your {available}{cuts_text(minutes.reductions)}" if minutes.reductions else ""
    fewest = quantity(routine.sets.top, "set")
    return f"You have {available}. Even {fewest} takes {minutes.range.top}: these are its numbers."


def cuts_text(reductions: tuple[str, ...]) -> str:
    return f"{', in this order' if len(reductions) > 1 else ''}: {'; '.join(reductions)}."


def _minutes_unit(routine: Routine) -> str:
    return "minutes a session" if routine.minutes.about != 1 else "minute a session"


def sources_for(row: FrozenPrescription, number: str, guide: Guide) -> tuple[NumberSource, ...]:
    found = ((guide.find("sources", code), remark) for code, remark in row.evidence.sources(number))
    return tuple(NumberSource(source, remark) for source, remark in found if source)


def effort_text(routine: Routine) -> str:
    row = routine.prescription
    text = f"Stop each set while you could still do {_reps_left(row.rir)}."
    if routine.hard_last_set:
        text += f" In the last set you may go on until {row.last_set_rir} are left."
    elif row.last_set_rir:
        text += " This holds for the last set too: go closer only where the kit holds you steady."
    return text


def tempo_text(tempo: Tempo) -> str:
    pause = f"pause for {tempo.pause}" if tempo.pause else "do not pause"
    return f"Lift for {tempo.lift} seconds, {pause}, lower for {tempo.lower}.".replace(" 1 seconds", " 1 second")


def spacing_note(routine: Routine) -> str:
    return "" if routine.days.high == 1 else "Leave a day between them where you can."


def weekly_cap_text(routine: Routine) -> str:
    most = f"Do at most {routine.volume.cap} a week."
    is_counted = routine.prescription.placement.counted
    return most if is_counted else f"Easy sets: they do not count as training. {most}"


def _reps_left(left: Range) -> str:
    return f"{left.low} or more clean reps with ease" if left.high is None else f"{left} clean reps"


def _each_side(cover: FrozenCover) -> str:
    return f"each {cover.side}" if cover.side else ""


def _after_both_sides(unit: str, cover: FrozenCover) -> str:
    return f"{unit}: one {cover.side}, the other {cover.side}, then rest" if cover.sides else unit
