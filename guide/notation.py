"""Short notations that editors write: "10-15", "2-1-3", "P1/P2, P6".

`parse` raises ValueError with a message for the editor; `str()` gives the canonical text. Pure: standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NewType, Self

SafeHtml = NewType("SafeHtml", str)  # rendered from Markdown


@dataclass(frozen=True)
class Range:
    """A range of whole numbers: "3", "10-15", or "5+" without an upper end (`high` is None)."""

    low: int
    high: int | None

    @classmethod
    def parse(cls, text: str) -> Self:
        match = re.fullmatch(r"(\d{1,4})(?:-(\d{1,4})|(\+))?", str(text).strip())
        if not match:
            raise ValueError(f"“{text}” is not a range. Write it like 3, 10-15 or 5+.")
        low = int(match[1])
        high = None if match[3] else int(match[2] or match[1])
        if high is not None and high < low:
            raise ValueError(f"“{text}” runs backwards: the smaller number comes first.")
        return cls(low, high)

    @property
    def top(self) -> int:
        """The upper end, or the lower one if there is no upper end."""
        return self.low if self.high is None else self.high

    def plus(self, number: int) -> Range:
        return Range(self.low + number, None if self.high is None else self.high + number)

    def __str__(self) -> str:
        if self.high is None:
            return f"{self.low}+"
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"

    def __contains__(self, other: Range) -> bool:
        if self.high is None:
            return self.low <= other.low
        return self.low <= other.low and other.high is not None and other.high <= self.high


@dataclass(frozen=True)
class Tempo:
    """Seconds to lift, pause and lower: "2-1-3"."""

    lift: int
    pause: int
    lower: int

    @classmethod
    def parse(cls, text: str) -> Self:
        match = re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{1,2})", str(text).strip())
        if not match:
            raise ValueError(f"“{text}” is not a tempo. Write lift-pause-lower in seconds, like 2-1-3.")
        return cls(*(int(part) for part in match.groups()))

    def __str__(self) -> str:
        return f"{self.lift}-{self.pause}-{self.lower}"

    @property
    def seconds(self) -> int:
        return self.lift + self.pause + self.lower

    def plus(self, extra: Tempo) -> Tempo:
        return Tempo(self.lift + extra.lift, self.pause + extra.pause, self.lower + extra.lower)


@dataclass(frozen=True)
class Rung:
    """A harder way to do the exercise without a heavier load."""

    extra: Tempo  # seconds beyond the prescribed tempo
    text: str
    name: str = ""  # what else differs from the usual way, such as "deeper"


class Ladder(tuple[Rung, ...]):
    """Harder ways without a heavier load, in order: "0-1-0 Pause longer.; 0-0-0 deeper: Go further down."."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(cls._parse_rung(part) for part in " ".join(text.split()).split(";") if part.strip())

    @staticmethod
    def _parse_rung(part: str) -> Rung:
        extra, _, rest = part.strip().partition(" ")
        name, _, text = rest.rpartition(": ")
        if not text:
            raise ValueError(f"“{part}” is no step of a ladder. Write seconds to add, then what to do: 0-1-0 Pause.")
        return Rung(Tempo.parse(extra), text, name)

    def __str__(self) -> str:
        return "; ".join(" ".join([str(rung.extra), *[f"{rung.name}:"] * bool(rung.name), rung.text]) for rung in self)


@dataclass(frozen=True, order=True)
class Weight:
    """A weight without a unit: "5" or "2.5"."""

    amount: Decimal

    @classmethod
    def parse(cls, text: str) -> Self:
        if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,2})?", str(text).strip()) or not Decimal(str(text).strip()):
            raise ValueError(f"“{text}” is not a weight. Write it like 5 or 2.5.")
        return cls(Decimal(str(text).strip()))

    def __str__(self) -> str:
        return f"{self.amount.normalize():f}"


