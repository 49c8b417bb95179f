"""The answer of the routine builder, in words: the page, JSON, text and calendar formats all use it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.html import format_html, format_html_join

from guide.builder.chart import chart_legend, sets_chart
from guide.builder.evidence import render_number_sources
from guide.builder.numbers import RoutineNumber, equipment_load_text, load_guidance, minutes_note, routine_numbers
from guide.builder.query_string import QueryPairs, trainee_pairs, trainee_query
from guide.builder.week_table import WeekRow, plan_note, quantity, way_text, week_paragraphs, week_rows
from guide.notation import Weight
from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenLikelyMistake, FrozenVariation
from guide.routine import LastSession, NextTarget, Routine, next_session
from guide.routine.session_review import SessionReview

MAX_CUES = 3
MATCH_WEAKER_SIDE = (
    "Your {} did fewer reps. Start with it, and do the same reps and load with the other one, even if it could do more."
)
STEP_BACK = "Step back to it when you miss the bottom of your rep range, or when your form slips."
FAR_APART = "It did less than half of the other: ask a professional why."


@dataclass(frozen=True)
class Alternative:
    """Another variation that fits the same answers."""

    variation: FrozenVariation
    address: str
    load: str


@dataclass(frozen=True)
class LadderStep:
    """An easier or harder way to do the exercise."""

    variation: FrozenVariation | None  # None if it is the same variation, done differently
    text: str


@dataclass(frozen=True)
class Answer:
    routine: Routine
    variation: FrozenVariation
    numbers: tuple[RoutineNumber, ...]
    reasons: tuple[tuple[RoutineNumber, str], ...]  # each number with its sources as HTML
    summary: tuple[str, ...]  # the trainee's answers in words
    load_guidance: str  # HTML
    notes: tuple[str, ...]
    caution_note: str  # empty unless a limit made the numbers more cautious
    week: tuple[str, ...]  # HTML paragraphs
    weeks: tuple[WeekRow, ...]
    plan_note: str
    chart: str  # SVG
    legend: str
    cues: tuple[str, ...]
    common_mistake: FrozenLikelyMistake | None
    alternatives: tuple[Alternative, ...]
    easier: LadderStep | None
    harder: LadderStep | None
    pairs: QueryPairs
    query: str

    @property
    def variation_reason(self) -> str:
        """The reason as HTML. If a limit excludes a variation that comes before this one, it says so."""
        passed_over = self.routine.selection.variation_selection.passed_over
        if passed_over is None:
            return self.routine.variation_reason
        name, limit = passed_over.variation.title.lower(), passed_over.limit.name
        note = f"The {name} comes before it, but it is left out because you ticked “{limit}”."
        return format_html("{} {}", self.routine.variation_reason, note)


def build_answer(routine: Routine, guide: Guide) -> Answer:
    variation: FrozenVariation = guide.find("variations", routine.variation.slug)
    numbers = routine_numbers(routine, guide)
    return Answer(
        routine=routine,
        variation=variation,
        numbers=numbers,
        reasons=tuple((number, render_number_sources(number, routine.prescription, guide)) for number in numbers),
        summary=answer_summary(routine, guide),
        load_guidance=load_guidance(routine),
        notes=answer_notes(routine, guide),
        caution_note=caution_note(routine),
        week=week_paragraphs(routine, guide.cover),
        weeks=week_rows(routine),
        plan_note=plan_note(routine),
        chart=sets_chart(routine),
        legend=chart_legend(routine, guide.cover.side),
        cues=variation.cues[:MAX_CUES],
        common_mistake=find_common_mistake(routine, variation),
        alternatives=tuple(build_alternative(routine, other.slug, guide) for other in routine.alternative_variations),
        easier=easier_step(routine, variation, guide),
        harder=None if routine.is_maintenance else ladder_step(routine, variation.harder, variation.harder_text, guide),
        pairs=trainee_pairs(routine.trainee),
        query=trainee_query(routine.trainee),
    )


def answer_notes(routine: Routine, guide: Guide) -> tuple[str, ...]:
    start, note = routine.start_load, routine.prescription.note
    prescription_note = f"{note[:1].upper()}{note[1:]}." if note else ""
    load_note = start.note if start and not start.weight else limb_note(routine, guide)
    return routine.notes + tuple(filter(None, (prescription_note, minutes_note(routine), load_note)))


def limb_note(routine: Routine, guide: Guide) -> str:
    """Say what the limb counts for, where it is lifted along with a small load."""
    if routine.plan.loads is None or not routine.plan.loads.limb:
        return ""
    limb = f"{Weight(routine.plan.loads.limb)} {routine.trainee.unit}"
    return f"Your {guide.cover.side or 'limb'} is lifted too. In the steps it counts as about {limb}."


def caution_note(routine: Routine) -> str:
    if routine.stricter_limit is None:
        return ""
    aim, limit = routine.prescription.aim.name, routine.stricter_limit.name
    return f"We used the more cautious numbers for “{aim}” because you ticked “{limit}”."


def answer_summary(routine: Routine, guide: Guide) -> tuple[str, ...]:
    trainee = routine.trainee
    answered = [("aims", trainee.aim), ("experience", trainee.experience), ("placements", trainee.placement)]
    answered += [("equipment", equipment.slug) for equipment in guide.equipment if equipment.slug in trainee.equipment]
    words = [guide.find(kind, slug).name for kind, slug in answered if slug]
    ticked = " and ".join(f"“{limit.name}”" for limit in routine.limits)
    words += [f"you ticked {ticked}"] if ticked else []
    words += [quantity(trainee.days, "day", " a week"), quantity(trainee.minutes, "minute")]
    words += [f"{trainee.load} {trainee.unit} now"] if trainee.load else []
    variation = guide.find("variations", trainee.variation)
    return (*filter(None, words), *([variation.title] if variation else []))


def find_common_mistake(routine: Routine, variation: FrozenVariation) -> FrozenLikelyMistake | None:
    """Return the variation's mistake that is typical of the aim, or else its first one."""
    typical = [likely for likely in variation.mistakes if likely.mistake.slug == routine.prescription.aim.mistake]
    return next(iter([*typical, *variation.mistakes]), None)


