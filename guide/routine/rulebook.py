"""The rulebook of one edition: prescriptions, loads, progressions, limits and preferences, as frozen objects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from guide.notation import Evidence, Ladder, Percentages, ProgressionCodes, Range, SafeHtml, Tempo, Weight


@dataclass(frozen=True)
class FrozenEquipment:
    slug: str
    name: str
    hint: str
    weighted: bool
    stable: bool
    always_available: bool  # used when limits exclude all the equipment that was ticked
    side_switch_seconds: int | None
    step_kg: Weight | None
    step_lb: Weight | None
    max_start_kg: Weight | None
    max_start_lb: Weight | None
    limb_kg: Weight | None
    limb_lb: Weight | None
    ladder: Ladder | None

    def step(self, unit: str) -> Weight | None:
        return {"kg": self.step_kg, "lb": self.step_lb}[unit] if self.weighted else None

    def max_load(self, unit: str) -> Weight | None:
        return {"kg": self.max_start_kg, "lb": self.max_start_lb}[unit]

    def limb_load(self, unit: str) -> Decimal:
        """What the limb itself counts for, as if it were a load of this equipment."""
        limb = {"kg": self.limb_kg, "lb": self.limb_lb}[unit]
        return limb.amount if limb else Decimal(0)


@dataclass(frozen=True)
class FrozenExperience:
    slug: str
    name: str
    hint: str
    weekly_sets_ceiling: int | None  # hard sets of all exercises for the same muscles


@dataclass(frozen=True)
class FrozenPlacement:
    slug: str
    name: str
    hint: str
    counted: bool
    sets: Range | None  # that the evidence supports; None only in editions from before the builder asked for minutes
    reps: Range | None
    week: SafeHtml  # when to do it in the session
    easy_sets: Range | None  # warm-up sets for each side; "0-1" means that one is optional
    easy_text: SafeHtml


@dataclass(frozen=True)
class FrozenDefaultPlacement:
    """The placement of an aim for one level of experience, if the trainee leaves it open."""

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
    start_percent: int | None  # of the load used now; None if this work needs no load
    kit: tuple[FrozenEquipmentLoad, ...]

    def for_equipment(self, equipment: FrozenEquipment) -> SafeHtml:
        """How to find this load on one kind of equipment; empty if the rulebook has no text for it."""
        return next((kit.text for kit in self.kit if kit.equipment == equipment.slug), SafeHtml(""))


@dataclass(frozen=True)
class FrozenProgression:
    """One progression rule. `method` is how it works; the numbers set its steps and ends."""

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
    tempo_step: int | None  # seconds by which lowering gets longer at each step
    max_lowering: int | None  # seconds
    ramp_percentages: Percentages | None
    interval_weeks: Range | None
    percent: int | None
    extra_rir: int | None
    followed_by: ProgressionCodes | None

    def step_up(self, load: Weight | None) -> str:
        """How to step up. Without a known load, also what to do if the equipment has no such step."""
        return self.step_text if load else f"{self.step_text} {self.unknown_text}".strip()


@dataclass(frozen=True)
class FrozenLimitedVariation:
    """The effect of a limit on one variation: it removes it, changes how to do it, or leaves it unchanged."""

    variation: str
    removed: bool
    last_resort: bool  # used only if nothing else is left
    unchanged: bool
    text: SafeHtml


@dataclass(frozen=True)
class FrozenLimit:
    """Something that a trainee must avoid, and its effects on the routine."""

    slug: str
    name: str
    hint: str
    text: SafeHtml
    safety_notice: SafeHtml  # shown before all numbers; may be empty
    aim: FrozenAim | None
    placement: FrozenPlacement | None
    week: SafeHtml  # replaces the text of the placement unless empty
    keep_load: bool
    variations: tuple[FrozenLimitedVariation, ...]

    def effect_on(self, variation: str) -> FrozenLimitedVariation | None:
        return next((effect for effect in self.variations if effect.variation == variation), None)


@dataclass(frozen=True)
class FrozenPreference:
    """Variations in order of preference for some prescriptions. An empty field matches every prescription."""

    slug: str
    placement: str
    aim: str
    experience: str
    reason: SafeHtml
    variations: tuple[str, ...]

    def matches(self, prescription: FrozenPrescription) -> bool:
        wanted = (self.placement, self.aim, self.experience)
        own = (prescription.placement.slug, prescription.aim.slug, prescription.experience.slug)
        return all(slug in ("", other) for slug, other in zip(wanted, own, strict=True))


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
    """The fields of a variation that the training rules need."""

    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def equipment(self) -> FrozenEquipment: ...
    @property
    def harder(self) -> str: ...


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
    sided: bool  # each set is done on both sides
