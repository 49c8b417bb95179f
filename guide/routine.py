"""The routine builder: a trainee's answers in, a routine out.

Pure: no Django, no input or output, and no numbers of its own. Every number comes from the
rulebook, which editors keep as rows.
"""

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
    text: str


@dataclass(frozen=True)
class Load:
    slug: str
    name: str
    text: str
    kit: tuple[KitLoad, ...]

    def on(self, equipment: Equipment) -> str:
        """What this load means on one kind of equipment; empty where nobody has said."""
        return next((kit.text for kit in self.kit if kit.equipment == equipment.slug), "")


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


@dataclass(frozen=True)
class Trainee:
    """The answers; `placement` and `days` may be left to the builder."""

    aim: str
    experience: str
    equipment: frozenset[str]
    placement: str = ""
    days: int | None = None


@dataclass(frozen=True)
class Routine:
    trainee: Trainee
    variation: Doable
    variation_reason: str
    placement_reason: str
    prescription: Prescription
    sets: Span
    days: Span
    weekly_sets: Span
    progressions: tuple[Progression, ...]
    notes: tuple[str, ...]
    hard_last_set: bool
    """Whether the last set may go closer to the limit: only where the row says so and the kit is steady."""


class NoAnswer(LookupError):
    """The rulebook has no row for these answers; the message names what is missing."""


def build(trainee: Trainee, rulebook: Rulebook) -> Routine:
    """The routine for a trainee. Raises NoAnswer where the rulebook has a gap."""
    placement, placement_reason = choose_placement(trainee, rulebook)
    prescription = find_prescription(trainee, placement, rulebook)
    variation, variation_reason = choose_variation(trainee, prescription, rulebook)
    entry_notes = (prescription.entry_test,) if prescription.entry_test else ()
    days, days_notes = fit_days(trainee.days, prescription.days)
    sets, sets_notes = fit_sets(prescription, days)
    return Routine(
        trainee=trainee,
        variation=variation,
        variation_reason=variation_reason,
        placement_reason=placement_reason,
        prescription=prescription,
        sets=sets,
        days=days,
        weekly_sets=weekly_sets(sets, days, prescription.weekly_sets_cap),
        progressions=choose_progressions(prescription.progression, variation.equipment, rulebook),
        notes=entry_notes + days_notes + sets_notes,
        hard_last_set=prescription.last_set_rir is not None and variation.equipment.steady,
    )


def choose_placement(trainee: Trainee, rulebook: Rulebook) -> tuple[str, str]:
    if trainee.placement:
        return trainee.placement, "You chose this."
    for aim in rulebook.aims:
        for default in aim.placements:
            if (aim.slug, default.experience) == (trainee.aim, trainee.experience):
                return default.placement, default.reason
    raise NoAnswer(f"no placement is set for {trainee.aim}, {trainee.experience}")


def find_prescription(trainee: Trainee, placement: str, rulebook: Rulebook) -> Prescription:
    wanted = (placement, trainee.experience, trainee.aim)
    for row in rulebook.prescriptions:
        if (row.placement.slug, row.experience.slug, row.aim.slug) == wanted:
            return row
    raise NoAnswer("no prescription for " + ", ".join(wanted))


def choose_variation(trainee: Trainee, prescription: Prescription, rulebook: Rulebook) -> tuple[Doable, str]:
    """The preferred variation among those that the ticked equipment allows, and the reason."""
    possible = {row.slug: row for row in rulebook.variations if row.equipment.slug in trainee.equipment}
    if not possible:
        raise NoAnswer("no variation for " + ", ".join(sorted(trainee.equipment)))
    preference = next((row for row in rulebook.preferences if row.matches(prescription)), None)
    preferred = [slug for slug in (preference.variations if preference else ()) if slug in possible]
    if len(possible) == 1 or not preferred:
        return next(iter(possible.values())), "It is the one that fits the equipment you ticked."
    return possible[preferred[0]], preference.reason if preference else ""


def fit_days(wanted: int | None, prescribed: Span) -> tuple[Span, tuple[str, ...]]:
    """The days a week: the trainee's own, within what is prescribed."""
    if wanted is None:
        return prescribed, ()
    if prescribed.high is not None and wanted > prescribed.high:
        note = f"You train {wanted} days. {prescribed.high} of them are enough for this exercise."
        return Span(prescribed.high, prescribed.high), (note,)
    if wanted < prescribed.low:
        note = f"The full prescription asks for {prescribed} days a week. Fewer days still count, but progress is slower."
        return Span(wanted, wanted), (note,)
    return Span(wanted, wanted), ()


def fit_sets(prescription: Prescription, days: Span) -> tuple[Span, tuple[str, ...]]:
    """The sets a session, cut where sets times days would pass the weekly cap, never below the least."""
    sets, cap = prescription.sets, prescription.weekly_sets_cap
    most = max(sets.low, cap // days.low)
    if sets.high is None or days.low != days.high or sets.high <= most:
        return sets, ()
    note = f"{sets.high} sets on {days} days would pass the weekly cap of {cap} sets, so stop at {most}."
    return Span(sets.low, most), (note,)


def weekly_sets(sets: Span, days: Span, cap: int) -> Span:
    high = (sets.high or sets.low) * (days.high or days.low)
    return Span(min(sets.low * days.low, cap), min(high, cap))


def choose_progressions(rules: Rules, equipment: Equipment, rulebook: Rulebook) -> tuple[Progression, ...]:
    """The rules to follow; where a row offers two, the first is for weights, the second for the rest."""
    by_slug = {row.slug: row for row in rulebook.progressions}
    return tuple(by_slug[slug] for slug in rules.choose(weighted=equipment.weighted) if slug in by_slug)
