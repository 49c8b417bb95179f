"""Labels beside a figure, each with a line to what it names."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from guide.figures.svg_paths import SCALE

LABEL_WIDTH = 152
NAME_SIZE, PLAIN_SIZE, LINE, GAP = 15, 14, 16, 8
NAME_CHARACTERS, PLAIN_CHARACTERS = 16, 20
LEAD = 'fill="none" stroke="var(--body)" stroke-width="1.8"'
HALO = 'fill="none" stroke="var(--ground)" stroke-width="7"'
PIN = 'fill="var(--body)" stroke="var(--ground)" stroke-width="2"'
NAME = f'fill="var(--body)" font-weight="700" font-size="{NAME_SIZE * SCALE:g}"'
PLAIN = f'fill="var(--body)" fill-opacity=".8" font-size="{PLAIN_SIZE * SCALE:g}"'


@dataclass(frozen=True)
class Label:
    pin: complex  # what it points to
    name: str
    plain_name: str
    y: float = 0  # of its first line

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The lines of text, each with its style."""
        short = self.plain_name.removeprefix("the ")
        return [(line, NAME) for line in textwrap.wrap(self.name, NAME_CHARACTERS)] + [
            (line, PLAIN) for line in textwrap.wrap(short, PLAIN_CHARACTERS)
        ]

    @property
    def height(self) -> float:
        return LINE * len(self.lines) + GAP


def place_labels(labels: Sequence[Label], top: float, height: float) -> list[Label]:
    """Put the labels below one another, each as near to its pin as the others allow."""
    placed = sorted(labels, key=lambda label: label.pin.imag)
    ys = [label.pin.imag - LINE / 2 for label in placed]
    for index, (above, _) in enumerate(pairwise(placed)):  # move down
        ys[index + 1] = max(ys[index + 1], ys[index] + above.height)
    limit = top + height
    for index in reversed(range(len(placed))):  # move up again where they would leave the picture
        ys[index] = limit = min(ys[index], limit - placed[index].height)
    return [Label(label.pin, label.name, label.plain_name, y) for label, y in zip(placed, ys, strict=True)]


def render_labels(labels: Sequence[Label], x: float) -> str:
    leads = "".join(_lead(label, x) for label in labels)
    words = "".join(_words(label, x) for label in labels)
    return leads + words


def _lead(label: Label, x: float) -> str:
    pin_x, pin_y, y = (round(number * SCALE) for number in (label.pin.real, label.pin.imag, label.y + LINE / 2))
    line = f"M{pin_x} {pin_y}L{(x - 16) * SCALE} {y}H{(x - 4) * SCALE}"
    return f'<path {HALO} d="{line}"/><path {LEAD} d="{line}"/><circle {PIN} cx="{pin_x}" cy="{pin_y}" r="5.2"/>'


def _words(label: Label, x: float) -> str:
    return "".join(
        f'<text {style} x="{x * SCALE}" y="{round((label.y + LINE * (index + 0.8)) * SCALE)}">{escape(line)}</text>'
        for index, (line, style) in enumerate(label.lines)
    )
