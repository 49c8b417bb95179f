"""A routine in words: each number with its unit, its meaning and what it rests on.

The page and the data say the same because both are made from this.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.html import format_html, strip_tags

from guide.notation import Span, Tempo
from guide.parts import Cover, Source, Variation
from guide.reading import Guide
from guide.routine import Routine
from guide.rulebook import Prescription


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


def numbers(routine: Routine, guide: Guide) -> tuple[Number, ...]:
    """Every number of the answer, in the order in which a trainee needs them."""
    row, cover = routine.prescription, guide.cover
    last_set = row.rir_remark if routine.hard_last_set else ""
    load_here = row.load.on(routine.variation.equipment)
    words = [
        ("sets", "Sets", routine.sets, "", _each(cover), f"One set is both {cover.sides}." if cover.sides else ""),
        ("reps", "Reps", row.reps, row.reps_remark, _each(cover), ""),
        ("rir", "Stop with", row.rir, last_set, "clean reps left", effort_in_words(routine)),
        ("load", "Load", row.load.name, "", "", format_html("{}{}", row.load.text, load_here)),
        ("rest", "Rest", row.rest, "", _after("seconds", cover), ""),
        ("tempo", "Tempo", row.tempo, "", "lift, pause, lower", tempo_in_words(row.tempo)),
        ("days", "Days", routine.days, "", "a week", "Leave a day between them where you can."),
        ("cap", "Weekly sets", routine.weekly_sets, "", _each(cover), week_in_words(row)),
    ]
    return tuple(
        Number(name, label, str(value), remark, unit, meaning, because(row, name, guide))
        for name, label, value, remark, unit, meaning in words
    )


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


def row_of(row: Prescription, side: str) -> dict[str, str]:
    """The prescription as the table has it, every value as text."""
    return {
        "row": row.slug,
        "placement": row.placement.slug,
        "experience": row.experience.slug,
        "aim": row.aim.slug,
        "sets": str(row.sets),
        f"reps_per_{side}" if side else "reps": row.reps_text,
        "rir": row.rir_text,
        "load": row.load.name,
        "rest_seconds": str(row.rest),
        "tempo_lift_pause_lower": str(row.tempo),
        "days_per_week": str(row.days),
        "weekly_sets_cap": str(row.weekly_sets_cap),
        "progression": row.progression_text,
        "evidence": str(row.evidence),
    }


def as_data(routine: Routine, guide: Guide) -> dict[str, Any]:
    """The whole answer as data."""
    variation: Variation = guide.find("variations", routine.variation.slug)
    mistake = variation.mistakes[0].mistake if variation.mistakes else None
    return {
        "edition": guide.stamp.number,
        "trainee": asdict(routine.trainee) | {"equipment": sorted(routine.trainee.equipment)},
        "prescription": row_of(routine.prescription, guide.cover.side),
        "variation": {"slug": variation.slug, "title": variation.title, "reason": strip_tags(routine.variation_reason)},
        "placement": {"slug": routine.prescription.placement.slug, "reason": strip_tags(routine.placement_reason)},
        "numbers": [number_as_data(number) for number in numbers(routine, guide)],
        "progression": [{"slug": rule.slug, "name": rule.name, "html": rule.text} for rule in routine.progressions],
        "notes": list(routine.notes),
        "cues": list(variation.cues),
        "mistake": {"slug": mistake.slug, "title": mistake.title, "cue": mistake.cue} if mistake else None,
    }


def number_as_data(number: Number) -> dict[str, Any]:
    because = [{"source": why.source.slug, "remark": why.remark} for why in number.because]
    return asdict(number) | {"meaning": strip_tags(number.meaning), "because": because}