class Percentages(tuple[int, ...]):
    """Percentages that rise from week to week: "50, 70, 80, 90"."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        parts = str(text).split(",")
        if not all(re.fullmatch(r"\s*\d{1,3}\s*", part) for part in parts):
            raise ValueError(f"“{text}” is not a list of percentages. Write it like 50, 70, 80, 90.")
        percentages = cls(int(part) for part in parts)
        if list(percentages) != sorted(set(percentages)) or not 0 < percentages[0] <= percentages[-1] <= 100:
            raise ValueError(f"“{text}” must rise from one to the next, from 1 to 100.")
        return percentages

    def __str__(self) -> str:
        return ", ".join(map(str, self))


class CodeList(tuple[str, ...]):
    """Codes with spaces between them: "B1 B2"."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(code for code in re.split(r"[\s,]+", text) if code)

    def __str__(self) -> str:
        return " ".join(self)


class Phrases(tuple[str, ...]):
    """Words and phrases with commas between them: "sofa, couch, place to sit"."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        found = cls(filter(None, dict.fromkeys(map(str.strip, " ".join(text.split()).split(",")))))
        if len(found) < 2:
            raise ValueError("Give at least two different words or phrases, with a comma between them.")
        return found

    def __str__(self) -> str:
        return ", ".join(self)


@dataclass(frozen=True)
class ProgressionCodes:
    """Progression rules in order: "P1/P2, P6". "P1/P2" is P1 for weights and P2 for other equipment."""

    steps: tuple[tuple[str, ...], ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        steps = [step.strip() for step in text.split(",")]
        if not all(re.fullmatch(r"\w+(/\w+)?", step) for step in steps):
            raise ValueError(f"“{text}” is not a list of progression rules. Write it like P1/P2, P6.")
        return cls(tuple(tuple(step.split("/")) for step in steps))

    def __str__(self) -> str:
        return ", ".join("/".join(step) for step in self.steps)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for step in self.steps for code in step)

    def for_equipment(self, *, weighted: bool) -> tuple[str, ...]:
        return tuple(step[0] if weighted else step[-1] for step in self.steps)


EVIDENCE_LETTERS = {
    "S": "sets",
    "R": "reps",
    "I": "rir",
    "L": "load",
    "T": "rest",
    "V": "tempo",
    "D": "days",
    "C": "cap",
    "P": "progression",
}


@dataclass(frozen=True)
class NumberEvidence:
    """The sources of one number of a prescription: codes in order, each with a remark or an empty string."""

    number: str
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Evidence:
    """The sources of each number of a prescription: "S B2,E5; T E10 (upper bound); P see codes"."""

    text: str
    numbers: tuple[NumberEvidence, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        text = " ".join(text.split())
        return cls(text, tuple(cls._parse_number(part.strip()) for part in text.split(";") if part.strip()))

    @staticmethod
    def _parse_number(part: str) -> NumberEvidence:
        letter, _, rest = part.partition(" ")
        if letter not in EVIDENCE_LETTERS:
            raise ValueError(f"“{part}” does not start with one of {', '.join(EVIDENCE_LETTERS)} and a space.")
        if rest == "see codes":  # the rules that the progression codes name have sources of their own
            return NumberEvidence(EVIDENCE_LETTERS[letter], ())
        sources = re.fullmatch(r"\w+( \([^()]+\))?(,\s*\w+( \([^()]+\))?)*", rest)
        if not sources:
            raise ValueError(f"“{rest}” is not a list of sources. Write it like B2,E5 or E10 (upper bound).")
        return NumberEvidence(EVIDENCE_LETTERS[letter], tuple(re.findall(r"(\w+)(?: \(([^()]+)\))?", rest)))

    def __str__(self) -> str:
        return self.text

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for evidence in self.numbers for code, _ in evidence.sources)

    def sources(self, number: str) -> tuple[tuple[str, str], ...]:
        return next((evidence.sources for evidence in self.numbers if evidence.number == number), ())
