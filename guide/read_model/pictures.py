"""Pictures of variations and mistakes: rows of poses to SVG with captions and alternative texts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from guide import figures
from guide.models.pose import NO_REGION
from guide.notation import Range, Tempo
from guide.text.blocks import KINDS_WITH_POSES, Figure

Row = Mapping[str, Any]
MOMENT_LABELS = {"start": "Start", "top": "Top", "right": "Right", "fault": "Fault", "up": "Way up", "down": "Way down"}
BREATHS = {"up": "out", "down": "in"}


@dataclass(frozen=True)
class Picture:
    """One figure with its caption."""

    moment: str
    support: str  # what carries the body
    label: str
    caption: str
    alt: str
    box: str  # SVG's `viewBox`
    drawing: str  # SVG without the <svg> element
    file: str = ""  # address of the SVG file, with the drawing's fragment
    mistake: str = ""  # the slug, if it shows one on the equipment of a variation

    @property
    def in_text(self) -> Figure:
        return Figure(self.box, self.file, self.alt, self.caption, is_fault=self.moment == "fault")


Pictures = tuple[Picture, ...]
SvgAddress = Callable[[str], str]


@dataclass(frozen=True)
class Animation:
    """A moving figure and its tempo."""

    template: figures.AnimationTemplate
    tempo: Tempo

    @property
    def svg(self) -> SafeString:
        return mark_safe(self.template.svg_with_times(self.tempo.lift, self.tempo.pause, self.tempo.lower))

    @property
    def phases(self) -> tuple[tuple[int, str], ...]:
        return tempo_phases(self.tempo)


def tempo_phases(tempo: Tempo) -> tuple[tuple[int, str], ...]:
    """Return the seconds of each phase of a rep and the word for it."""
    return tuple(phase for phase in ((tempo.lift, "up"), (tempo.pause, "hold"), (tempo.lower, "down")) if phase[0])


class FigureRenderer:
    """Renders the figures of one guide. Its target muscles and its word for a limb apply to all of them."""

    def __init__(self, snapshot: Mapping[str, list[dict[str, Any]]]) -> None:
        self._muscles = snapshot.get("muscles", [])
        self._mistakes = {row["slug"]: row for row in snapshot.get("mistakes", [])}
        self.targets = tuple(self._regions("target"))
        self.limb = next((row.get("side") for row in snapshot.get("cover", [])), "") or "limb"

    def _regions(self, role: str) -> Iterable[str]:
        return (region for row in self._muscles if row["role"] == role for region in row.get("regions") or ())

    def figure_pose(self, row: Row) -> figures.Pose:
        """Return the pose of a row. The target muscles are active unless the row names other regions, or none."""
        named = tuple(row.get("active_regions") or self.targets)
        active = () if named == (NO_REGION,) else named
        idle = tuple(region for region in self.targets if region not in active)
        stop = Range.parse(row["stop_angle"]) if row.get("stop_angle") else None
        stop_range = (stop.low, stop.high if stop.high is not None else stop.low) if stop else None
        return figures.Pose.from_row(row, active_regions=active, idle=idle, stop_angle=stop_range)

    def pictures(self, row: Row, svg_address: SvgAddress = str) -> Pictures:
        """Return a picture of each pose of a variation or mistake, with one scale for each stance."""
        pictures = self._pictures(row, [(pose, self.figure_pose(pose)) for pose in row.get("poses") or ()])
        return in_file(pictures, svg_address)

    def text_figures(
        self, rows: Mapping[str, list[dict[str, Any]]], svg_address: Callable[[str, str, str], str]
    ) -> dict[str, Figure]:
        """Return what texts can show, by names such as `variation:slug#top`. The first pose of a moment counts."""
        known: dict[str, Figure] = {}
        for kind in KINDS_WITH_POSES:
            for row in rows[f"{kind}s"]:
                own = self.pictures(row, partial(svg_address, f"{kind}s", row["slug"]))
                for picture in (*own, *self.breath_pictures(row, partial(svg_address, "breath", row["slug"]))):
                    known.setdefault(f"{kind}:{row['slug']}#{picture.moment}", picture.in_text)
        return known

    def breath_pictures(self, row: Row, svg_address: SvgAddress = str) -> Pictures:
        """Return the limb on its way up and down, with the breath. They have a file of their own, for texts."""
        rows = {pose["moment"]: pose for pose in row.get("poses") or ()}
        if not {"start", "top"} <= rows.keys():
            return ()
        start, top = (self.figure_pose(rows[moment]) for moment in ("start", "top"))
        between = start.interpolated(top, 0.6)
        numbers = {name: round(getattr(between, name)) for name in ("trunk", "femur", "knee")}
        pose = replace(between, **numbers, stop_angle=None, start_angle=start.femur)
        poses: list[tuple[Row, figures.Pose]] = [
            ({"moment": moment, "caption": f"Breathe {breath}."}, replace(pose, breath=breath))
            for moment, breath in BREATHS.items()
        ]
        return in_file(self._pictures(row, poses), svg_address)

    def mistake_pictures(self, variation: Row, svg_address: SvgAddress = str) -> Pictures:
        """Return the pictures of a variation's mistakes, drawn on its own equipment. They have a file of their own."""
        found = (self._mistakes.get(likely["mistake"], {}) for likely in variation.get("mistakes") or ())
        pictures = (picture for mistake in found for picture in self._mistake_pictures(variation, mistake))
        return in_file(tuple(pictures), svg_address)

    def _mistake_pictures(self, variation: Row, mistake: Row) -> Pictures:
        """Return how it is done right and the faults, as differences to the variation's last pose."""
        if not (variation.get("poses") and mistake.get("poses")):
            return ()
        base = self.figure_pose(variation["poses"][-1])
        poses = [(row, self.figure_pose(row)) for row in mistake["poses"]]
        stance = base.support if any(pose.support == base.support for _, pose in poses) else poses[0][1].support
        own = [(row, pose) for row, pose in poses if pose.support == stance]
        right = next((pose for row, pose in own if row["moment"] == "right"), own[0][1])
        drawn = self._pictures(mistake, [(row, base.with_fault(right, pose)) for row, pose in own])
        return tuple(replace(picture, mistake=mistake["slug"]) for picture in drawn)

    def _pictures(self, parent: Row, poses: list[tuple[Row, figures.Pose]]) -> Pictures:
        frames = {
            support: figures.common_frame([pose for _, pose in poses if pose.support == support])
            for support in {pose.support for _, pose in poses}
        }
        return tuple(self._picture(parent, row, pose, frames[pose.support]) for row, pose in poses)

    def _picture(self, parent: Row, row: Row, pose: figures.Pose, frame: figures.ViewFrame) -> Picture:
        label = MOMENT_LABELS[row["moment"]]
        alt = self._alt(parent, label, row["caption"], figures.pose_alt_text(pose, self.limb))
        box = figures.view_box(frame)
        return Picture(row["moment"], pose.support, label, row["caption"], alt, box, _render_drawing(pose))

    @staticmethod
    def _alt(parent: Row, label: str, *words: str) -> str:
        title = ", ".join(part for part in (parent["title"], parent.get("stance")) if part)
        return f"{title}. {label}: {' '.join(words)}"

    def motion(self, row: Row) -> Animation | None:
        """Return the animation from the start pose to the top pose; None if a pose or the tempo is missing."""
        rows = {pose["moment"]: pose for pose in row.get("poses") or []}
        if not (row.get("tempo") and {"start", "top"} <= rows.keys()):
            return None
        start, top = (self.figure_pose(rows[moment]) for moment in ("start", "top"))
        captions = (rows[moment]["caption"] for moment in ("start", "top"))
        template = _animation_template(start, top, escape(self._alt(row, "Moving picture", *captions)))
        return Animation(template, Tempo.parse(row["tempo"]))


