"""A session in the gym: its numbers as data, and what follows when it had to stop."""

from __future__ import annotations

from typing import Any

from guide.builder.answer import Answer, NextSessionAnswer, answer_next_session
from guide.builder.numbers import load_words
from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenCover
from guide.routine import LastSession, Routine
from guide.routine.trainee import UNITS


def session_as_dict(routine: Routine, cover: FrozenCover) -> dict[str, Any]:
    """Return what a session needs to know beside its sets, reps and tempo. Times are in seconds."""
    easy, _ = routine.warm_up_sets
    return {
        "side": cover.side or None,
        "change_seconds": routine.set_timing.side_switch_seconds,
        "fewest_reps": routine.reps.low,
        "rest_seconds": [routine.rest.low, routine.rest.top],
        "easy_sets": [easy.low, easy.top] if easy else [0, 0],
        "load": load_words(routine),
        "load_steps": steps_by_unit(routine),
    }


def steps_by_unit(routine: Routine) -> dict[str, float]:
    """Return from one load to the next, in each unit that the trainee may use; empty if there are no weights."""
    trainee, equipment = routine.trainee, routine.variation.equipment
    units = (trainee.unit,) if trainee.unit else UNITS
    steps = {unit: (trainee.unit and trainee.load_step) or equipment.step(unit) for unit in units}
    return {unit: float(step.amount) for unit, step in steps.items() if step}


def answer_after_stop(felt: str, answer: Answer, guide: Guide) -> NextSessionAnswer:
    """Return what the builder says after a session that stopped: something hurt, or form slipped."""
    routine = answer.routine
    reps = (routine.reps.low,) * routine.sets.low
    last = LastSession(
        reps=(reps, reps) if guide.cover.sides else (reps,),
        reps_in_reserve=routine.prescription.rir.low,
        load=routine.plan.load,
        unit=routine.trainee.unit,
        felt=felt,
    )
    return answer_next_session(last, routine, guide)
