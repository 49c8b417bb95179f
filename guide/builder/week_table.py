"""The weekly plan in words: its table, and the paragraphs about one week."""

from __future__ import annotations

from calendar import day_name
from dataclasses import dataclass

from django.utils.html import format_html

from guide.notation import Range
from guide.read_model.parts import FrozenCover
from guide.routine import Routine, Week
from guide.routine.plan_input import PlanInput

MAX_DAYS_WITH_REST = 3  # sessions a week that can all have a rest day between them


@dataclass(frozen=True)
class WeekRow:
    number: int
    sets: str
    reps: str
    rir: str
    load: str
    text: str
    weekly: int
    minutes: int  # of all sessions
    extra_sets: str
    is_deload: bool
    tempo: str  # empty if it is the prescribed one
    sessions: tuple[int, ...]  # sets of each session


def week_rows(routine: Routine) -> tuple[WeekRow, ...]:
    return tuple(
        WeekRow(
            number=week.number,
            sets=sets_text(week.sets),
            reps=str(week.reps),
            rir=str(week.rir),
            load=load_cell(routine, week),
            text=week_text(routine, week),
            weekly=week.weekly_sets,
            minutes=week.weekly_minutes,
            extra_sets=extra_sets_text(routine, week),
            is_deload=week.phase == "deload",
            tempo=changed_tempo(routine, week),
            sessions=week.sets,
        )
        for week in routine.weeks
    )


def load_cell(routine: Routine, week: Week) -> str:
    """Say the load of a week; without a known one, how many steps above that of the start it is."""
    if week.load:
        return f"{week.load} {routine.trainee.unit}"
    if routine.variation.equipment.always_available:
        return way_text(routine.plan, week.step.rung) or "no weight"
    if is_easy(routine):
        return "light"
    steps = sum(not rung.extra.seconds for rung in routine.plan.ladder[: week.step.rung])
    return f"{quantity(steps, 'step')} up" if steps else "start level"


def way_text(plan: PlanInput, rung: int) -> str:
    """Say how to do the exercise without weights, on a rung of the ladder; empty if it is the usual way."""
    return f"no weight, {plan.ladder[rung - 1].name}" if rung and plan.ladder[rung - 1].name else ""


def is_easy(routine: Routine) -> bool:
    """Whether the sets stay so easy that no number of reps says how heavy the load is."""
    row = routine.prescription
    return row.rir.high is None or row.load.start_percent is None


def week_text(routine: Routine, week: Week) -> str:
    """Say what changes in a week, with the tempo if it changed."""
    tempo = changed_tempo(routine, week)
    return f"{week.text} Tempo {tempo}." if tempo else week.text


def changed_tempo(routine: Routine, week: Week) -> str:
    return str(week.tempo) if week.tempo != routine.prescription.tempo else ""


def sets_text(sets: tuple[int, ...]) -> str:
    """Return “3”, or “3, then 2” if the sessions differ."""
    return str(sets[0]) if len(set(sets)) == 1 else ", then ".join(map(str, sets))


def extra_sets_text(routine: Routine, week: Week) -> str:
    """Say how many sets may be added; empty if none may be."""
    rule = next((rule for rule in routine.progressions if rule.method == "extra-set"), None)
    if not week.extra_sets or rule is None:
        return ""
    return f"Up to {week.weekly_sets + week.extra_sets} a week: {rule.week_text[:1].lower()}{rule.week_text[1:]}"


def plan_note(routine: Routine) -> str:
    """Say how to use the table of weeks. Who must be careful, or returns, skips no week."""
    text = "This is how it goes if each week goes well. Your reps decide. Repeat a week in which you missed them."
    is_careful = routine.limits or any(rule.method == "ramp" for rule in routine.progressions)
    skip = "" if is_careful else "Skip one after a week in which more was left than stated."
    return " ".join(filter(None, (text, skip, range_note(routine), standstill_note(routine))))


def standstill_note(routine: Routine) -> str:
    """Say why nothing gets heavier in these weeks, and what to do about it; empty if something does."""
    if routine.keep_load:
        return "Nothing gets heavier because of what you must avoid. Ask a professional before you add anything."
    if not routine.prescription.placement.counted:
        return "These sets stay easy on purpose. To get stronger, choose another place in your session."
    steps = [week.step for week in routine.weeks if week.phase != "deload"]
    if steps[-1].change not in ("extend", "wait", "ceiling") or len({(step.load, step.rung) for step in steps}) > 1:
        return ""
    more = "smaller steps" if steps[-1].waits_for else "heavier loads"
    return f"The load stays the same in these weeks. Equipment with {more} would let it rise."


def range_note(routine: Routine) -> str:
    """Say which end of the ranges the table of weeks uses; empty if there is no range."""
    sets, days = routine.sets, routine.days
    if sets.low == sets.high and days.low == days.high:
        return ""
    return f"It uses {sets.low} sets on {quantity(days.low, 'day')}: the lower end of each range."


def quantity(number: int | None, what: str, more: str = "") -> str:
    return "" if number is None else f"{number} {what}{'' if number == 1 else 's'}{more}"


def example_days(days: Range) -> str:
    """Name weekdays as far apart as possible, as an example."""
    count = min(days.low, 7)
    picked = [day_name[day * 7 // count] for day in range(count)]
    return " and ".join([", ".join(picked[:-1]), picked[-1]] if count > 1 else picked)


def week_paragraphs(routine: Routine, cover: FrozenCover) -> tuple[str, ...]:
    """Return HTML about the days, the place in the session and the weekly sets."""
    days = quantity(routine.days.high, "day") if routine.days.high == 1 else f"{routine.days} days"
    example = f", for example {example_days(routine.days)}" if routine.days.low > 1 else ""
    no_rest_days = " They cannot all have a day between them, and for easy sets that is fine."
    spacing = no_rest_days if routine.days.low > MAX_DAYS_WITH_REST else ""
    each = f" for each {cover.side}" if cover.side else ""
    duration = f"A session takes about {quantity(routine.minutes.about, 'minute')}: {time_includes(routine, cover)}."
    weekly_sets = f"{range_quantity(routine.weekly_sets, 'set')} a week{each}."
    lines = (
        format_html("<p>{}</p>", f"{days} a week{example}.{spacing}"),
        routine.week,
        routine.warm_up_sets[1],
        format_html("<p>{}</p>", f"{weekly_sets} Do at most {routine.volume.cap}. {duration}"),
    )
    return tuple(filter(None, lines))


def time_includes(routine: Routine, cover: FrozenCover) -> str:
    """Say what the minutes of a session include."""
    work = f"every rep on both {cover.sides}, the change from one to the other" if cover.sides else "every rep"
    easy, _ = routine.warm_up_sets
    if not easy or not easy.high:
        return f"{work} and the rest between sets"
    if easy.low:
        return f"the easy set first, {work} and the rest between sets"
    return f"{work} and the rest between sets. Without the easy set it is shorter"


def range_quantity(value: Range, what: str) -> str:
    return f"{value} {what}{'' if value.high == 1 else 's'}"
