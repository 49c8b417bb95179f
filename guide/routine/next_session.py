"""The target for the next session, from the results of the last one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from guide.notation import Weight
from guide.routine.build import Routine
from guide.routine.loads import is_heaviest, next_load, previous_load
from guide.routine.rulebook import FrozenProgression
from guide.routine.trainee import LastSession


@dataclass(frozen=True)
class NextTarget:
    reps: tuple[int, ...]  # for each set
    load: Weight | None
    step: str  # "stop", "repeat", "lower", "climb", "confirm", "raise" or "hold"
    reason: str
    weaker_side: int | None  # 0 or 1; None if both sides did the same
    sides_far_apart: bool = False  # the weaker side did less than half as many reps as the other


@dataclass(frozen=True)
class LastSessionReview:
    """The last session and the routine that it followed."""

    last: LastSession
    routine: Routine

    @cached_property
    def rules(self) -> Mapping[str, FrozenProgression]:
        """The routine's progression rules by their methods."""
        return {rule.method: rule for rule in self.routine.progressions}

    @property
    def rule(self) -> FrozenProgression | None:
        """The rule of double progression."""
        return self.rules.get("reps-then-load") or self.rules.get("reps-then-tempo")

    @property
    def load(self) -> Weight | None:
        return self.last.load if self.routine.variation.equipment.weighted else None

    @property
    def reps(self) -> tuple[int, ...]:
        """The reps of the weaker side, set by set, for the sets done on both sides."""
        return tuple(min(both) for both in zip(*self.last.reps, strict=False))

    @property
    def totals(self) -> list[int]:
        return [sum(side) for side in self.last.reps]

    @property
    def weaker_side(self) -> int | None:
        return self.totals.index(min(self.totals)) if len(set(self.totals)) > 1 else None

    @property
    def minimum_reps(self) -> tuple[int, ...]:
        return (self.routine.reps.low,) * max(1, len(self.reps))

    def reps_plus(self, change: int) -> tuple[int, ...]:
        """The reps of each set after a change, kept within the routine's range."""
        reps = self.routine.reps
        return tuple(max(reps.low, min(count + change, reps.high or count + change)) for count in self.reps)


def next_session(last: LastSession, routine: Routine) -> NextTarget:
    """Return the target of the first rule that applies."""
    review = LastSessionReview(last, routine)
    for rule in RULES:
        if target := rule(review):
            return target
    return make_target(review, review.reps, "repeat", "Do the same again.")


def make_target(
    review: LastSessionReview, reps: tuple[int, ...], step: str, reason: str, load: Weight | None = None
) -> NextTarget:
    """Make a target with as many sets as the routine has: drop extra ones, and add missing ones except in a ramp."""
    sets, minimum_sets = review.routine.sets, 1 if "ramp" in review.rules else review.routine.sets.low
    count = min(max(len(reps), minimum_sets), sets.top)
    if len(reps) > count:
        reason += f" The routine has {sets} sets: leave the others out."
    reps = (reps + (review.routine.reps.low,) * count)[:count]
    sides_far_apart = 2 * min(review.totals) < max(review.totals)
    return NextTarget(reps, load or review.load, step, reason, review.weaker_side, sides_far_apart)


def pain(review: LastSessionReview) -> NextTarget | None:
    if review.last.felt != "pain":
        return None
    reason = "Something hurt. Leave this exercise out until that has settled, and ask a professional if it does not."
    return NextTarget((), None, "stop", reason, None)


def form_slipped(review: LastSessionReview) -> NextTarget | None:
    if review.last.felt != "slipped":
        return None
    return make_easier(review, "Form gave way or a muscle cramped. Go back to the fewest reps.")


def make_easier(review: LastSessionReview, reason: str) -> NextTarget:
    """Return a target with the lowest reps of the range and, if there is one, the next lighter load."""
    equipment = review.routine.variation.equipment
    lighter = previous_load(review.load, equipment, review.last.unit) if review.load else None
    how = "Go at least 1 step lighter." if lighter else "Make it easier: less resistance, or a smaller movement."
    return make_target(review, review.minimum_reps, "lower", f"{reason} {how}", lighter)


def too_hard(review: LastSessionReview) -> NextTarget | None:
    """Too few reps or too few reps in reserve: do fewer reps, or easier work if that would leave the range."""
    routine, left = review.routine, review.last.reps_in_reserve
    fewest, minimum = min(review.reps), routine.reps.low
    spare_rir = left - last_set_rir(routine)
    if fewest >= minimum and spare_rir >= 0:
        return None
    rir_reason = f"You had {left} left, and the routine asks for {routine.prescription.rir}."
    reps_reason = f"A set ended below {minimum} reps."
    if fewest + spare_rir < minimum:
        return make_easier(review, reps_reason if fewest < minimum else rir_reason)
    if spare_rir < 0:
        reason = f"{rir_reason} Do fewer reps, and stop while that many are left."
    else:
        reason = f"{reps_reason} {rir_reason} Go on to {minimum}."
    return make_target(review, review.reps_plus(min(spare_rir, 0)), "repeat", reason)


def last_set_rir(routine: Routine) -> int:
    """Return the fewest reps in reserve that the routine allows after the last set."""
    prescription = routine.prescription
    allowed = prescription.last_set_rir if routine.hard_last_set else None
    return (allowed or prescription.rir).low


