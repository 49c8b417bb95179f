"""A figure that moves from one pose to another and back, in a tempo."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from guide.figures.pose import ANGLE_LIMITS, Pose
from guide.figures.render import ViewFrame, common_frame, figure_layers, svg_element

MAX_DEGREES_PER_STEP = 26
"""Degrees between two drawings: what lies between them is drawn straight, and this near it looks round."""
PAUSE_SECONDS = 0.5
"""Seconds in the first pose, before it starts again."""
BEGIN_EVENT = "move.toggle"
"""When it starts: as the <details> with the id “move” is opened. (An id with a hyphen is not understood here.)
What stands in a closed box and has started already does not wake up in Chromium when the box is opened."""
PATH = re.compile(r'<path (.*?) d="([^"]*)"/>')


@dataclass(frozen=True)
class AnimationTemplate:
    """A drawing with its times left open, so that one serves every tempo."""

    template: str
    steps: int

    def svg_with_times(self, lift: int, pause: int, lower: int) -> str:
        """The SVG that moves in so many seconds up, held, and down."""
        total = lift + pause + lower + PAUSE_SECONDS
        up = [lift * step / self.steps for step in range(self.steps + 1)]
        down = [lift + pause + lower * step / self.steps for step in range(self.steps + 1)]
        times = ";".join(f"{time / total:.3g}" for time in [*up, *down, total])
        return self.template.replace("{dur}", f"{total:g}s").replace("{times}", times)


def animate(start: Pose, end: Pose, label: str, frame: ViewFrame | None = None) -> AnimationTemplate:
    """The label must be safe for an attribute already."""
    first, last = (replace(pose, stop_angle=None, mark="none") for pose in (start, end))
    turn = max(
        abs(getattr(last, name) - getattr(first, name)) for name in ANGLE_LIMITS if name not in ("reach", "start_angle")
    )
    steps = max(ceil(turn / MAX_DEGREES_PER_STEP), 1)
    frame = frame or common_frame([first, last])
    drawings = [
        PATH.findall("".join(figure_layers(first.interpolated(last, step / steps), frame))) for step in range(steps + 1)
    ]
    moving = [_animated_path(shapes[0][0], [drawn for _, drawn in shapes]) for shapes in zip(*drawings, strict=True)]
    return AnimationTemplate(svg_element(moving, label, frame, "figure moving"), steps)


def _animated_path(paint: str, drawn: Sequence[str]) -> str:
    if len(set(drawn)) == 1:
        return f'<path {paint} d="{drawn[0]}"/>'
    values = ";".join([*drawn, *reversed(drawn), drawn[0]])
    times = f'begin="{BEGIN_EVENT}" dur="{{dur}}" keyTimes="{{times}}" repeatCount="indefinite"'
    return f'<path {paint} d="{drawn[0]}"><animate attributeName="d" {times} values="{values}"/></path>'
