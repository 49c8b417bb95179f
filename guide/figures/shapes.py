"""The few shapes that everything is drawn with, as the text of SVG paths."""

from __future__ import annotations

import math
from cmath import exp, phase
from collections.abc import Sequence
from itertools import pairwise

from guide.figures.paint import PAINT

SCALE = 2
"""Units of the drawing in a centimetre: enough for whole numbers to be exact."""

Circle = tuple[complex, float]


def turned(direction: complex, degrees: float) -> complex:
    """A direction turned against the clock."""
    return direction * exp(1j * math.radians(degrees))


def hanging(degrees: float) -> complex:
    """The direction at an angle from straight down, positive towards the back."""
    return turned(-1j, -degrees)


def number(value: float) -> str:
    return str(round(value * SCALE))


def at(point: complex) -> str:
    return f"{number(point.real)} {number(-point.imag)}".replace(" -", "-")


def line(*points: complex) -> str:
    return "M" + "L".join(at(point) for point in points)


def capsule(one: Circle, other: Circle) -> str:
    """Two circles and what lies between them: the filled, tapered piece that limbs are made of."""
    (a, ra), (b, rb) = one, other
    length = abs(b - a)
    if length <= abs(ra - rb) + 0.1:
        return disc(*(one if ra > rb else other))
    tilt = math.acos((ra - rb) / length)
    left, right = exp(1j * (phase(b - a) + tilt)), exp(1j * (phase(b - a) - tilt))
    return (
        f"M{at(a + ra * left)}L{at(b + rb * left)}{_arc(rb, rb > ra)}{at(b + rb * right)}"
        f"L{at(a + ra * right)}{_arc(ra, ra > rb)}{at(a + ra * left)}Z"
    )


def _arc(radius: float, large: bool) -> str:
    return f"A{number(radius)} {number(radius)} 0 {int(large)} 1 "


def chain(*circles: Circle) -> str:
    """A limb: one path, so that an outline can go round the whole of it."""
    return "".join(capsule(one, other) for one, other in pairwise(circles))


def disc(centre: complex, radius: float) -> str:
    size = round(radius * SCALE)
    around = f"a{size} {size} 0 1 1 "
    return f"M{at(centre - size / SCALE)}{around}{2 * size} 0{around}-{2 * size} 0Z"


def bow(centre: complex, radius: float, start: float, end: float) -> str:
    """An arc around a point, between two angles from straight down."""
    size = number(radius)
    flags = f"{int(abs(end - start) > 180)} {int(end > start)}"
    return f"M{at(centre + radius * hanging(start))}A{size} {size} 0 {flags} {at(centre + radius * hanging(end))}"


def sector(centre: complex, inner: float, outer: float, start: float, end: float) -> str:
    """The field between two angles and two distances from a point."""
    back = bow(centre, inner, end, start).replace("M", "L", 1)
    return f"{bow(centre, outer, start, end)}{back}Z"


def arrow_head(tip: complex, direction: complex, size: float = 5) -> str:
    direction /= abs(direction)
    side = direction * 1j * size * 0.6
    return line(tip, tip - direction * size + side, tip - direction * size - side) + "Z"


def box(corner: complex, opposite: complex) -> str:
    return f"M{at(corner)}H{number(opposite.real)}V{number(-opposite.imag)}H{number(corner.real)}Z"


def path(name: str, *pieces: str) -> str:
    return f'<path {PAINT[name]} d="{"".join(pieces)}"/>'


def between(one: complex, other: complex, share: float) -> complex:
    return one + (other - one) * share


def extent(points: Sequence[complex], margin: float = 0) -> tuple[complex, complex]:
    """The lower left and the upper right corner around some points."""
    xs, ys = [point.real for point in points], [point.imag for point in points]
    return complex(min(xs) - margin, min(ys) - margin), complex(max(xs) + margin, max(ys) + margin)
