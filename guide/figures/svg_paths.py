"""Basic shapes as data of SVG paths."""

from __future__ import annotations

import math
from cmath import exp, phase
from collections.abc import Sequence
from itertools import pairwise

from guide.figures.svg_styles import SVG_STYLES

SCALE = 2  # SVG units in a centimetre; with 2, whole numbers are precise enough

Circle = tuple[complex, float]


def rotated(direction: complex, degrees: float) -> complex:
    """Turn a direction counter-clockwise."""
    return direction * exp(1j * math.radians(degrees))


def direction_at(degrees: float) -> complex:
    """Return the direction at an angle from straight down, positive towards the back."""
    return rotated(-1j, -degrees)


def svg_int(value: float) -> str:
    return str(round(value * SCALE))


def svg_point(point: complex) -> str:
    return f"{svg_int(point.real)} {svg_int(-point.imag)}".replace(" -", "-")


def line(*points: complex) -> str:
    return "M" + "L".join(svg_point(point) for point in points)


def curve(start: complex, control: complex, end: complex) -> str:
    return f"M{svg_point(start)}Q{svg_point(control)} {svg_point(end)}"


def capsule(one: Circle, other: Circle) -> str:
    """Outline two circles and the area between them."""
    (a, ra), (b, rb) = one, other
    length = abs(b - a)
    if length <= abs(ra - rb) + 0.1:
        return disc(*(one if ra > rb else other))
    tilt = math.acos((ra - rb) / length)
    left, right = exp(1j * (phase(b - a) + tilt)), exp(1j * (phase(b - a) - tilt))
    return (
        f"M{svg_point(a + ra * left)}L{svg_point(b + rb * left)}{_arc_to(rb, rb > ra)}{svg_point(b + rb * right)}"
        f"L{svg_point(a + ra * right)}{_arc_to(ra, ra > rb)}{svg_point(a + ra * left)}Z"
    )


def _arc_to(radius: float, large: bool) -> str:
    return f"A{svg_int(radius)} {svg_int(radius)} 0 {int(large)} 1 "


def tapered_outline(*circles: Circle) -> str:
    """Draw one smooth outline around circles that lie roughly on a line."""
    (_, start), (_, end) = circles[0], circles[-1]
    befores, afters = (circles[0], *circles[:-1]), (*circles[1:], circles[-1])
    edges = [_outline_edges(*found) for found in zip(befores, circles, afters, strict=True)]
    left, right = [edge for edge, _ in edges], [edge for _, edge in reversed(edges)]
    return (
        f"M{svg_point(left[0][0])}{_curve_through(left)}{_arc_to(end, end > circles[-2][1])}{svg_point(right[0][0])}"
        f"{_curve_through(right)}{_arc_to(start, start > circles[1][1])}{svg_point(left[0][0])}Z"
    )


def _outline_edges(
    before: Circle, circle: Circle, after: Circle
) -> tuple[tuple[complex, complex], tuple[complex, complex]]:
    """Return the points on the left and right where the outline touches a circle, each with its direction there."""
    (centre, radius), step = circle, after[0] - before[0]
    tilt = math.acos(max(-1, min(1, (before[1] - after[1]) / abs(step))))
    left, right = (step / abs(step) * exp(1j * angle) for angle in (tilt, -tilt))
    return (centre + radius * left, left * -1j), (centre + radius * right, right * -1j)


def _curve_through(points: Sequence[tuple[complex, complex]]) -> str:
    """Draw curves through points, in the direction given with each point."""
    parts = []
    for (one, leaving), (other, arriving) in pairwise(points):
        reach, start = abs(other - one) / 3, _rounded(one)
        parts.append(
            " ".join(
                svg_point(_rounded(point) - start) for point in (one + reach * leaving, other - reach * arriving, other)
            )
        )
    return f"c{' '.join(parts)}".replace(" -", "-")


def smooth_outline(*points: complex) -> str:
    """Draw a closed, smooth outline inside a polygon. It touches the middle of each side."""
    here = _rounded(interpolate(points[-1], points[0], 0.5))
    parts, start = [], here
    for one, other in pairwise([*points, points[0]]):
        middle = _rounded(interpolate(one, other, 0.5))
        parts.append(f"{svg_point(_rounded(one) - here)} {svg_point(middle - here)}")
        here = middle
    return f"M{svg_point(start)}q{' '.join(parts)}Z".replace(" -", "-")


def _rounded(point: complex) -> complex:
    """Round to SVG units, so that relative steps do not accumulate errors."""
    return complex(round(point.real * SCALE), round(point.imag * SCALE)) / SCALE


def disc(centre: complex, radius: float) -> str:
    size = round(radius * SCALE)
    around = f"a{size} {size} 0 1 1 "
    return f"M{svg_point(centre - size / SCALE)}{around}{2 * size} 0{around}-{2 * size} 0Z"


def arc(centre: complex, radius: float, start: float, end: float) -> str:
    """Draw an arc around a point. Angles are in degrees from straight down."""
    size = svg_int(radius)
    flags = f"{int(abs(end - start) > 180)} {int(end > start)}"
    return (
        f"M{svg_point(centre + radius * direction_at(start))}"
        f"A{size} {size} 0 {flags} {svg_point(centre + radius * direction_at(end))}"
    )


def sector(centre: complex, inner: float, outer: float, start: float, end: float) -> str:
    """Draw the area between two angles and two distances from a point."""
    back = arc(centre, inner, end, start).replace("M", "L", 1)
    return f"{arc(centre, outer, start, end)}{back}Z"


def arrow_head(tip: complex, direction: complex, size: float) -> str:
    direction /= abs(direction)
    side = direction * 1j * size * 0.6
    return line(tip, tip - direction * size + side, tip - direction * size - side) + "Z"


def rectangle(corner: complex, opposite: complex) -> str:
    return f"M{svg_point(corner)}H{svg_int(opposite.real)}V{svg_int(-opposite.imag)}H{svg_int(corner.real)}Z"


def path(style: str, *pieces: str) -> str:
    return f'<path {SVG_STYLES[style]} d="{"".join(pieces)}"/>'


def interpolate(one: complex, other: complex, share: float) -> complex:
    return one + (other - one) * share


def bounding_box(points: Sequence[complex], margin: float = 0) -> tuple[complex, complex]:
    """Return the lower left and the upper right corner around the points."""
    xs, ys = [point.real for point in points], [point.imag for point in points]
    return complex(min(xs) - margin, min(ys) - margin), complex(max(xs) + margin, max(ys) + margin)
