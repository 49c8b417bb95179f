"""What pages show: the parts of a guide, frozen. The type of each field says how it is read.

`Prose` is rendered from Markdown, a part is looked up by its slug, a notation is parsed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guide.notation import Codes, Phrases, Prose
from guide.read_model.pictures import Moving, Picture
from guide.routine.rulebook import Equipment


@dataclass(frozen=True)
class Glance:
    label: str
    text: str


@dataclass(frozen=True)
class OtherName:
    name: str
    note: str


@dataclass(frozen=True)
class Takeaway:
    text: Prose


@dataclass(frozen=True)
class Cover:
    name: str
    exercise: str
    title: str
    standfirst: Prose
    description: str
    side: str
    sides: str
    not_to_confuse_with: str
    notice: Prose
    builder: Prose
    days_question: str
    days_hint: str
    about: Prose
    key_facts: tuple[Glance, ...]
    names: tuple[OtherName, ...]
    takeaways: tuple[Takeaway, ...]


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    summary: str
    reviewed_on: date | None
    reviewed_by: str
    review_due: date | None
    list_below: str
    body: Prose
    inner: Prose
    """The body with its headings one level lower, for the page that holds the whole guide."""


@dataclass(frozen=True)
class Muscle:
    slug: str
    name: str
    plain_name: str
    role: str
    text: Prose


@dataclass(frozen=True)
class Mistake:
    slug: str
    title: str
    cue: str
    looks: Prose
    feels: Prose
    matters: Prose
    fix: Prose
    pictures: tuple[Picture, ...]

    def drawn_as(self, other: tuple[Picture, ...]) -> tuple[Picture, ...]:
        """The pictures in the stance of others, where there are any, or else in the stance that comes first."""
        stances = [picture.support for picture in (*other[:1], *self.pictures[:1])]
        for stance in stances:
            if own := tuple(picture for picture in self.pictures if picture.support == stance):
                return own
        return ()

    @property
    def usual(self) -> tuple[Picture, ...]:
        return self.drawn_as(())


@dataclass(frozen=True)
class Phase:
    slug: str
    name: str
    effort: bool
    """Whether the muscles work against the load in it."""


@dataclass(frozen=True)
class Step:
    phase: Phase
    text: Prose


@dataclass(frozen=True)
class LikelyMistake:
    mistake: Mistake
    text: Prose


@dataclass(frozen=True)
class Variation:
    slug: str
    title: str
    summary: str
    reviewed_on: date | None
    reviewed_by: str
    review_due: date | None
    equipment: Equipment
    stance: str
    pictures: tuple[Picture, ...]
    motion: Moving | None
    setup: Prose
    steps: tuple[Step, ...]
    cues: tuple[str, ...]
    mistakes: tuple[LikelyMistake, ...]
    suits: Prose
    loading: Prose
    easier: str
    easier_text: Prose
    harder: str
    harder_text: Prose
    instead: str
    instead_text: Prose
    body: Prose

    @property
    def first_fault(self) -> tuple[Picture, ...]:
        """Its likeliest mistake, as it looks here."""
        return self.mistakes[0].mistake.drawn_as(self.pictures) if self.mistakes else ()


@dataclass(frozen=True)
class Audience:
    slug: str
    title: str
    summary: str
    aim: str
    experience: str
    variation: Variation
    body: Prose


@dataclass(frozen=True)
class Question:
    slug: str
    title: str
    topic: str
    body: Prose


@dataclass(frozen=True)
class Source:
    slug: str
    standing: str
    citation: str
    dois: Codes
    finding: Prose
    number: int


@dataclass(frozen=True)
class Synonyms:
    """Words that mean the same to a reader who looks for something."""

    slug: str
    words: Phrases


@dataclass(frozen=True)
class ChangeNote:
    """One line of the public history."""

    number: int
    note: str
    major: bool
    live_at: object
