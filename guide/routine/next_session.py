"""The target for the next session, from the results of the last ones."""

from __future__ import annotations

from dataclasses import dataclass, replace

from guide.notation import Range, Weight
from guide.routine.build import Routine
from guide.routine.plan_input import step_text
from guide.routine.progression import Step, next_step
from guide.routine.rulebook import FrozenProgression
from guide.routine.session_review import SessionReview
from guide.routine.trainee import LastSession, LoggedSet
from guide.routine.weekly_plan import deload_text, easier_step

ONCE_MORE = "That was so this time. Do it once more, then go up."
CLEARLY_SHORT = 2  # so many reps below the range are more than a misjudged set
DUE_TO_LAST_SESSION = {"again", "lighter", "easier", "jump"}
EACH_SESSION = "That is what the routine asks for. Do it in each session of a week, then {}."


@dataclass(frozen=True)
class NextTarget:
    reps: tuple[int, ...]  # for each set
    load: Weight | None
    step: str  # "stop", "lower", "repeat", "hold" or the `change` of a Step
    reason: str
    weaker_side: int | None  # 0 or 1; None if both sides did the same
    sides_far_apart: bool = False  # the weaker side did less than half as many reps as the other
    history: tuple[LoggedSet, ...] = ()  # to give with the next results
    former_load: Weight | None = None
    rung: int = 0


def next_session(last: LastSession, routine: Routine) -> NextTarget:
    """Return the target of the first rule that applies."""
    review = SessionReview(last, routine)
    found = (rule(review) for rule in RULES)
    return next((target for target in found if target is not None), None) or overload(review)


def make_target(
    review: SessionReview, step: Step, reason: str, *, name: str = "", sets: int | None = None
) -> NextTarget:
    """Make a target with the sets of the routine: as many as were done, within its range."""
    planned = review.routine.sets
    count = sets or min(max(len(review.reps), planned.low), planned.top)
    if len(review.reps) > planned.top:
        asked = Range(count, count) if count < planned.low else planned
        where = "The routine" if asked is planned else "This week, a session"
        reason += f" {where} has {asked} set{'' if asked.top == 1 else 's'}: leave the others out."
    return NextTarget(
        reps=(step.reps,) * count,
        load=step.load,
        step=name or step.change,
        reason=reason,
        weaker_side=review.weaker_side,
        sides_far_apart=2 * min(review.totals) < max(review.totals),
        history=review.history,
        former_load=review.former_load,
        rung=step.rung,
    )


def repeat_step(review: SessionReview, reps: int) -> Step:
    """Return a step with the same load, within the range of reps."""
    goal, last = review.plan.goal, review.history[-1]
    return Step("repeat", max(goal.reps.low, min(goal.top, reps)), last.load, last.rung)


def pain(review: SessionReview) -> NextTarget | None:
    if review.last.felt != "pain":
        return None
    until = "until that has settled, and ask a professional if it does not."
    if review.plan.keep_load:
        until = "until the professional who looks after you agrees. The notes on safety say what is urgent."
    reason = f"Something hurt. Leave this exercise out {until}"
    return NextTarget((), None, "stop", f"{reason} Then start again easier than before, with the fewest reps.", None)


def form_slipped(review: SessionReview) -> NextTarget | None:
    """Go back to the lowest reps of the range and, if there is one, the next lighter load."""
    if review.last.felt != "slipped":
        return None
    rung, lighter = review.history[-1].rung, review.lighter_load
    how = "Use the easier way from before." if rung and not lighter else less(review)
    step = repeat_step(review, 0)._replace(load=lighter or review.load, rung=max(0, rung - 1))
    reason = f"Form gave way or a muscle cramped. Go back to the fewest reps. {how}"
    reason += " After a cramp, rest until it has gone, and hold the end of each rep for less time."
    # The session does not count as one that went well.
    return replace(make_target(review, step, reason, name="lower"), history=review.last.history)


def less(review: SessionReview) -> str:
    if review.lighter_load:
        return "Go 1 step lighter."
    is_free = review.plan.equipment.always_available or review.load
    return "Make the movement smaller." if is_free else "Use less resistance, or make the movement smaller."


def careful_target(review: SessionReview, step: Step, reason: str, sets: int) -> NextTarget:
    """In the first weeks of a return and before steady form, a session that was too hard is made easier at once."""
    last, goal = review.history[-1], review.plan.goal
    if review.shortfall >= CLEARLY_SHORT:
        step = step._replace(load=review.lighter_load or step.load)
        return make_target(review, step, f"{short(review)} {less(review)} {reason}", name="lower", sets=sets)
    if last.left < goal.rir.low:
        reason = f"{review.seen} Stop while that many are left. {reason}"
    return make_target(review, step, reason, name="hold", sets=sets)


def planned_week(review: SessionReview) -> NextTarget | None:
    """The first weeks of a return have fewer sets than the prescription, and an easier week has easier ones."""
    week = review.week
    if week is None or week.phase not in ("ramp", "gate", "deload"):
        return None
    differ = f" Sets this week: {', then '.join(map(str, week.sets))}." if len(set(week.sets)) > 1 else ""
    if week.phase == "deload":
        step, text = easier_week(review)
        return make_target(review, step, text, name="hold", sets=max(week.sets))
    # Whoever had to go lighter stays there.
    load = min(filter(None, (week.load, review.load)), default=None)
    return careful_target(review, week.step._replace(load=load), f"{week.text}{differ}", max(week.sets))


