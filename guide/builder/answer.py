"""Everything that is said about one routine, once: the page, the data, the text and the calendar take it from here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html_join

from guide.builder.chart import chart, legend
from guide.builder.evidence import reasons
from guide.builder.numbers import Number, how_heavy, minutes_note, numbers
from guide.builder.query_string import Pairs, pairs_of, query_of
from guide.builder.week_table import WeekRow, counted, counts_with, week_lines, week_rows
from guide.read_model.guide import Guide
from guide.read_model.parts import LikelyMistake, Variation
from guide.routine import LastSession, Routine, Target, next_session

CUES = 3
MATCH = (
    "Your {} did fewer reps. Start with it, and match its reps and load with the other one, even if that could do more."
)


FAR_APART = "It did less than half of the other: ask a professional what is behind that."


@dataclass(frozen=True)
class Instead:
    """An equal variation from the same equipment, one tap away."""

    variation: Variation
    address: str
    load: str


@dataclass(frozen=True)
class Rung:
    """What is easier or harder, and when to go there."""

    variation: Variation | None
    """None where it is the same variation, made easier or harder."""
    text: str


@dataclass(frozen=True)
class Answer:
    routine: Routine
    variation: Variation
    numbers: tuple[Number, ...]
    reasons: tuple[tuple[Number, str], ...]
    """Each number with what it rests on, as HTML."""
    told: tuple[str, ...]
    """The answers that it was made from, in words."""
    how_heavy: str
    """How to find the load, as HTML."""
    notes: tuple[str, ...]
    careful: str
    """Why the numbers are more careful than those of the aim; empty where they are not."""
    week: tuple[str, ...]
    """On which days, where in the session and how much in all, as HTML."""
    weeks: tuple[WeekRow, ...]
    counts_with: str
    chart: str
    """An SVG."""
    legend: str
    cues: tuple[str, ...]
    likely: LikelyMistake | None
    instead: tuple[Instead, ...]
    easier: Rung | None
    harder: Rung | None
    pairs: Pairs
    query: str


def answer_of(routine: Routine, guide: Guide) -> Answer:
    variation: Variation = guide.find("variations", routine.variation.slug)
    said = numbers(routine, guide)
    return Answer(
        routine=routine,
        variation=variation,
        numbers=said,
        reasons=reasons(said, routine.prescription, guide),
        told=told(routine, guide),
        how_heavy=how_heavy(routine),
        notes=notes_of(routine),
        careful=careful_words(routine),
        week=week_lines(routine, guide.cover),
        weeks=week_rows(routine),
        counts_with=counts_with(routine),
        chart=chart(routine),
        legend=legend(routine, guide.cover.side),
        cues=variation.cues[:CUES],
        likely=likeliest(routine, variation),
        instead=tuple(instead(routine, other.slug, guide) for other in routine.instead),
        easier=rung(routine, variation.easier, variation.easier_text, guide),
        harder=None if routine.easy_going else rung(routine, variation.harder, variation.harder_text, guide),
        pairs=pairs_of(routine.trainee),
        query=query_of(routine.trainee),
    )


def notes_of(routine: Routine) -> tuple[str, ...]:
    """What there is to say at once, beside the numbers."""
    start = routine.start
    unused = start.note if start and not start.weight else ""
    remark = routine.prescription.note
    own = f"{remark[:1].upper()}{remark[1:]}." if remark else ""
    return routine.notes + tuple(filter(None, (own, minutes_note(routine), unused)))


def careful_words(routine: Routine) -> str:
    if routine.careful is None:
        return ""
    aim, limit = routine.prescription.aim.name, routine.careful.name
    return f"The numbers are our careful ones, those for “{aim}”, because you ticked “{limit}”."


def told(routine: Routine, guide: Guide) -> tuple[str, ...]:
    trainee = routine.trainee
    picked = [("aims", trainee.aim), ("experience", trainee.experience), ("placements", trainee.placement)]
    picked += [("equipment", kit.slug) for kit in guide.equipment if kit.slug in trainee.equipment]
    words = [guide.find(kind, slug).name for kind, slug in picked if slug]
    words += [f"avoid: {limit.name}" for limit in routine.limits]
    words += [counted(trainee.days, "day", " a week"), counted(trainee.minutes, "minute")]
    words += [f"{trainee.load} {trainee.unit} now"] if trainee.load else []
    variation = guide.find("variations", trainee.variation)
    return (*filter(None, words), f"{trainee.weeks} weeks", *([variation.title] if variation else []))


def likeliest(routine: Routine, variation: Variation) -> LikelyMistake | None:
    """The mistake that goes with the aim, where the variation lists it, or else its first."""
    fits = [likely for likely in variation.mistakes if likely.mistake.slug == routine.prescription.aim.mistake]
    return next(iter([*fits, *variation.mistakes]), None)


def instead(routine: Routine, slug: str, guide: Guide) -> Instead:
    variation: Variation = guide.find("variations", slug)
    load = routine.prescription.load.on(variation.equipment)
    address = f"{guide.url('routine')}?{query_of(routine.trainee, variation=slug)}"
    return Instead(variation, address, load)


def rung(routine: Routine, slug: str, text: str, guide: Guide) -> Rung | None:
    """The easier or harder work as it fits what must be avoided; none where that rules it out."""
    lines = [line for limit in routine.limits if (line := limit.on(slug))]
    if not text or any(line.removed for line in lines):
        return None
    variation = guide.find("variations", slug)
    parts = [text, *(line.text for line in lines), *needs(routine, variation)]
    return Rung(variation, format_html_join(" ", "{}", [(part,) for part in parts]))


def needs(routine: Routine, variation: Variation | None) -> list[str]:
    """What it takes beyond what was ticked."""
    kit = variation.equipment if variation else None
    if kit is None or kit.always_available or kit.slug in routine.trainee.equipment:
        return []
    return [f"It needs what you did not tick: {kit.name}."]


@dataclass(frozen=True)
class Next:
    """The next session in words."""

    target: Target
    reps: str
    load: str
    first: str
    """The side to start with; empty where both are equal."""
    match: str
    """What to do about the other side; empty where both are equal."""
    card: str
    """What to read before anything else, as HTML; empty where nothing hurt."""


def next_of(last: LastSession, routine: Routine, guide: Guide) -> Next:
    target = next_session(last, routine)
    side = guide.cover.side
    careful = next((limit for limit in guide.limits if limit.placement), None)
    first = f"{('left', 'right')[target.weaker]} {side}" if target.weaker is not None and side else ""
    return Next(
        target=target,
        reps=", ".join(map(str, target.reps)),
        load=f"{target.load} {last.unit}" if target.load else "",
        first=first,
        match=" ".join([MATCH.format(first), *([FAR_APART] if target.far_apart else [])]) if first else "",
        card=careful.safety_notice if careful and target.step == "stop" else "",
    )
