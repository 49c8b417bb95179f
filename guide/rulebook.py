"""What a coach knows before a trainee comes in: the rulebook, as editors keep it in rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from guide.notation import Evidence, Prose, Rules, Span, Tempo


@dataclass(frozen=True)
class Equipment:
    slug: str
    name: str
    hint: str
    weighted: bool
    steady: bool


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
    kit: tuple[KitLoad, ...]

    def on(self, equipment: Equipment) -> Prose:
        """What this load means on one kind of equipment; empty where nobody has said."""
        return next((kit.text for kit in self.kit if kit.equipment == equipment.slug), Prose(""))


@dataclass(frozen=True)
class Progression:
    slug: str
    name: str
    text: Prose


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
    def equipment(self) -> Equipment: ...


@dataclass(frozen=True)
class Rulebook:
    aims: Sequence[Aim]
    placements: Sequence[Placement]
    prescriptions: Sequence[Prescription]
    preferences: Sequence[Preference]
    progressions: Sequence[Progression]
    variations: Sequence[Doable]
