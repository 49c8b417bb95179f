"""Animated figures that move from one pose to another and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from guide.figures.pose import ANGLE_LIMITS, Pose
from guide.figures.render import common_frame, figure_layers, svg_element

# SVG moves points in straight lines between two outlines. With steps no larger than this, they seem to turn.
MAX_DEGREES_PER_STEP = 26
PAUSE_SECONDS = 0.5  # in the first pose, before the movement starts again
PATH = re.compile(r'<path (.*?) d="([^"]*)"/>')


@dataclass(frozen=True)
class AnimationTemplate:
    """An animated SVG with placeholders for the times, so that it serves every tempo."""

    template: str
    steps: int

    def svg_with_times(self, lift: int, pause: int, lower: int) -> str:
        """Return the SVG for a tempo in seconds."""
        total = lift + pause + lower + PAUSE_SECONDS
        up = [lift * step / self.steps for step in range(self.steps + 1)]
        down = [lift + pause + lower * step / self.steps for step in range(self.steps + 1)]
        times = ";".join(f"{time / total:.3g}" for time in [*up, *down, total])
        return self.template.replace("{dur}", f"{total:g}s").replace("{times}", times)


def animate(start: Pose, end: Pose, label: str) -> AnimationTemplate:
    """Animate from the start pose to the end pose and back. The label must be escaped."""
    first, last = (replace(pose, stop_angle=None, mark="none") for pose in (start, end))
    max_turn = max(
        abs(getattr(last, name) - getattr(first, name)) for name in ANGLE_LIMITS if name not in ("reach", "start_angle")
    )
    steps = max(ceil(max_turn / MAX_DEGREES_PER_STEP), 1)
    poses = [first.interpolated(last, step / steps) for step in range(steps + 1)]
    frame = common_frame([start, end])  # as for the still pictures, in whose place it is shown
    paths_by_pose = [PATH.findall("".join(figure_layers(pose))) for pose in poses]
    paths = [
        _animated_path(versions[0][0], [outline for _, outline in versions])
        for versions in zip(*paths_by_pose, strict=True)
    ]
    return AnimationTemplate(svg_element(paths, label, frame, "figure moving"), steps)


def _animated_path(style: str, outlines: Sequence[str]) -> str:
    if len(set(outlines)) == 1:
        return f'<path {style} d="{outlines[0]}"/>'
    values = ";".join([*outlines, *reversed(outlines), outlines[0]])
    times = 'dur="{dur}" keyTimes="{times}" repeatCount="indefinite"'
    return f'<path {style} d="{outlines[0]}"><animate attributeName="d" {times} values="{values}"/></path>'
