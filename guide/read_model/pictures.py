"""From rows to pictures: which pose is drawn how, and what is said of it to those who do not see it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from guide import figures
from guide.notation import Span, Tempo

Row = Mapping[str, Any]
LABELS = {"start": "Start", "top": "Top", "right": "Right", "fault": "Fault"}
NOTHING = "none"


@dataclass(frozen=True)
class Picture:
    """One figure with what stands below it."""

    moment: str
    support: str
    """What carries the body."""
    label: str
    caption: str
    alt: str
    box: str
    """The part of the plane that is shown, as SVG's `viewBox`."""
    drawing: str
    """What is drawn, without the element around it."""
    file: str = ""
    """The address to take the drawing from."""


@dataclass(frozen=True)
class Moving:
    """A figure that moves, in its own tempo or in another."""

    motion: figures.Motion
    tempo: Tempo
    svg: SafeString

    def at(self, tempo: Tempo) -> Moving:
        return moving(self.motion, tempo)


def moving(motion: figures.Motion, tempo: Tempo) -> Moving:
    return Moving(motion, tempo, mark_safe(motion.at(tempo.lift, tempo.pause, tempo.lower)))


class Artist:
    """Draws for one guide: it knows which muscle is the target and what a limb is called."""

    def __init__(self, snapshot: Mapping[str, list[dict[str, Any]]]) -> None:
        self._muscles = snapshot.get("muscles", [])
        self.targets = tuple(self._regions("target"))
        self.limb = next((row.get("side") for row in snapshot.get("cover", [])), "") or "limb"

    def _regions(self, role: str) -> Iterable[str]:
        return (region for row in self._muscles if row["role"] == role for region in row.get("regions") or ())

    def pose(self, row: Row) -> figures.Pose:
        """The pose of a row, with its regions: where nothing works, the target is idle."""
        named = tuple(row.get("active_regions") or self.targets)
        works, idle = ((), self.targets) if named == (NOTHING,) else (named, ())
        stop = Span.parse(row["stop_angle"]) if row.get("stop_angle") else None
        until = (stop.low, stop.high if stop.high is not None else stop.low) if stop else None
        return figures.Pose.of(row, active_regions=works, idle=idle, stop_angle=until)

    def pictures(self, row: Row, address: Callable[[str], str] = str) -> tuple[Picture, ...]:
        """Every pose of a variation or mistake, to one scale in each stance; `address` is that of their file."""
        rows = row.get("poses") or []
        if not rows:
            return ()
        poses = [self.pose(pose) for pose in rows]
        frames = {
            rests: figures.frame_of([pose for pose in poses if pose.support == rests])
            for rests in {pose.support for pose in poses}
        }
        found = tuple(self._picture(row, of, pose, frames[pose.support]) for of, pose in zip(rows, poses, strict=True))
        file = address(version_of(found))
        return tuple(replace(picture, file=f"{file}#{name}") for name, picture in named(found))

    def _picture(self, parent: Row, row: Row, pose: figures.Pose, frame: figures.Frame) -> Picture:
        label = LABELS[row["moment"]]
        alt = self._alt(parent, label, row["caption"], figures.in_words(pose, self.limb))
        box = figures.view_box(frame)
        return Picture(row["moment"], pose.support, label, row["caption"], alt, box, _drawing(pose, frame))

    @staticmethod
    def _alt(parent: Row, label: str, *words: str) -> str:
        title = ", ".join(part for part in (parent["title"], parent.get("stance")) if part)
        return f"{title}. {label}: {' '.join(words)}"

    def motion(self, row: Row) -> Moving | None:
        """From the first pose to the second, in the tempo of the row; None where there is none."""
        rows = {pose["moment"]: pose for pose in row.get("poses") or []}
        if not (row.get("tempo") and {"start", "top"} <= rows.keys()):
            return None
        ends = [replace(self.pose(rows[moment]), stop_angle=None) for moment in ("start", "top")]
        words = " ".join(rows[moment]["caption"] for moment in ("start", "top"))
        return moving(_motion(*ends, escape(self._alt(row, "Moving picture", words))), Tempo.parse(row["tempo"]))

    def muscle_map(self) -> SafeString:
        """The body from the front and the back; empty where no muscle says where it is."""
        tones = {region: tone for tone in figures.TONES for region in self._regions(tone)}
        words = [f"{row['name']}: {row['role']}" for row in self._muscles if row.get("regions")]
        label = escape(f"Muscles, from the front and from the back. {'. '.join(words)}.")
        return mark_safe(figures.muscle_map(tones, label) if tones else "")


def drawn(pose: figures.Pose, alt: str) -> SafeString:
    """A figure by itself."""
    return mark_safe(figures.draw(pose, escape(alt)))


@lru_cache(maxsize=4096)
def _drawing(pose: figures.Pose, frame: figures.Frame) -> str:
    """Kept, since editions and previews mostly share their poses."""
    return "".join(figures.layers(pose, frame))


def named(pictures: Iterable[Picture]) -> Iterable[tuple[str, Picture]]:
    """Each picture with its name in their file."""
    return ((f"f{index}", picture) for index, picture in enumerate(pictures, 1))


def as_file(pictures: Iterable[Picture]) -> str:
    """One file with all drawings, each under its name."""
    groups = (f'<g id="{name}">{picture.drawing}</g>' for name, picture in named(pictures))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(groups)}</svg>'


def version_of(pictures: Iterable[Picture]) -> str:
    return hashlib.sha256(as_file(pictures).encode()).hexdigest()[:10]


@lru_cache(maxsize=1024)
def _motion(start: figures.Pose, top: figures.Pose, label: str) -> figures.Motion:
    return figures.motion(start, top, label)
