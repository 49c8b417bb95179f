"""An anatomical figure from the back, the side and the front, with muscles in three tones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from guide.figures.fibres import Curve, fibre_lines, parse_point, polygon, spline
from guide.figures.muscle_labels import LABEL_WIDTH, Label, place_labels, render_labels
from guide.figures.muscle_shapes import VIEWS, BodyView, MuscleShape
from guide.figures.svg_paths import SCALE

TONES = ("target", "synergist", "stabiliser")
MOVERS = TONES[:2]
LEFT, TOP, HEIGHT = -122, -4, 654
CLOSE_UP_MARGIN = (6, 40)
LABEL_X = 132

EDGE = 'fill="none" stroke="var(--body)" stroke-width="3.4"'
SKIN = 'fill="var(--skin)" stroke="var(--body)" stroke-width="3.2"'
DETAIL = 'fill="none" stroke="var(--body)" stroke-opacity=".4" stroke-width="1.4"'
# For each tone: the muscle, its fibres, and the distance between these. The tones also differ without colour.
TONE_STYLES = {
    "": (
        'fill="var(--muscle)" stroke="var(--body)" stroke-opacity=".5" stroke-width="1.6"',
        'stroke="var(--body)" stroke-opacity=".2" stroke-width="1.2"',
        5,
    ),
    "target": (
        'fill="var(--red)" stroke="var(--ground)" stroke-width="2.4"',
        'stroke="var(--ground)" stroke-opacity=".5" stroke-width="1.4"',
        5.5,
    ),
    "synergist": (
        'fill="var(--tint)" stroke="var(--red)" stroke-width="2"',
        'stroke="var(--red)" stroke-opacity=".45" stroke-width="1.2"',
        6,
    ),
    "stabiliser": (
        'fill="var(--muscle)" stroke="var(--red)" stroke-width="2.2"',
        'stroke="var(--red)" stroke-width="2.4"',
        3.6,
    ),
}


@dataclass(frozen=True)
class MappedMuscle:
    name: str
    plain_name: str
    tone: str
    regions: tuple[str, ...]


@dataclass(frozen=True)
class MusclePlate:
    """One view. `box` and `close_up` are SVG's `viewBox` for all of it and for the muscles that move the limb."""

    view: str
    muscles: tuple[MappedMuscle, ...]
    box: str
    close_up: str
    drawing: str
    labels: str


def muscle_plates(muscles: Sequence[MappedMuscle]) -> tuple[MusclePlate, ...]:
    """Draw the views in which one of the muscles can be seen."""
    plates = (_plate(view, muscles) for view in VIEWS)
    return tuple(plate for plate in plates if plate.muscles)


def tone_swatch(tone: str) -> str:
    """Draw a square of 44 units in a tone."""
    muscle, fibres, gap = TONE_STYLES[tone]
    square = f'<path {muscle} d="M3 3H41V41H3Z"/>'
    if tone in MOVERS:
        return square
    corners = [complex(x, y) for x, y in ((2, 2), (20, 2), (20, 20), (2, 20))]
    lines = _lines(fibre_lines(corners, 11 - 1000j, gap, inset=0))
    return f'{square}<path fill="none" {fibres} d="{lines}"/>'


def _plate(view: BodyView, muscles: Sequence[MappedMuscle]) -> MusclePlate:
    shapes = (*view.muscles, *view.muscles_over)
    seen = tuple(muscle for muscle in muscles if any(shape.region in muscle.regions for shape in shapes))
    tones = {region: muscle.tone for muscle in reversed(muscles) for region in muscle.regions}
    labels = [
        Label(_pin(next(shape for shape in shapes if shape.region in muscle.regions)), muscle.name, muscle.plain_name)
        for muscle in seen
    ]
    width = LABEL_X + LABEL_WIDTH - LEFT
    return MusclePlate(
        view.name,
        seen,
        " ".join(str(number * SCALE) for number in (LEFT, TOP, width, HEIGHT)),
        _close_up(view, [shape for shape in shapes if tones.get(shape.region) in MOVERS]),
        _drawing(view, tones),
        render_labels(place_labels(labels, TOP, HEIGHT), LABEL_X),
    )


