"""What a coach knows before a trainee comes in: the rulebook, as editors keep it in rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from guide.notation import Evidence, Prose, Rules, Shares, Span, Tempo, Weight


@dataclass(frozen=True)
class Equipment:
    slug: str
    name: str
    hint: str
    weighted: bool
    stable: bool
    always_available: bool
    """Everybody has it: the way out where limits rule out everything that was ticked."""
    side_switch_seconds: int | None
    """Seconds from the first side to the second."""
    step_kg: Weight | None
    step_lb: Weight | None
    max_start_kg: Weight | None
    max_start_lb: Weight | None

    def step(self, unit: str) -> Weight | None:
        return {"kg": self.step_kg, "lb": self.step_lb}[unit] if self.weighted else None

    def most(self, unit: str) -> Weight | None:
        return {"kg": self.max_start_kg, "lb": self.max_start_lb}[unit]


@dataclass(frozen=True)
class Experience:
    slug: str
    name: str
    hint: str


@dataclass(frozen=True)
class Placement:
    slug: str
    name: str
    hint: str
    counted: bool
    sets: Span | None
    """What the facts allow; None only in editions older than the question for minutes."""
    reps: Span | None
    week: Prose
    """Where it stands in the session: what comes before, and where warm-up sets go."""
    easy_sets: Span | None
    """Easy sets on each side before the first one that counts; "0-1" where not everybody needs one."""
    easy_text: Prose


@dataclass(frozen=True)
class DefaultPlacement:
    """Where the exercise goes when the trainee leaves it open."""

    experience: str
    placement: str
    reason: Prose


@dataclass(frozen=True)
class Aim:
    slug: str
    name: str
    hint: str
    note: Prose
    caution: int | None
    mistake: str
    placements: tuple[DefaultPlacement, ...]


@dataclass(frozen=True)
class KitLoad:
    equipment: str
    text: Prose


@dataclass(frozen=True)
class Load:
    slug: str
    name: str
    text: Prose
    start_percent: int | None
    """How much of the load used now to start with; none where the work is done without one."""
    kit: tuple[KitLoad, ...]

    def on(self, equipment: Equipment) -> Prose:
        """What this load means on one kind of equipment; empty where nobody has said."""
        return next((kit.text for kit in self.kit if kit.equipment == equipment.slug), Prose(""))


@dataclass(frozen=True)
class Progression:
    """One rule of progress. `method` says how it works, the numbers how far it goes."""

    slug: str
    name: str
    text: Prose
    method: str
    week_text: str
    start_text: str
    stay_text: str
    step_text: str
    large_step_text: str
    heaviest_text: str
    unknown_text: str
    slower_text: str
    full_text: str
    step: Span | None
    sessions: int | None
    reps_over_range: int | None
    most_reps: int | None
    reps_per_week: int | None
    tempo_step: int | None
    """Seconds that lowering gets longer at a step."""
    max_lowering: int | None
    """Seconds of lowering: slower than this it never gets."""
    ramp_percentages: Shares | None
    interval_weeks: Span | None
    percent: int | None
    extra_rir: int | None
    followed_by: Rules | None

    def step_up(self, load: Weight | None) -> str:
        """A step up in words: while the load is unknown, with what to do where it has no such step."""
        return self.step_text if load else f"{self.step_text} {self.unknown_text}".strip()


@dataclass(frozen=True)
class LimitedVariation:
    """What one limit does to one variation: it removes it, or changes how it is done."""

    variation: str
    removed: bool
    text: Prose


@dataclass(frozen=True)
class Limit:
    """Something to avoid, and what follows from it."""

    slug: str
    name: str
    hint: str
    text: Prose
    safety_notice: Prose
    """What a trainee reads before any number; empty where nothing is urgent."""
    aim: Aim | None
    placement: Placement | None
    week: Prose
    """Where it stands in the session, in place of the placement's words; empty where those hold."""
    keep_load: bool
    """Whether load and effort stay as they are from week to week."""
    variations: tuple[LimitedVariation, ...]

    def on(self, variation: str) -> LimitedVariation | None:
        return next((line for line in self.variations if line.variation == variation), None)


@dataclass(frozen=True)
class Preference:
    """Which variations come first for the trainees that it matches; an empty part matches all."""

    slug: str
    placement: str
    aim: str
    experience: str
    reason: Prose
    variations: tuple[str, ...]

    def matches(self, prescription: Prescription) -> bool:
        return (
            self.placement in ("", prescription.placement.slug)
            and self.aim in ("", prescription.aim.slug)
            and self.experience in ("", prescription.experience.slug)
        )


@dataclass(frozen=True)
class Prescription:
    slug: str
    placement: Placement
    experience: Experience
    aim: Aim
    sets: Span
    reps: Span
    rir: Span
    last_set_reps: Span | None
    last_set_rir: Span | None
    load: Load
    rest: Span
    tempo: Tempo
    days: Span
    weekly_sets_cap: int
    progression: Rules
    note: str
    entry_test: str
    evidence: Evidence

    @property
    def reps_remark(self) -> str:
        return f"last set may be {self.last_set_reps}" if self.last_set_reps else ""

    @property
    def reps_text(self) -> str:
        return f"{self.reps} ({self.reps_remark})" if self.reps_remark else str(self.reps)

    @property
    def rir_remark(self) -> str:
        return f"last set {self.last_set_rir}" if self.last_set_rir else ""

    @property
    def rir_text(self) -> str:
        return f"{self.rir} ({self.rir_remark})" if self.rir_remark else str(self.rir)

    @property
    def progression_text(self) -> str:
        return f"{self.progression}; {self.note}" if self.note else str(self.progression)


class Doable(Protocol):
    """A variation, as far as the builder needs to know it."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def equipment(self) -> Equipment: ...


@dataclass(frozen=True)
class Rulebook:
    aims: Sequence[Aim]
    placements: Sequence[Placement]
    prescriptions: Sequence[Prescription]
    preferences: Sequence[Preference]
    progressions: Sequence[Progression]
    variations: Sequence[Doable]
    limits: Sequence[Limit]
    equipment: Sequence[Equipment]
    experience: Sequence[Experience]
    sided: bool
    """Whether each set is done once for each of two sides."""