def unfinished(review: LastSessionReview) -> NextTarget | None:
    sets = review.routine.sets.low
    if len(review.reps) >= sets or "ramp" in review.rules:
        return None
    return make_target(
        review, review.reps_plus(0), "repeat", f"Finish all {sets} sets first, and add nothing until then."
    )


def easy_work(review: LastSessionReview) -> NextTarget | None:
    """Warm-up sets and work without double progression stay the same."""
    if review.rule is not None and review.routine.prescription.placement.counted:
        return None
    return make_target(review, review.reps_plus(0), "hold", "These sets stay easy. Do this, and no more.")


def ramp(review: LastSessionReview) -> NextTarget | None:
    """The first weeks of a return to training have fewer sets than the prescription."""
    if "ramp" not in review.rules or len(review.reps) >= review.routine.sets.low:
        return None
    reason = f"{review.rules['ramp'].week_text} The table of weeks says how many sets each session has."
    return make_target(review, review.minimum_reps, "hold", reason)


def gate(review: LastSessionReview) -> NextTarget | None:
    """Progress only after several good sessions at the lowest reps."""
    rule = review.rules.get("gate")
    if rule is None or review.last.previous_session_same or max(review.reps) > review.routine.reps.low:
        return None
    return make_target(review, review.reps, "repeat", rule.week_text)


def top_of_range(review: LastSessionReview) -> NextTarget | None:
    """Step up after enough sessions with every set at the top of the range, or the last set well above it."""
    rule, routine, reps_range = review.rule, review.routine, review.routine.reps
    if rule is None:
        return None
    top, over = reps_range.top, rule.reps_over_range or 0
    if min(review.reps) < top and not (over and review.reps[-1] >= top + over):
        return None
    top_reps = (top,) * len(review.reps)
    if routine.keep_load:
        return make_target(review, top_reps, "hold", "Because of what you must avoid, the load stays as it is.")
    if reps_range.low == top and review.last.reps_in_reserve < routine.prescription.rir.top + over:
        return make_target(review, top_reps, "repeat", rule.full_text or rule.stay_text)
    reps = tuple(max(reps_range.low, min(count, rule.most_reps or top)) for count in review.reps)
    if not review.last.previous_session_same and (rule.sessions or 1) > 1:
        reason = f"You reached the top of the range. Do it in {rule.sessions} sessions running, then go up."
        return make_target(review, reps, "confirm", reason)
    return step_up(review, rule, reps)


def step_up(review: LastSessionReview, rule: FrozenProgression, reps: tuple[int, ...]) -> NextTarget:
    if rule.step is None:
        return make_target(review, review.minimum_reps, "raise", no_load_step_up_advice(review, rule))
    if review.load is None:
        return make_target(review, review.minimum_reps, "raise", rule.step_up(None))
    equipment, unit = review.routine.variation.equipment, review.last.unit
    heavier = next_load(review.load, equipment, unit, rule.step)
    if heavier is not None:
        return make_target(review, review.minimum_reps, "raise", rule.step_text, heavier)
    by_rule, by_minutes = rule.most_reps or max(reps), review.routine.plan.time_budget.max_reps()
    max_reps = by_rule if by_minutes is None else max(review.routine.reps.low, min(by_rule, by_minutes))
    if min(reps) < max_reps:
        heaviest = rule.heaviest_text if is_heaviest(review.load, equipment, unit, rule.step) else ""
        reason = heaviest or rule.large_step_text
    elif max_reps == by_rule and has_time_for_slower(review, rule, max_reps):
        reason = rule.slower_text
    else:
        reason = rule.full_text or rule.stay_text
    more_reps = tuple(min(max_reps, count + (rule.reps_per_week or 1)) for count in reps)
    return make_target(review, more_reps, "climb", reason)


def has_time_for_slower(review: LastSessionReview, rule: FrozenProgression, reps: int) -> bool:
    max_reps = review.routine.plan.time_budget.max_reps(rule.tempo_step or 0)
    return bool(rule.tempo_step) and (max_reps is None or reps <= max_reps)


def no_load_step_up_advice(review: LastSessionReview, rule: FrozenProgression) -> str:
    """Advise more resistance, after a slower lowering if the minutes allow that."""
    if not has_time_for_slower(review, rule, review.routine.reps.top):
        return rule.step_text
    return f"{rule.slower_text} After that: {rule.step_text[:1].lower()}{rule.step_text[1:]}"


def add_reps(review: LastSessionReview) -> NextTarget | None:
    """Add reps to each set: the rule's number, or as many as were left above the prescribed reps in reserve."""
    rule, left, rir = review.rule, review.last.reps_in_reserve, review.routine.prescription.rir
    if rule is None:
        return None
    usual = rule.reps_per_week or 1
    increase = usual if review.routine.keep_load else max(usual, left - rir.top)
    reason = f"You had {left} left, and the routine asks for {rir}. Same load, and more reps at once."
    return make_target(review, review.reps_plus(increase), "climb", rule.week_text if increase == usual else reason)


# In order of precedence.
RULES = (pain, form_slipped, too_hard, unfinished, easy_work, ramp, gate, top_of_range, add_reps)
