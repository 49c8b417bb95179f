"""The last session, seen against the routine that it followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from guide.notation import Weight
from guide.routine.build import Routine
from guide.routine.loads import LoadSteps, load_steps
from guide.routine.plan_input import PlanInput
from guide.routine.rulebook import FrozenProgression
from guide.routine.trainee import LastSession, LoggedSet
from guide.routine.weekly_plan import Week

NO_LOAD = Weight(Decimal(0))


@dataclass(frozen=True)
class SessionReview:
    """The last session and the routine that it followed."""

    last: LastSession
    routine: Routine

    @cached_property
    def rules(self) -> Mapping[str, FrozenProgression]:
        """The routine's progression rules by their methods."""
        return {rule.method: rule for rule in self.routine.progressions}

    @cached_property
    def plan(self) -> PlanInput:
        """The routine's plan, with the steps from the load used if the routine knows none."""
        plan = self.routine.plan
        return replace(plan, load=self.load, loads=plan.loads or self._loads) if self.load else plan

    @property
    def _loads(self) -> LoadSteps | None:
        trainee = replace(self.routine.trainee, unit=self.last.unit)
        existing = (self.last.history[0].load if self.last.history else None) or self.load
        return load_steps(self.routine.variation.equipment, trainee, existing) if existing else None

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
    def history(self) -> tuple[LoggedSet, ...]:
        """The sessions that decide, oldest first: those before and the last one, unless it was an easier one."""
        sessions = self.sessions[:-1] if self.was_easier else self.sessions
        return sessions[-self.plan.goal.history_length :]

    @cached_property
    def was_easier(self) -> bool:
        """Whether the last session was that of an easier week: easier than the one before, with more reps left."""
        rule, week, sessions = self.rules.get("easier-week"), self.last.week, self.sessions
        weeks = self.routine.weeks[max(0, week - 2) : week] if week else ()
        if rule is None or len(sessions) < 2 or not any(near.phase == "deload" for near in weeks):
            return False
        before, last = sessions[-2:]
        fewer = (last.rung, last.load or NO_LOAD, last.reps) < (before.rung, before.load or NO_LOAD, before.reps)
        return fewer and last.left >= self.plan.goal.rir.low + (rule.extra_rir or 0)

    @cached_property
    def sessions(self) -> tuple[LoggedSet, ...]:
        goal, before = self.plan.goal, self.last.history
        rung = self.last.rung if self.last.rung is not None else before[-1].rung if before else 0
        done = LoggedSet(*self.counted, self.load, rung)
        if self.last.previous_session_same:
            before = before or (done,) * goal.history_length
        # The address may name a rung that this routine does not have.
        sessions = (session._replace(rung=min(session.rung, goal.rungs)) for session in (*before, done))
        return tuple(sessions)

    @property
    def counted(self) -> tuple[int, int]:
        """The fewest reps of a set and the reps left at the prescribed effort.

        If the last set goes far enough over the range, the top of the range counts, and what is beyond it as left.
        """
        rule, top, fewest, last_set = self.plan.progression, self.routine.reps.top, min(self.reps), self.reps[-1]
        over = (rule.reps_over_range if rule else None) or 0
        left = self.last.reps_in_reserve + self.closer
        if not over or last_set < top + over:
            return fewest, left
        reps = max(fewest, top)
        return reps, left + last_set - reps

    @property
    def closer(self) -> int:
        """By how many reps the last set may go closer to the limit than the others."""
        prescription = self.routine.prescription
        allowed = prescription.last_set_rir if self.routine.hard_last_set else None
        return prescription.rir.low - allowed.low if allowed else 0

    @property
    def seen(self) -> str:
        """Say how many reps were left, as the trainee reported it, and how many the routine asks for."""
        last_set = self.routine.prescription.last_set_rir
        asked = (
            f"the last set may go on until {last_set} are"
            if self.closer
            else f"the routine asks for {self.plan.goal.rir}"
        )
        return f"You had {self.reported.left} left, and {asked}{' left' if self.closer else ''}."

    @property
    def done(self) -> str:
        """Say what was done, as the trainee reported it."""
        return f"You did {self.reported.reps} reps and had {self.reported.left} left."

    @property
    def reported(self) -> LoggedSet:
        """The last set of the session that decides, as the trainee reported it."""
        before = self.history[-1]
        if self.was_easier:
            return before._replace(left=before.left - self.closer)
        return before._replace(reps=self.reps[-1], left=self.last.reps_in_reserve)

    @property
    def shortfall(self) -> int:
        """By how many reps the last session stayed below the range at the prescribed effort."""
        goal, last = self.plan.goal, self.history[-1]
        return max(0, goal.reps.low - (last.most - goal.rir.low))

    @property
    def lighter_load(self) -> Weight | None:
        return self.plan.loads.next_below(self.load) if self.load and self.plan.loads else None

    @property
    def former_load(self) -> Weight | None:
        known = [load for load in (self.last.former_load, self.routine.plan.former_load, self.load) if load]
        return max(known, default=None) if self.load else None

    @property
    def week(self) -> Week | None:
        """The week of the plan that the next session belongs to, if the trainee said which."""
        weeks, number = self.routine.weeks, self.last.week
        return weeks[number - 1] if number and number <= len(weeks) else None
