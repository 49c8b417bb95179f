"""A figure that moves from one pose to another and back, in a tempo."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from guide.figures.pose import LIMITS, Pose
from guide.figures.render import Frame, frame_of, layers, svg

STEP = 26
"""Degrees between two drawings: what lies between them is drawn straight, and this near it looks round."""
REST = 0.5
"""Seconds in the first pose, before it starts again."""
BEGIN = "move.toggle"
"""When it starts: as the <details> with the id “move” is opened. (An id with a hyphen is not understood here.)
What stands in a closed box and has started already does not wake up in Chromium when the box is opened."""
PATH = re.compile(r'<path (.*?) d="([^"]*)"/>')


@dataclass(frozen=True)
class Motion:
    """A drawing with its times left open, so that one serves every tempo."""

    template: str
    steps: int

    def at(self, lift: int, pause: int, lower: int) -> str:
        """The SVG that moves in so many seconds up, held, and down."""
        total = lift + pause + lower + REST
        up = [lift * step / self.steps for step in range(self.steps + 1)]
        down = [lift + pause + lower * step / self.steps for step in range(self.steps + 1)]
        times = ";".join(f"{time / total:.3g}" for time in [*up, *down, total])
        return self.template.replace("{dur}", f"{total:g}s").replace("{times}", times)


def motion(start: Pose, end: Pose, label: str, frame: Frame | None = None) -> Motion:
    """The label must be safe for an attribute already."""
    first, last = (replace(pose, stop_angle=None, mark="none") for pose in (start, end))
    turn = max(
        abs(getattr(last, name) - getattr(first, name)) for name in LIMITS if name not in ("reach", "start_angle")
    )
    steps = max(ceil(turn / STEP), 1)
    frame = frame or frame_of([first, last])
    drawings = [PATH.findall("".join(layers(first.moved(last, step / steps), frame))) for step in range(steps + 1)]
    moving = [_moving(shapes[0][0], [drawn for _, drawn in shapes]) for shapes in zip(*drawings, strict=True)]
    return Motion(svg(moving, label, frame, "figure moving"), steps)


def _moving(paint: str, drawn: Sequence[str]) -> str:
    if len(set(drawn)) == 1:
        return f'<path {paint} d="{drawn[0]}"/>'
    values = ";".join([*drawn, *reversed(drawn), drawn[0]])
    times = f'begin="{BEGIN}" dur="{{dur}}" keyTimes="{{times}}" repeatCount="indefinite"'
    return f'<path {paint} d="{drawn[0]}"><animate attributeName="d" {times} values="{values}"/></path>'