def easier_week(review: SessionReview) -> tuple[Step, str]:
    """Return an easier session than the last one, or the same again if that was easy enough, and its text."""
    rule, goal, last = review.rules["easier-week"], review.plan.goal, review.history[-1]
    usual = repeat_step(review, last.reps)
    if last.left >= goal.rir.low + (rule.extra_rir or 0):
        return usual, rule.week_text
    step = easier_step(review.plan, usual._replace(reps=min(last.reps, goal.max_reps)), rule.extra_rir or 0)
    return step, deload_text(review.plan, rule, step, usual)


def ramp(review: SessionReview) -> NextTarget | None:
    if "ramp" not in review.rules or review.last.week:
        return None
    reason = f"{review.rules['ramp'].week_text} Say below which week of the table comes next, and you get its target."
    sets = min(len(review.reps), review.routine.sets.top)
    return careful_target(review, repeat_step(review, 0), reason, sets)


def unfinished(review: SessionReview) -> NextTarget | None:
    sets = review.routine.sets.low
    if len(review.reps) >= sets or review.shortfall or review.was_easier:
        return None
    reason = f"Finish your {sets} sets first, and add nothing until then."
    target = make_target(review, repeat_step(review, min(review.reps)), reason, name="repeat")
    return replace(target, history=review.last.history)  # it does not count as one that went well


def easy_work(review: SessionReview) -> NextTarget | None:
    """Warm-up sets and work without progression stay the same."""
    if review.plan.progression is not None:
        return None
    last, goal = review.history[-1], review.plan.goal
    if last.left < goal.rir.low:
        reason = f"You had {last.left} left, and these sets stay easy: keep {goal.rir}. {less(review)}"
        step = repeat_step(review, last.most - goal.rir.low)
        return make_target(review, step._replace(load=review.lighter_load or step.load), reason, name="lower")
    return make_target(
        review, repeat_step(review, last.reps), "These sets stay easy. Do this, and no more.", name="hold"
    )


def gate(review: SessionReview) -> NextTarget | None:
    """Progress only after several good sessions at the lowest reps."""
    rule, low = review.rules.get("gate"), review.routine.reps.low
    good = [done for done in review.history if done.reps >= low and done.left >= review.plan.goal.rir.low]
    if rule is None or len(good) >= (rule.sessions or 1) or max(review.reps) > low or good != list(review.history):
        return None
    return make_target(review, repeat_step(review, low), rule.week_text, name="repeat")


def overload(review: SessionReview) -> NextTarget:
    step = next_step(review.history, review.plan.goal, review.former_load)
    reason = step_reason(review, step)
    if review.was_easier:
        reason = "Go on from where you were." if step.change in ("stay", "climb") else reason
        before = ", so what counts is the session before it" if step.change in DUE_TO_LAST_SESSION else ""
        reason = f"The easier week is over{before}. {reason}"
    return make_target(review, step, reason)


def step_reason(review: SessionReview, step: Step) -> str:
    """Say what was seen in the last session, then what to do."""
    last, goal, rule = review.history[-1], review.plan.goal, review.plan.progression
    low, (same, too) = short(review), ("load", "far too light") if last.load else ("way", "far too easy")
    less_now = "Make the movement smaller" if review.plan.equipment.always_available else "Use less resistance"
    easier = f"{less_now}, or take the easier variation, until {goal.reps.low} reps leave {goal.rir}."
    harder = review.plan.ladder[step.rung - 1].text if step.rung else ""
    reasons = {
        "again": f"{low} Once is no pattern: same {same} again. Stop while {goal.rir} are left.",
        "easier": f"{low} {easier}",
        "lighter": f"{low} That is too hard for now. Go lighter, and build up again from there.",
        "jump": f"{review.done} That was {too} for you, so this is a bigger step. {harder}".strip(),
        "stay": stay_reason(review),
    }
    return reasons.get(step.change) or (rise_reason(review, rule, step) if rule else "")


def rise_reason(review: SessionReview, rule: FrozenProgression, step: Step) -> str:
    """Say how reps or load rise, in the words of the rule unless more than 1 rep is added."""
    last, text = review.history[-1], step_text(review.plan, rule, step)
    if step.change == "extend" and step.reps == last.reps:
        return EACH_SESSION.format("add 1 rep")
    if step.change == "wait" and step.reps_needed <= last.most:
        return f"{text} {ONCE_MORE}"
    if step.reps <= last.reps + 1:
        return text
    more = f"Same {'load' if last.load else 'way'}, {step.reps - last.reps} more reps in each set."
    if step.change == "climb":
        return f"{review.seen} {more}" if last.left > review.plan.goal.max_rir else more
    return text.replace(rule.week_text, more)


def short(review: SessionReview) -> str:
    """Say what was missing in the last session."""
    reps = review.history[-1].reps
    if reps >= review.plan.goal.reps.low:
        return review.seen
    return f"Your shortest set had {reps} rep{'' if reps == 1 else 's'}."


def stay_reason(review: SessionReview) -> str:
    """Say why load and reps stay; empty if the rule's own text says it."""
    last, goal = review.history[-1], review.plan.goal
    if last.left < goal.rir.low:
        return f"{review.seen} Stop while that many are left."
    if goal.keep_load and last.reps >= goal.top:
        return "Because of what you must avoid, the work stays as it is."
    if last.reps >= goal.top:
        return f"You reached the top of the range. Do it in {goal.sessions_at_top} sessions running, then go up."
    if goal.days > 1 and goal.reps.low <= last.reps:
        is_coming_back = goal.returning and last.load and review.former_load and last.load < review.former_load
        return EACH_SESSION.format("go back up in load" if is_coming_back else "add 1 rep")
    return ""


# In order of precedence.
RULES = (pain, form_slipped, planned_week, ramp, unfinished, easy_work, gate)