def build_alternative(routine: Routine, slug: str, guide: Guide) -> Alternative:
    variation: FrozenVariation = guide.find("variations", slug)
    load = equipment_load_text(routine, variation.equipment)
    # An alternative to one without the ticked equipment may need none of it either.
    trainee = replace(routine.trainee, equipment=routine.trainee.equipment | {variation.equipment.slug})
    address = f"{guide.url('routine')}?{trainee_query(trainee, variation=slug)}"
    return Alternative(variation, address, load)


def easier_step(routine: Routine, variation: FrozenVariation, guide: Guide) -> LadderStep | None:
    """Return the first easier variation for the equipment that the trainee ticked, or else the next easier one."""
    step, passed = variation, {variation.slug}
    while step.easier and step.easier not in passed:
        text, slug = step.easier_text if step is variation else "", step.easier
        step = guide.find("variations", slug)
        passed.add(slug)
        found = ladder_step(routine, slug, text or f"{step.summary} {STEP_BACK}", guide)
        if found and step.equipment.slug in routine.trainee.equipment:
            return found
    return ladder_step(routine, variation.easier, variation.easier_text, guide)


def ladder_step(routine: Routine, slug: str, text: str, guide: Guide) -> LadderStep | None:
    """Return the easier or harder step with the effects of the limits; None if there is none or a limit excludes it."""
    effects = [effect for limit in routine.limits if (effect := limit.effect_on(slug))]
    if not text or any(effect.removed or effect.last_resort for effect in effects):
        return None
    variation = guide.find("variations", slug)
    changes = [effect.text for effect in effects if not effect.unchanged]
    parts = [text, *changes, *equipment_note(routine, variation)]
    return LadderStep(variation, format_html_join(" ", "{}", [(part,) for part in parts]))


def equipment_note(routine: Routine, variation: FrozenVariation | None) -> list[str]:
    """Name the equipment that a variation needs and the trainee did not tick."""
    equipment = variation.equipment if variation else None
    if equipment is None or equipment.always_available or equipment.slug in routine.trainee.equipment:
        return []
    return [f"It needs equipment you did not tick: {equipment.name}."]


@dataclass(frozen=True)
class NextSessionAnswer:
    """The target of the next session in words. Texts that do not apply are empty."""

    target: NextTarget
    reps: str
    load: str
    tempo: str  # empty if it is the prescribed one
    start_side: str
    match_note: str  # how to do the other side
    safety_notice: str  # HTML


def answer_next_session(last: LastSession, routine: Routine, guide: Guide) -> NextSessionAnswer:
    target, plan = next_session(last, routine), SessionReview(last, routine).plan
    side, start_side, match_note = guide.cover.side, "", ""
    if target.weaker_side is not None and side:
        start_side = f"{('left', 'right')[target.weaker_side]} {side}"
        match_note = MATCH_WEAKER_SIDE.format(start_side) + (f" {FAR_APART}" if target.sides_far_apart else "")
    strictest = next((limit for limit in guide.limits if limit.placement), None)
    return NextSessionAnswer(
        target=target,
        reps=", ".join(map(str, target.reps)),
        load=f"{target.load} {last.unit}" if target.load else way_text(plan, target.rung),
        tempo=str(plan.tempo(target.rung)) if target.rung else "",
        start_side=start_side,
        match_note=match_note,
        safety_notice=strictest.safety_notice if strictest and target.step == "stop" else "",
    )