def _close_up(view: BodyView, shapes: Sequence[MuscleShape]) -> str:
    points = [point for shape in shapes for point in _polygon(shape)]
    if not points:
        return ""
    ys = [point.imag for point in points]
    xs = [side * point.real for point in points for side in ((1, -1) if view.mirrored else (1,))]
    across, along = CLOSE_UP_MARGIN
    left, top = round(min(xs) - across), round(min(ys) - along)
    size = (round(max(xs) + across) - left, round(max(ys) + along) - top)
    return " ".join(str(number * SCALE) for number in (left, top, *size))


def _drawing(view: BodyView, tones: dict[str, str]) -> str:
    outline = _curves(spline(_full_outline(view)))
    muscles = _muscles(view.muscles, tones)
    details = "".join(_curves(spline(line.split(), closed=False), closed=False) for line in view.details)
    lines = f'<path {DETAIL} d="{details}"/>'
    body = f'<path {SKIN} d="{outline}"/>{_both_sides(view, muscles)}<path {EDGE} d="{outline}"/>'
    over = f'<path {SKIN} d="{_curves(spline(view.over.split()))}"/>' if view.over else ""
    return body + over + _muscles(view.muscles_over, tones) + _both_sides(view, lines)


def _both_sides(view: BodyView, drawing: str) -> str:
    return f'{drawing}<g transform="scale(-1 1)">{drawing}</g>' if view.mirrored else drawing


def _full_outline(view: BodyView) -> list[str]:
    knots = view.outline.split()
    if not view.mirrored:
        return knots
    return knots + [_mirrored(knot) for knot in reversed(knots[1:-1])]


def _mirrored(knot: str) -> str:
    return knot.removeprefix("-") if knot.startswith("-") else f"-{knot}"


def _muscles(shapes: Sequence[MuscleShape], tones: dict[str, str]) -> str:
    return "".join(_muscle(shape, tones.get(shape.region, "")) for shape in shapes)


@cache
def _muscle(shape: MuscleShape, tone: str) -> str:
    muscle, fibres, gap = TONE_STYLES[tone]
    drawn = f'<path {muscle} d="{_curves(spline(shape.outline.split()))}"/>'
    if shape.apex:
        lines = _lines(fibre_lines(_polygon(shape), parse_point(shape.apex), gap))
        drawn += f'<path fill="none" {fibres} d="{lines}"/>'
    return drawn


@cache
def _polygon(shape: MuscleShape) -> list[complex]:
    return polygon(spline(shape.outline.split()))


def _pin(shape: MuscleShape) -> complex:
    if shape.pin:
        return parse_point(shape.pin)
    points = _polygon(shape)
    return sum(points) / len(points)


def _curves(curves: Sequence[Curve], closed: bool = True) -> str:
    start = _rounded(curves[0][0])
    parts, here = [], start
    for curve in curves:
        parts.append(" ".join(_svg_point(_rounded(point) - here) for point in curve[1:]))
        here = _rounded(curve[3])
    return f"M{_svg_point(start)}c{' '.join(parts)}{'z' if closed else ''}".replace(" -", "-")


def _lines(lines: Iterator[tuple[complex, complex]] | Sequence[tuple[complex, complex]]) -> str:
    pairs = ((_rounded(start), _rounded(end)) for start, end in lines)
    return "".join(f"M{_svg_point(start)}l{_svg_point(end - start)}" for start, end in pairs).replace(" -", "-")


def _rounded(point: complex) -> complex:
    return complex(round(point.real * SCALE), round(point.imag * SCALE))


def _svg_point(point: complex) -> str:
    return f"{point.real:.0f} {point.imag:.0f}".replace("-0 ", "0 ")