def render_pose(pose: figures.Pose, alt: str) -> SafeString:
    return mark_safe(figures.render_figure(pose, escape(alt)))


# Most poses are the same in the next edition and in previews.
@lru_cache(maxsize=4096)
def _render_drawing(pose: figures.Pose) -> str:
    return "".join(figures.figure_layers(pose))


def in_file(pictures: Pictures, svg_address: SvgAddress) -> Pictures:
    """Return the pictures with their place in one SVG file. `svg_address` makes its address from its version."""
    file, ids = svg_address(figures_version(pictures)), drawing_ids(pictures)
    return tuple(replace(picture, file=f"{file}#{ids[picture.drawing]}") for picture in pictures)


def drawing_ids(pictures: Iterable[Picture]) -> dict[str, str]:
    """Return the id of each different drawing in the SVG file."""
    drawings = dict.fromkeys(picture.drawing for picture in pictures)
    return {drawing: f"f{index}" for index, drawing in enumerate(drawings, 1)}


def figures_svg(pictures: Iterable[Picture]) -> str:
    """Return one SVG file with all drawings."""
    groups = (f'<g id="{drawing_id}">{drawing}</g>' for drawing, drawing_id in drawing_ids(pictures).items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(groups)}</svg>'


def figures_version(pictures: Iterable[Picture]) -> str:
    return hashlib.sha256(figures_svg(pictures).encode()).hexdigest()[:10]


@lru_cache(maxsize=1024)
def _animation_template(start: figures.Pose, top: figures.Pose, label: str) -> figures.AnimationTemplate:
    return figures.animate(start, top, label)
