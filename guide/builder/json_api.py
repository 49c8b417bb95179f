"""The answer as data for `/routine.json`, which docs/api.md describes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from guide.builder.answer import Alternative, Answer, LadderStep, NextSessionAnswer
from guide.builder.follow_up_forms import carried_pairs
from guide.builder.numbers import RoutineNumber
from guide.builder.plain_text import plain_line
from guide.builder.session import session_as_dict
from guide.notation import Weight
from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenLikelyMistake
from guide.routine import Routine, Trainee
from guide.routine.rulebook import FrozenPrescription


def prescription_as_dict(row: FrozenPrescription, side: str) -> dict[str, str]:
    """Return the prescription's values as text."""
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


def answer_as_dict(answer: Answer, guide: Guide, next_session: NextSessionAnswer | None = None) -> dict[str, Any]:
    """Return the answer as data for JSON. Texts are plain except those with the key `html`."""
    routine, variation = answer.routine, answer.variation
    return {
        "edition": guide.edition.number,
        "trainee": trainee_as_dict(routine.trainee),
        "safety": safety_as_dict(answer),
        "prescription": prescription_as_dict(routine.prescription, guide.cover.side),
        "variation": {"slug": variation.slug, "title": variation.title, "reason": plain_line(answer.variation_reason)},
        "placement": {"slug": routine.prescription.placement.slug, "reason": plain_line(routine.placement_reason)},
        "numbers": [number_as_dict(number) for number in answer.numbers],
        "minutes": minutes_as_dict(routine),
        "week": [plain_line(line) for line in answer.week],
        "weeks": weeks_as_dicts(answer),
        "progression": [{"slug": rule.slug, "name": rule.name, "html": rule.text} for rule in routine.progressions],
        "notes": list(answer.notes),
        "instead": [alternative_as_dict(other) for other in answer.alternatives],
        "easier": ladder_step_as_dict(answer.easier) if answer.easier else None,
        "harder": ladder_step_as_dict(answer.harder) if answer.harder else None,
        "cues": list(answer.cues),
        "mistake": mistake_as_dict(answer.common_mistake) if answer.common_mistake else None,
        "next": next_session_as_dict(next_session) if next_session else None,
        "session": session_as_dict(answer.routine, guide.cover),
    }


def trainee_as_dict(trainee: Trainee) -> dict[str, Any]:
    return asdict(trainee) | {
        "equipment": sorted(trainee.equipment),
        "limits": sorted(trainee.limits),
        **{name: weight_as_text(getattr(trainee, name)) for name in ("load", "load_step", "max_load")},
    }


def weight_as_text(weight: Weight | None) -> str | None:
    return str(weight) if weight else None


def safety_as_dict(answer: Answer) -> dict[str, Any]:
    routine = answer.routine
    return {
        "careful": routine.stricter_limit.slug if routine.stricter_limit else None,
        "careful_because": answer.caution_note or None,
        "limits": [
            {"limit": limit.slug, "name": limit.name, "text": plain_line(limit.text)} for limit in routine.limits
        ],
        "cards": [{"limit": limit.slug, "html": limit.safety_notice} for limit in routine.safety_notices],
        "removed": [
            {"variation": out.variation.slug, "limit": out.limit.slug, "reason": plain_line(out.effect.text)}
            for out in routine.excluded
        ],
        "changed": [{"limit": c.limit.slug, "how": plain_line(c.effect.text)} for c in routine.changes],
        "unchanged": [
            {"limit": a.limit.slug, "why": plain_line(a.effect.text)} for a in routine.adaptations if a.effect.unchanged
        ],
    }


def minutes_as_dict(routine: Routine) -> dict[str, Any]:
    minutes = routine.minutes
    return {
        "least": minutes.range.low,
        "most": minutes.range.high,
        "about": minutes.about,
        "wanted": minutes.available,
        "fits": minutes.fits,
        "cuts": list(minutes.reductions),
        "easy_sets": str(routine.warm_up_sets[0] or 0),
    }


def weeks_as_dicts(answer: Answer) -> list[dict[str, Any]]:
    return [
        {
            "week": week.number,
            "phase": week.phase,
            "sets": list(week.sets),
            "weekly_sets": week.weekly_sets,
            "weekly_sets_if_stalled": week.weekly_sets + week.extra_sets,
            "reps": str(week.reps),
            "rir": str(week.rir),
            "load": row.load,
            "tempo": str(week.tempo),
            "minutes": week.minutes,
            "weekly_minutes": week.weekly_minutes,
            "offer": row.extra_sets or None,
            "rule": week.rule,
            "text": row.text,
        }
        for week, row in zip(answer.routine.weeks, answer.weeks, strict=True)
    ]


def alternative_as_dict(other: Alternative) -> dict[str, Any]:
    return {"slug": other.variation.slug, "title": other.variation.title, "load": plain_line(other.load)}


def mistake_as_dict(likely: FrozenLikelyMistake) -> dict[str, Any]:
    mistake = likely.mistake
    return {"slug": mistake.slug, "title": mistake.title, "text": plain_line(likely.text), "cue": mistake.cue}


def ladder_step_as_dict(step: LadderStep) -> dict[str, Any]:
    return {"slug": step.variation.slug if step.variation else None, "text": plain_line(step.text)}


def next_session_as_dict(next_session: NextSessionAnswer) -> dict[str, Any]:
    target = next_session.target
    return {
        "step": target.step,
        "reps": list(target.reps),
        "load": next_session.load or None,
        "tempo": next_session.tempo or None,
        "start_with": next_session.start_side or None,
        "match": next_session.match_note or None,
        "why": target.reason,
        "carry": dict(carried_pairs(target)),
        "card": next_session.safety_notice or None,
    }


def number_as_dict(number: RoutineNumber) -> dict[str, Any]:
    return {
        **{name: getattr(number, name) for name in ("name", "label", "value", "remark", "unit")},
        "meaning": plain_line(number.meaning),
        "because": [{"source": source.source.slug, "remark": source.remark} for source in number.sources],
        "led": number.answers,
        "contrast": number.contrast or None,
    }
