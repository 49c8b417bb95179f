"""Next session: from how the last one went to the next target, by the same rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guide.notation import Weight
from guide.routine.build import Routine
from guide.routine.loads import is_heaviest, next_load, previous_load
from guide.routine.rulebook import FrozenProgression
from guide.routine.trainee import LastSession


@dataclass(frozen=True)
class NextTarget:
    """What to do next time: reps for each set, the load, and why."""

    reps: tuple[int, ...]
    load: Weight | None
    step: str
    """"stop", "repeat", "lower", "climb", "confirm", "raise" or "hold"."""
    reason: str
    weaker_side: int | None
    """The side to start with, 0 or 1; none where both did the same."""
    sides_far_apart: bool = False
    """Whether the weaker side did less than half of the other."""


@dataclass(frozen=True)
class LastSessionReview:
    """The last session as the rules see it: the weaker side counts."""

    last: LastSession
    rules: Mapping[str, FrozenProgression]
    """By their methods."""
    equipment_load: Weight | None

    @property
    def reps(self) -> tuple[int, ...]:
        """Set by set the fewer of the two sides, over the sets that both finished."""
        return tuple(min(both) for both in zip(*self.last.reps, strict=False))

    @property
    def totals(self) -> list[int]:
        return [sum(side) for side in self.last.reps]

    @property
    def weaker_side(self) -> int | None:
        return self.totals.index(min(self.totals)) if len(set(self.totals)) > 1 else None

    @property
    def rule(self) -> FrozenProgression | None:
        """By which reps climb."""
        return self.rules.get("reps-then-load") or self.rules.get("reps-then-tempo")


def next_session(last: LastSession, routine: Routine) -> NextTarget:
    """The next target. The first page of the notebook that applies decides."""
    rules = {rule.method: rule for rule in routine.progressions}
    judged = LastSessionReview(last, rules, last.load if routine.variation.equipment.weighted else None)
    for page in RULES:
        if target := page(judged, routine):
            return target
    return make_target(judged, routine, judged.reps, "repeat", "Do the same again.")


def make_target(
    judged: LastSessionReview, routine: Routine, reps: tuple[int, ...], step: str, why: str, load: Weight | None = None
) -> NextTarget:
    """A target within the sets of the routine: missing sets are filled, but for a ramp, and surplus ones dropped."""
    sets, least = routine.sets, routine.reps.low
    fewest = 1 if "ramp" in judged.rules else sets.low
    count = min(max(len(reps), fewest), sets.high or sets.low)
    filled = (reps + (least,) * count)[:count]
    if len(reps) > count:
        why += f" The routine has {sets} sets: leave the others out."
    far_apart = 2 * min(judged.totals) < max(judged.totals)
    return NextTarget(filled, load or judged.equipment_load, step, why, judged.weaker_side, far_apart)


def minimum_reps(routine: Routine, judged: LastSessionReview) -> tuple[int, ...]:
    return (routine.reps.low,) * max(1, len(judged.reps))


def pain(judged: LastSessionReview, routine: Routine) -> NextTarget | None:
    if judged.last.felt != "pain":
        return None
    why = "Something hurt. Leave this exercise out until that has settled, and ask a professional if it does not."
    return NextTarget((), None, "stop", why, None)


def form_slipped(judged: LastSessionReview, routine: Routine) -> NextTarget | None:
    """Form comes before load: back to the fewest reps, and a step lighter where there is one."""
    if judged.last.felt != "slipped":
        return None
    return make_easier(judged, routine, "Form gave way or a muscle cramped. Go back to the fewest reps.")


def make_easier(judged: LastSessionReview, routine: Routine, why: str) -> NextTarget:
    """The fewest reps, and a step lighter where there is one."""
    load, kit = judged.equipment_load, routine.variation.equipment
    lighter = previous_load(load, kit, judged.last.unit) if load else None
    how = "Go at least 1 step lighter." if lighter else "Make it easier: less resistance, or a smaller movement."
    return make_target(judged, routine, minimum_reps(routine, judged), "lower", f"{why} {how}", lighter)


def unfinished(judged: LastSessionReview, routine: Routine) -> NextTarget | None:
    if len(judged.reps) >= routine.sets.low or "ramp" in judged.rules:
        return None
    why = f"Finish all {routine.sets.low} sets first, and add nothing until then."
    reps = tuple(max(routine.reps.low, min(count, routine.reps.high or count)) for count in judged.reps)
    return make_target(judged, routine, reps, "repeat", why)


def too_hard(judged: LastSessionReview, routine: Routine) -> NextTarget | None:
    """Below the range, or closer to the limit than asked: as many reps as leave what is asked, or else easier work."""
    last, lowest, least = judged.last, routine.reps.low, min(judged.reps)
    beyond = last.reps_in_reserve - last_set_rir(routine)
    if least >= lowest and beyond >= 0:
        return None
    asked = f"You had {last.reps_in_reserve} left, and the routine asks for {routine.prescription.rir}."
    below = f"A set ended below {lowest} reps."
    if least + beyond < lowest:
        return make_easier(judged, routine, below if least < lowest else asked)
    sooner = min(beyond, 0)
    reps = tuple(max(lowest, min(count + sooner, routine.reps.high or count)) for count in judged.reps)
    how = "Do fewer reps, and stop while that many are left." if sooner else f"Go on to {lowest}."
    return make_target(judged, routine, reps, "repeat", f"{asked} {how}" if sooner else f"{below} {asked} {how}")


def last_set_rir(routine: Routine) -> int:
    """How few clean reps may be left after the last set."""
    row = routine.prescription
    return row.last_set_rir.low if routine.hard_last_set and row.last_set_rir else row.rir.low


def easy_work(judged: LastSessionReview, routine: Routine) -> NextTarget | None:
    """Warm-up sets and work without a rule of progress stay as they are."""
    if judged.rule is not None and routine.prescription.placement.counted:
        return None
    reps = tuple(min(count, routine.reps.high or count) for count in judged.reps)
    return make_target(judged, routine, reps, "hold", "These sets stay easy. Do this, and no more.")


def ramp(judged: LastSessionReview, routine: Routine) -> NextTarget | None:
    """Fewer sets than the prescription has are right in the first weeks of a return."""
    if "ramp" not in judged.rules or len(judged.reps) >= routine.sets.low:
        return None
    why = f"{judged.rules['ramp'].week_text} The table of weeks says how many sets each session has."
    return make_target(judged, routine, minimum_reps(routine, judged), "hold", why)


def gate(judged: LastSessionReview, routine: Routine) -> NextTarget | None:
    """Nothing is added to the fewest reps before so many sessions have gone well."""
    gate = judged.rules.get("gate")
    if gate is None or judged.last.previous_session_same or max(judged.reps) > routine.reps.low:
        return None
    return make_target(judged, routine, judged.reps, "repeat", gate.week_text)


def top_of_range(judged: LastSessionReview, routine: Routine) -> NextTarget | None:
    """Every set at the top, or the last one well over it: once more, and then a step."""
    rule, top = judged.rule, routine.reps.high or routine.reps.low
    over = rule is not None and judged.reps[-1] >= top + (rule.reps_over_range or 0) and bool(rule.reps_over_range)
    if rule is None or not (min(judged.reps) >= top or over):
        return None
    reps = tuple(max(routine.reps.low, min(count, rule.most_reps or top)) for count in judged.reps)
    if routine.keep_load:
        return make_target(judged, routine, (top,) * len(reps), "hold", "What you must avoid keeps the load as it is.")
    if routine.reps.low == top and judged.last.reps_in_reserve < max_rir(routine) + (rule.reps_over_range or 0):
        return make_target(judged, routine, (top,) * len(reps), "repeat", rule.full_text or rule.stay_text)
    if not judged.last.previous_session_same and (rule.sessions or 1) > 1:
        why = f"You reached the top of the range. Do it in {rule.sessions} sessions running, then go up."
        return make_target(judged, routine, reps, "confirm", why)
    return step_up(judged, routine, rule, reps)


def step_up(judged: LastSessionReview, routine: Routine, rule: FrozenProgression, reps: tuple[int, ...]) -> NextTarget:
    if rule.step is None:
        return make_target(judged, routine, minimum_reps(routine, judged), "raise", slower_text(rule, routine))
    if judged.equipment_load is None:
        return make_target(judged, routine, minimum_reps(routine, judged), "raise", rule.step_up(None))
    kit, unit = routine.variation.equipment, judged.last.unit
    heavier = next_load(judged.equipment_load, kit, unit, rule.step)
    if heavier is not None:
        return make_target(judged, routine, minimum_reps(routine, judged), "raise", rule.step_text, heavier)
    by_rule, by_minutes = rule.most_reps or max(reps), routine.time_budget.max_reps()
    most = by_rule if by_minutes is None else max(routine.reps.low, min(by_rule, by_minutes))
    further = tuple(min(most, count + (rule.reps_per_week or 1)) for count in reps)
    if min(reps) < most:
        heaviest = rule.heaviest_text if is_heaviest(judged.equipment_load, kit, unit, rule.step) else ""
        return make_target(judged, routine, further, "climb", heaviest or rule.large_step_text)
    fits = most == by_rule and has_time_for_slower(rule, routine, most)
    return make_target(
        judged, routine, further, "climb", rule.slower_text if fits else rule.full_text or rule.stay_text
    )


def has_time_for_slower(rule: FrozenProgression, routine: Routine, reps: int) -> bool:
    room = routine.time_budget.max_reps(rule.tempo_step or 0)
    return bool(rule.tempo_step) and (room is None or reps <= room)


def slower_text(rule: FrozenProgression, routine: Routine) -> str:
    """Without a load to raise, where the minutes have room: a slower lowering, and more resistance after that."""
    if not has_time_for_slower(rule, routine, routine.reps.high or routine.reps.low):
        return rule.step_text
    return f"{rule.slower_text} After that: {rule.step_text[:1].lower()}{rule.step_text[1:]}"


def add_reps(judged: LastSessionReview, routine: Routine) -> NextTarget | None:
    """A rep more in each set, or as many more as were left beyond what is asked for."""
    rule, top, left = judged.rule, routine.reps.high or routine.reps.low, judged.last.reps_in_reserve
    if rule is None:
        return None
    usual = rule.reps_per_week or 1
    more = usual if routine.keep_load else max(usual, left - max_rir(routine))
    reps = tuple(max(routine.reps.low, min(top, count + more)) for count in judged.reps)
    rir = routine.prescription.rir
    asked = f"You had {left} left, and the routine asks for {rir}. Same load, and more reps at once."
    return make_target(judged, routine, reps, "climb", rule.week_text if more == usual else asked)


def max_rir(routine: Routine) -> int:
    rir = routine.prescription.rir
    return rir.low if rir.high is None else rir.high


RULES = (pain, form_slipped, too_hard, unfinished, easy_work, ramp, gate, top_of_range, add_reps)
"""In the order in which they are asked."""
