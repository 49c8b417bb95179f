"""What a coach knows before a trainee comes in: the rulebook, as editors keep it in rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from guide.notation import Evidence, Percentages, ProgressionCodes, Range, SafeHtml, Tempo, Weight


@dataclass(frozen=True)
class FrozenEquipment:
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

    def max_load(self, unit: str) -> Weight | None:
        return {"kg": self.max_start_kg, "lb": self.max_start_lb}[unit]


@dataclass(frozen=True)
class FrozenExperience:
    slug: str
    name: str
    hint: str


@dataclass(frozen=True)
class FrozenPlacement:
    slug: str
    name: str
    hint: str
    counted: bool
    sets: Range | None
    """What the facts allow; None only in editions older than the question for minutes."""
    reps: Range | None
    week: SafeHtml
    """Where it stands in the session: what comes before, and where warm-up sets go."""
    easy_sets: Range | None
    """Easy sets on each side before the first one that counts; "0-1" where not everybody needs one."""
    easy_text: SafeHtml


@dataclass(frozen=True)
class FrozenDefaultPlacement:
    """Where the exercise goes when the trainee leaves it open."""

    experience: str
    placement: str
    reason: SafeHtml


@dataclass(frozen=True)
class FrozenAim:
    slug: str
    name: str
    hint: str
    note: SafeHtml
    caution: int | None
    mistake: str
    placements: tuple[FrozenDefaultPlacement, ...]


@dataclass(frozen=True)
class FrozenEquipmentLoad:
    equipment: str
    text: SafeHtml


@dataclass(frozen=True)
class FrozenLoad:
    slug: str
    name: str
    text: SafeHtml
    start_percent: int | None
    """How much of the load used now to start with; none where the work is done without one."""
    kit: tuple[FrozenEquipmentLoad, ...]

    def for_equipment(self, equipment: FrozenEquipment) -> SafeHtml:
        """What this load means on one kind of equipment; empty where nobody has said."""
        return next((kit.text for kit in self.kit if kit.equipment == equipment.slug), SafeHtml(""))


@dataclass(frozen=True)
class FrozenProgression:
    """One rule of progress. `method` says how it works, the numbers how far it goes."""

    slug: str
    name: str
    text: SafeHtml
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
    step: Range | None
    sessions: int | None
    reps_over_range: int | None
    most_reps: int | None
    reps_per_week: int | None
    tempo_step: int | None
    """Seconds that lowering gets longer at a step."""
    max_lowering: int | None
    """Seconds of lowering: slower than this it never gets."""
    ramp_percentages: Percentages | None
    interval_weeks: Range | None
    percent: int | None
    extra_rir: int | None
    followed_by: ProgressionCodes | None

    def step_up(self, load: Weight | None) -> str:
        """A step up in words: while the load is unknown, with what to do where it has no such step."""
        return self.step_text if load else f"{self.step_text} {self.unknown_text}".strip()


@dataclass(frozen=True)
class FrozenLimitedVariation:
    """What one limit does to one variation: it removes it, or changes how it is done."""

    variation: str
    removed: bool
    text: SafeHtml


@dataclass(frozen=True)
class FrozenLimit:
    """Something to avoid, and what follows from it."""

    slug: str
    name: str
    hint: str
    text: SafeHtml
    safety_notice: SafeHtml
    """What a trainee reads before any number; empty where nothing is urgent."""
    aim: FrozenAim | None
    placement: FrozenPlacement | None
    week: SafeHtml
    """Where it stands in the session, in place of the placement's words; empty where those hold."""
    keep_load: bool
    """Whether load and effort stay as they are from week to week."""
    variations: tuple[FrozenLimitedVariation, ...]

    def rule_for(self, variation: str) -> FrozenLimitedVariation | None:
        return next((line for line in self.variations if line.variation == variation), None)


@dataclass(frozen=True)
class FrozenPreference:
    """Which variations come first for the trainees that it matches; an empty part matches all."""

    slug: str
    placement: str
    aim: str
    experience: str
    reason: SafeHtml
    variations: tuple[str, ...]

    def matches(self, prescription: FrozenPrescription) -> bool:
        return (
            self.placement in ("", prescription.placement.slug)
            and self.aim in ("", prescription.aim.slug)
            and self.experience in ("", prescription.experience.slug)
        )


@dataclass(frozen=True)
class FrozenPrescription:
    slug: str
    placement: FrozenPlacement
    experience: FrozenExperience
    aim: FrozenAim
    sets: Range
    reps: Range
    rir: Range
    last_set_reps: Range | None
    last_set_rir: Range | None
    load: FrozenLoad
    rest: Range
    tempo: Tempo
    days: Range
    weekly_sets_cap: int
    progression: ProgressionCodes
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


class VariationLike(Protocol):
    """A variation, as far as the builder needs to know it."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def equipment(self) -> FrozenEquipment: ...


@dataclass(frozen=True)
class Rulebook:
    aims: Sequence[FrozenAim]
    placements: Sequence[FrozenPlacement]
    prescriptions: Sequence[FrozenPrescription]
    preferences: Sequence[FrozenPreference]
    progressions: Sequence[FrozenProgression]
    variations: Sequence[VariationLike]
    limits: Sequence[FrozenLimit]
    equipment: Sequence[FrozenEquipment]
    experience: Sequence[FrozenExperience]
    sided: bool
    """Whether each set is done once for each of two sides."""
