"""The parts of a guide, as frozen objects.

The type of a field decides how `Guide` fills it: `SafeHtml` is rendered from Markdown, a part is looked up by its
slug, a notation is parsed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from guide.models.content import Source
from guide.notation import CodeList, Phrases, SafeHtml
from guide.read_model.pictures import Animation, Picture
from guide.routine.rulebook import FrozenEquipment
from guide.text.markdown import HtmlWithHeadings


@dataclass(frozen=True)
class FrozenKeyFact:
    label: str
    text: str


@dataclass(frozen=True)
class FrozenOtherName:
    name: str
    note: str


@dataclass(frozen=True)
class FrozenTakeaway:
    text: SafeHtml


@dataclass(frozen=True)
class FrozenCover:
    name: str
    exercise: str
    title: str
    standfirst: SafeHtml
    description: str
    side: str
    sides: str
    not_to_confuse_with: str
    notice: SafeHtml
    stop_signs: SafeHtml
    builder: SafeHtml
    days_question: str
    days_hint: str
    about: SafeHtml
    key_facts: tuple[FrozenKeyFact, ...]
    names: tuple[FrozenOtherName, ...]
    takeaways: tuple[FrozenTakeaway, ...]
    gone_addresses: CodeList


@dataclass(frozen=True)
class FrozenSection:
    slug: str
    former_addresses: CodeList
    title: str
    summary: str
    chapter: str
    reviewed_on: date | None
    reviewed_by: str
    review_due: date | None
    list_below: str
    numbered: bool
    body: SafeHtml
    inner: SafeHtml  # the body with headings one level lower, for the page of the full guide


@dataclass(frozen=True)
class FrozenMuscle:
    slug: str
    name: str
    plain_name: str
    role: str
    regions: CodeList
    text: SafeHtml


@dataclass(frozen=True)
class FrozenMistake:
    slug: str
    title: str
    cue: str
    looks: SafeHtml
    feels: SafeHtml
    matters: SafeHtml
    fix: SafeHtml
    pictures: tuple[Picture, ...]

    def pictures_in_stance(self, others: tuple[Picture, ...]) -> tuple[Picture, ...]:
        """Return the pictures in the stance of `others[0]`, or else in the stance of its own first picture."""
        stances = [picture.support for picture in (*others[:1], *self.pictures[:1])]
        for stance in stances:
            if own := tuple(picture for picture in self.pictures if picture.support == stance):
                return own
        return ()

    @property
    def default_pictures(self) -> tuple[Picture, ...]:
        return self.pictures_in_stance(())


@dataclass(frozen=True)
class FrozenPhase:
    slug: str
    name: str
    effort: bool  # whether the muscles work against the load


@dataclass(frozen=True)
class FrozenStep:
    phase: FrozenPhase
    text: SafeHtml


@dataclass(frozen=True)
class FrozenLikelyMistake:
    mistake: FrozenMistake
    text: SafeHtml


@dataclass(frozen=True)
class FrozenVariation:
    slug: str
    former_addresses: CodeList
    title: str
    summary: str
    reviewed_on: date | None
    reviewed_by: str
    review_due: date | None
    equipment: FrozenEquipment  # with the variation's own ladder, if it has one
    stance: str
    pictures: tuple[Picture, ...]
    mistake_pictures: tuple[Picture, ...]  # each mistake on its own equipment
    breath_pictures: tuple[Picture, ...]  # on the way up and down, for texts
    motion: Animation | None
    setup: SafeHtml
    steps: tuple[FrozenStep, ...]
    cues: tuple[str, ...]
    mistakes: tuple[FrozenLikelyMistake, ...]
    suits: SafeHtml
    loading: SafeHtml
    easier: str
    easier_text: SafeHtml
    harder: str
    harder_text: SafeHtml
    instead: str
    instead_text: SafeHtml
    body: SafeHtml

    def pictures_of(self, mistake: FrozenMistake) -> tuple[Picture, ...]:
        """Return the pictures of a mistake: on this variation's equipment, or else in its stance."""
        own = tuple(picture for picture in self.mistake_pictures if picture.mistake == mistake.slug)
        return own or mistake.pictures_in_stance(self.pictures)

    @property
    def right_pictures(self) -> tuple[Picture, ...]:
        """Return how it is done right, to stand beside the mistakes."""
        drawn = self.pictures_of(self.mistakes[0].mistake) if self.mistakes else ()
        return tuple(picture for picture in drawn if picture.moment != "fault")

    @property
    def drawn_mistakes(self) -> tuple[tuple[FrozenLikelyMistake, tuple[Picture, ...]], ...]:
        """Return each likely mistake with the pictures of its faults."""
        return tuple(
            (likely, tuple(picture for picture in self.pictures_of(likely.mistake) if picture.moment == "fault"))
            for likely in self.mistakes
        )


@dataclass(frozen=True)
class FrozenAudience:
    slug: str
    title: str
    summary: str
    aim: str
    experience: str
    variation: FrozenVariation
    body: SafeHtml


@dataclass(frozen=True)
class FrozenQuestion:
    slug: str
    former_addresses: CodeList
    title: str
    topic: str
    body: HtmlWithHeadings


@dataclass(frozen=True)
class FrozenSource:
    slug: str
    standing: str
    citation: str
    dois: CodeList
    finding: SafeHtml
    number: int

    @property
    def standing_label(self) -> str:
        return str(Source.Standing(self.standing).label)


@dataclass(frozen=True)
class FrozenSynonyms:
    """Words that search treats as equal."""

    slug: str
    words: Phrases


@dataclass(frozen=True)
class ChangeNote:
    """An entry of the public change history."""

    number: int
    note: str
    major: bool
    live_at: datetime
