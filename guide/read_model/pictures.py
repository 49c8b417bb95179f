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
from guide.notation import Range, Tempo

Row = Mapping[str, Any]
LABELS = {"start": "Start", "top": "Top", "right": "Right", "fault": "Fault"}
NO_REGION = "none"


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
class Animation:
    """A figure that moves, in its own tempo or in another."""

    template: figures.AnimationTemplate
    tempo: Tempo
    svg: SafeString

    def with_tempo(self, tempo: Tempo) -> Animation:
        return make_animation(self.template, tempo)


def make_animation(motion: figures.AnimationTemplate, tempo: Tempo) -> Animation:
    return Animation(motion, tempo, mark_safe(motion.svg_with_times(tempo.lift, tempo.pause, tempo.lower)))


class FigureRenderer:
    """Draws for one guide: it knows which muscle is the target and what a limb is called."""

    def __init__(self, snapshot: Mapping[str, list[dict[str, Any]]]) -> None:
        self._muscles = snapshot.get("muscles", [])
        self.targets = tuple(self._regions("target"))
        self.limb = next((row.get("side") for row in snapshot.get("cover", [])), "") or "limb"

    def _regions(self, role: str) -> Iterable[str]:
        return (region for row in self._muscles if row["role"] == role for region in row.get("regions") or ())

    def figure_pose(self, row: Row) -> figures.Pose:
        """The pose of a row, with its regions: where nothing works, the target is idle."""
        named = tuple(row.get("active_regions") or self.targets)
        works, idle = ((), self.targets) if named == (NO_REGION,) else (named, ())
        stop = Range.parse(row["stop_angle"]) if row.get("stop_angle") else None
        until = (stop.low, stop.high if stop.high is not None else stop.low) if stop else None
        return figures.Pose.from_row(row, active_regions=works, idle=idle, stop_angle=until)

    def pictures(self, row: Row, address: Callable[[str], str] = str) -> tuple[Picture, ...]:
        """Every pose of a variation or mistake, to one scale in each stance; `address` is that of their file."""
        rows = row.get("poses") or []
        if not rows:
            return ()
        poses = [self.figure_pose(pose) for pose in rows]
        frames = {
            rests: figures.common_frame([pose for pose in poses if pose.support == rests])
            for rests in {pose.support for pose in poses}
        }
        found = tuple(self._picture(row, of, pose, frames[pose.support]) for of, pose in zip(rows, poses, strict=True))
        file = address(figures_version(found))
        return tuple(replace(picture, file=f"{file}#{name}") for name, picture in numbered_pictures(found))

    def _picture(self, parent: Row, row: Row, pose: figures.Pose, frame: figures.ViewFrame) -> Picture:
        label = LABELS[row["moment"]]
        alt = self._alt(parent, label, row["caption"], figures.pose_alt_text(pose, self.limb))
        box = figures.view_box(frame)
        return Picture(row["moment"], pose.support, label, row["caption"], alt, box, _render_drawing(pose, frame))

    @staticmethod
    def _alt(parent: Row, label: str, *words: str) -> str:
        title = ", ".join(part for part in (parent["title"], parent.get("stance")) if part)
        return f"{title}. {label}: {' '.join(words)}"

    def motion(self, row: Row) -> Animation | None:
        """From the first pose to the second, in the tempo of the row; None where there is none."""
        rows = {pose["moment"]: pose for pose in row.get("poses") or []}
        if not (row.get("tempo") and {"start", "top"} <= rows.keys()):
            return None
        ends = [replace(self.figure_pose(rows[moment]), stop_angle=None) for moment in ("start", "top")]
        words = " ".join(rows[moment]["caption"] for moment in ("start", "top"))
        return make_animation(
            _motion(*ends, escape(self._alt(row, "Moving picture", words))), Tempo.parse(row["tempo"])
        )

    def muscle_map(self) -> SafeString:
        """The body from the front and the back; empty where no muscle says where it is."""
        tones = {region: tone for tone in figures.TONES for region in self._regions(tone)}
        words = [f"{row['name']}: {row['role']}" for row in self._muscles if row.get("regions")]
        label = escape(f"Muscles, from the front and from the back. {'. '.join(words)}.")
        return mark_safe(figures.muscle_map(tones, label) if tones else "")


def render_pose(pose: figures.Pose, alt: str) -> SafeString:
    """A figure by itself."""
    return mark_safe(figures.render_figure(pose, escape(alt)))


@lru_cache(maxsize=4096)
def _render_drawing(pose: figures.Pose, frame: figures.ViewFrame) -> str:
    """Kept, since editions and previews mostly share their poses."""
    return "".join(figures.figure_layers(pose, frame))


def numbered_pictures(pictures: Iterable[Picture]) -> Iterable[tuple[str, Picture]]:
    """Each picture with its name in their file."""
    return ((f"f{index}", picture) for index, picture in enumerate(pictures, 1))


def figures_svg(pictures: Iterable[Picture]) -> str:
    """One file with all drawings, each under its name."""
    groups = (f'<g id="{name}">{picture.drawing}</g>' for name, picture in numbered_pictures(pictures))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(groups)}</svg>'


def figures_version(pictures: Iterable[Picture]) -> str:
    return hashlib.sha256(figures_svg(pictures).encode()).hexdigest()[:10]


@lru_cache(maxsize=1024)
def _motion(start: figures.Pose, top: figures.Pose, label: str) -> figures.AnimationTemplate:
    return figures.animate(start, top, label)
