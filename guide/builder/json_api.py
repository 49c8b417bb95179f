"""The answer as data: what `/routine.json` holds. docs/api.md documents it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from guide.builder.answer import Answer, Instead, Next, Rung
from guide.builder.numbers import Number
from guide.builder.plain_text import plain
from guide.read_model.guide import Guide
from guide.read_model.parts import LikelyMistake
from guide.routine import Routine, Trainee
from guide.routine.rulebook import Prescription


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


def as_data(answer: Answer, guide: Guide, coming: Next | None = None) -> dict[str, Any]:
    """The whole answer as data. Texts are plain, but for `html`."""
    routine, variation = answer.routine, answer.variation
    return {
        "edition": guide.stamp.number,
        "trainee": trainee_as_data(routine.trainee),
        "safety": safety_as_data(answer),
        "prescription": row_of(routine.prescription, guide.cover.side),
        "variation": {"slug": variation.slug, "title": variation.title, "reason": plain(routine.variation_reason)},
        "placement": {"slug": routine.prescription.placement.slug, "reason": plain(routine.placement_reason)},
        "numbers": [number_as_data(number) for number in answer.numbers],
        "minutes": minutes_as_data(routine),
        "week": [plain(line) for line in answer.week],
        "weeks": weeks_as_data(answer),
        "progression": [{"slug": rule.slug, "name": rule.name, "html": rule.text} for rule in routine.progressions],
        "notes": list(answer.notes),
        "instead": [instead_as_data(other) for other in answer.instead],
        "easier": rung_as_data(answer.easier) if answer.easier else None,
        "harder": rung_as_data(answer.harder) if answer.harder else None,
        "cues": list(answer.cues),
        "mistake": likely_as_data(answer.likely) if answer.likely else None,
        "next": next_as_data(coming) if coming else None,
    }


def trainee_as_data(trainee: Trainee) -> dict[str, Any]:
    return asdict(trainee) | {
        "equipment": sorted(trainee.equipment),
        "limits": sorted(trainee.limits),
        "load": str(trainee.load) if trainee.load else None,
    }


def safety_as_data(answer: Answer) -> dict[str, Any]:
    routine = answer.routine
    return {
        "careful": routine.careful.slug if routine.careful else None,
        "careful_because": answer.careful or None,
        "limits": [{"limit": limit.slug, "name": limit.name, "text": plain(limit.text)} for limit in routine.limits],
        "cards": [
            {"limit": limit.slug, "html": limit.safety_notice} for limit in routine.limits if limit.safety_notice
        ],
        "removed": [
            {"variation": gone.variation.slug, "limit": gone.limit.slug, "reason": plain(gone.line.text)}
            for gone in routine.removed
        ],
        "changed": [{"limit": c.limit.slug, "how": plain(c.line.text)} for c in routine.changed],
    }


def minutes_as_data(routine: Routine) -> dict[str, Any]:
    minutes = routine.minutes
    return {
        "least": minutes.span.low,
        "most": minutes.span.high,
        "wanted": minutes.wanted,
        "fits": minutes.fits,
        "cuts": list(minutes.cuts),
        "easy_sets": str(routine.easy[0] or 0),
    }


def weeks_as_data(answer: Answer) -> list[dict[str, Any]]:
    return [
        {
            "week": week.number,
            "phase": week.phase,
            "sets": list(week.sets),
            "weekly_sets": week.weekly,
            "weekly_sets_if_stalled": week.weekly + week.extra,
            "reps": str(week.reps),
            "rir": str(week.rir),
            "load": row.load,
            "tempo": str(week.tempo),
            "minutes": week.minutes,
            "offer": row.extra or None,
            "rule": week.rule,
            "text": row.line,
        }
        for week, row in zip(answer.routine.weeks, answer.weeks, strict=True)
    ]


def instead_as_data(other: Instead) -> dict[str, Any]:
    return {"slug": other.variation.slug, "title": other.variation.title, "load": plain(other.load)}


def likely_as_data(likely: LikelyMistake) -> dict[str, Any]:
    mistake = likely.mistake
    return {"slug": mistake.slug, "title": mistake.title, "text": plain(likely.text), "cue": mistake.cue}


def rung_as_data(rung: Rung) -> dict[str, Any]:
    return {"slug": rung.variation.slug if rung.variation else None, "text": plain(rung.text)}


def next_as_data(coming: Next) -> dict[str, Any]:
    target = coming.target
    return {
        "step": target.step,
        "reps": list(target.reps),
        "load": coming.load or None,
        "start_with": coming.first or None,
        "match": coming.match or None,
        "why": target.why,
        "card": coming.card or None,
    }


def number_as_data(number: Number) -> dict[str, Any]:
    because = [{"source": why.source.slug, "remark": why.remark} for why in number.because]
    return asdict(number) | {"meaning": plain(number.meaning), "because": because}
