"""Smooth outlines through points, and straight lines inside them."""

from __future__ import annotations

import math
from cmath import exp, phase
from collections.abc import Iterator, Sequence

Curve = tuple[complex, complex, complex, complex]  # a cubic Bézier curve
CORNER = "!"
FLATTENED = 6  # straight pieces for one curve


def parse_point(text: str) -> complex:
    x, y = text.rstrip(CORNER).split(",")
    return complex(float(x), float(y))


def spline(knots: Sequence[str], closed: bool = True) -> list[Curve]:
    """Return a Catmull-Rom spline through the knots."""
    points = [parse_point(knot) for knot in knots]
    last = len(points) - 1

    def tangent(index: int) -> complex:
        if knots[index].endswith(CORNER):
            return 0j
        before, after = (index - 1, (index + 1) % len(points)) if closed else (max(index - 1, 0), min(index + 1, last))
        return (points[after] - points[before]) / 6

    pairs = [(index, (index + 1) % len(points)) for index in range(len(points) if closed else last)]
    return [
        (points[here], points[here] + tangent(here), points[there] - tangent(there), points[there])
        for here, there in pairs
    ]


def polygon(curves: Sequence[Curve]) -> list[complex]:
    steps = [step / FLATTENED for step in range(FLATTENED)]
    return [
        (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
        for a, b, c, d in curves
        for t in steps
    ]


def fibre_lines(
    outline: Sequence[complex], apex: complex, gap: float, inset: float = 1
) -> Iterator[tuple[complex, complex]]:
    """Yield lines through `apex` inside a polygon, about `gap` apart in its middle."""
    middle = sum(outline) / len(outline) - apex
    corners = [(point - apex) / middle * abs(middle) for point in outline]  # the middle is straight to the right
    angles = [phase(corner) for corner in corners]
    count = max(1, round((max(angles) - min(angles)) * abs(middle) / gap))
    step = (max(angles) - min(angles)) / count
    for index in range(count):
        direction = exp(1j * (min(angles) + (index + 0.5) * step))
        crossings = sorted(_crossings([corner / direction for corner in corners]))
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            if end - start > 4 * inset:
                along = direction * middle / abs(middle)
                yield apex + (start + inset) * along, apex + (end - inset) * along


def _crossings(corners: Sequence[complex]) -> Iterator[float]:
    """Yield where the sides of a polygon cross the positive x axis."""
    for index, here in enumerate(corners):
        there = corners[index - 1]
        if (here.imag > 0) != (there.imag > 0):
            x = here.real + (there.real - here.real) * here.imag / (here.imag - there.imag)
            if x > 0 and math.isfinite(x):
                yield x
