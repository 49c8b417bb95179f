"""Everything that is said about one routine, once: the page, the data, the text and the calendar take it from here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html_join

from guide.builder.chart import chart_legend, sets_chart
from guide.builder.evidence import numbers_with_sources
from guide.builder.numbers import RoutineNumber, load_guidance, minutes_note, routine_numbers
from guide.builder.query_string import QueryPairs, trainee_pairs, trainee_query
from guide.builder.week_table import WeekRow, quantity, range_note, week_paragraphs, week_rows
from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenLikelyMistake, FrozenVariation
from guide.routine import LastSession, NextTarget, Routine, next_session

MAX_CUES = 3
MATCH_WEAKER_SIDE = (
    "Your {} did fewer reps. Start with it, and match its reps and load with the other one, even if that could do more."
)


FAR_APART = "It did less than half of the other: ask a professional what is behind that."


@dataclass(frozen=True)
class Alternative:
    """An equal variation from the same equipment, one tap away."""

    variation: FrozenVariation
    address: str
    load: str


@dataclass(frozen=True)
class LadderStep:
    """What is easier or harder, and when to go there."""

    variation: FrozenVariation | None
    """None where it is the same variation, made easier or harder."""
    text: str


@dataclass(frozen=True)
class Answer:
    routine: Routine
    variation: FrozenVariation
    numbers: tuple[RoutineNumber, ...]
    reasons: tuple[tuple[RoutineNumber, str], ...]
    """Each number with what it rests on, as HTML."""
    summary: tuple[str, ...]
    """The answers that it was made from, in words."""
    load_guidance: str
    """How to find the load, as HTML."""
    notes: tuple[str, ...]
    caution_note: str
    """Why the numbers are more careful than those of the aim; empty where they are not."""
    week: tuple[str, ...]
    """On which days, where in the session and how much in all, as HTML."""
    weeks: tuple[WeekRow, ...]
    range_note: str
    chart: str
    """An SVG."""
    legend: str
    cues: tuple[str, ...]
    common_mistake: FrozenLikelyMistake | None
    alternatives: tuple[Alternative, ...]
    easier: LadderStep | None
    harder: LadderStep | None
    pairs: QueryPairs
    query: str


def build_answer(routine: Routine, guide: Guide) -> Answer:
    variation: FrozenVariation = guide.find("variations", routine.variation.slug)
    numbers_said = routine_numbers(routine, guide)
    return Answer(
        routine=routine,
        variation=variation,
        numbers=numbers_said,
        reasons=numbers_with_sources(numbers_said, routine.prescription, guide),
        summary=answer_summary(routine, guide),
        load_guidance=load_guidance(routine),
        notes=answer_notes(routine),
        caution_note=caution_note(routine),
        week=week_paragraphs(routine, guide.cover),
        weeks=week_rows(routine),
        range_note=range_note(routine),
        chart=sets_chart(routine),
        legend=chart_legend(routine, guide.cover.side),
        cues=variation.cues[:MAX_CUES],
        common_mistake=find_common_mistake(routine, variation),
        alternatives=tuple(alternative(routine, other.slug, guide) for other in routine.equal_variations),
        easier=ladder_step(routine, variation.easier, variation.easier_text, guide),
        harder=None if routine.is_maintenance else ladder_step(routine, variation.harder, variation.harder_text, guide),
        pairs=trainee_pairs(routine.trainee),
        query=trainee_query(routine.trainee),
    )


def answer_notes(routine: Routine) -> tuple[str, ...]:
    """What there is to say at once, beside the numbers."""
    start = routine.start_load
    unused = start.note if start and not start.weight else ""
    remark = routine.prescription.note
    own = f"{remark[:1].upper()}{remark[1:]}." if remark else ""
    return routine.notes + tuple(filter(None, (own, minutes_note(routine), unused)))


def caution_note(routine: Routine) -> str:
    if routine.stricter_limit is None:
        return ""
    aim, limit = routine.prescription.aim.name, routine.stricter_limit.name
    return f"The numbers are our careful ones, those for “{aim}”, because you ticked “{limit}”."


def answer_summary(routine: Routine, guide: Guide) -> tuple[str, ...]:
    trainee = routine.trainee
    answered = [("aims", trainee.aim), ("experience", trainee.experience), ("placements", trainee.placement)]
    answered += [("equipment", kit.slug) for kit in guide.equipment if kit.slug in trainee.equipment]
    words = [guide.find(kind, slug).name for kind, slug in answered if slug]
    words += [f"avoid: {limit.name}" for limit in routine.limits]
    words += [quantity(trainee.days, "day", " a week"), quantity(trainee.minutes, "minute")]
    words += [f"{trainee.load} {trainee.unit} now"] if trainee.load else []
    variation = guide.find("variations", trainee.variation)
    return (*filter(None, words), f"{trainee.weeks} weeks", *([variation.title] if variation else []))


def find_common_mistake(routine: Routine, variation: FrozenVariation) -> FrozenLikelyMistake | None:
    """The mistake that goes with the aim, where the variation lists it, or else its first."""
    fits = [likely for likely in variation.mistakes if likely.mistake.slug == routine.prescription.aim.mistake]
    return next(iter([*fits, *variation.mistakes]), None)


def alternative(routine: Routine, slug: str, guide: Guide) -> Alternative:
    variation: FrozenVariation = guide.find("variations", slug)
    load = routine.prescription.load.for_equipment(variation.equipment)
    address = f"{guide.url('routine')}?{trainee_query(routine.trainee, variation=slug)}"
    return Alternative(variation, address, load)


def ladder_step(routine: Routine, slug: str, text: str, guide: Guide) -> LadderStep | None:
    """The easier or harder work as it fits what must be avoided; none where that rules it out."""
    lines = [line for limit in routine.limits if (line := limit.effect_on(slug))]
    if not text or any(line.removed for line in lines):
        return None
    variation = guide.find("variations", slug)
    parts = [text, *(line.text for line in lines), *equipment_note(routine, variation)]
    return LadderStep(variation, format_html_join(" ", "{}", [(part,) for part in parts]))


def equipment_note(routine: Routine, variation: FrozenVariation | None) -> list[str]:
    """What it takes beyond what was ticked."""
    kit = variation.equipment if variation else None
    if kit is None or kit.always_available or kit.slug in routine.trainee.equipment:
        return []
    return [f"It needs what you did not tick: {kit.name}."]


@dataclass(frozen=True)
class NextSessionAnswer:
    """The next session in words."""

    target: NextTarget
    reps: str
    load: str
    start_side: str
    """The side to start with; empty where both are equal."""
    match_note: str
    """What to do about the other side; empty where both are equal."""
    safety_notice: str
    """What to read before anything else, as HTML; empty where nothing hurt."""


def answer_next_session(last: LastSession, routine: Routine, guide: Guide) -> NextSessionAnswer:
    target = next_session(last, routine)
    side = guide.cover.side
    careful = next((limit for limit in guide.limits if limit.placement), None)
    first = f"{('left', 'right')[target.weaker_side]} {side}" if target.weaker_side is not None and side else ""
    return NextSessionAnswer(
        target=target,
        reps=", ".join(map(str, target.reps)),
        load=f"{target.load} {last.unit}" if target.load else "",
        start_side=first,
        match_note=" ".join([MATCH_WEAKER_SIDE.format(first), *([FAR_APART] if target.sides_far_apart else [])])
        if first
        else "",
        safety_notice=careful.safety_notice if careful and target.step == "stop" else "",
    )
