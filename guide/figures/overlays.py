"""What is drawn about a figure: how far the femur travels, where to stop, and what is wrong."""

from __future__ import annotations

from cmath import phase
from collections.abc import Callable
from math import acos, degrees

from guide.figures.skeleton import FEMUR, Skeleton
from guide.figures.svg_paths import (
    arc,
    arrow_head,
    direction_at,
    disc,
    interpolate,
    line,
    path,
    rotated,
    sector,
    svg_int,
)
from guide.figures.svg_styles import LABEL_STYLE

STOP_LINE_LENGTH = 96.0
"""How far from the joint the line ends that says where to stop."""
ARC_RADIUS = 58.0
"""How far from the joint the arc runs: past the knee, where it is free."""
LEVEL_TOLERANCE = 6
"""Degrees within which two lines look like one."""
HALF_LIMB = 7.0
"""Degrees from the middle of the limb to its edge, as seen at the arc."""


def below(body: Skeleton) -> str:
    """The line of the trunk and, where the femur is elsewhere, the field to stop in. The body is drawn over them."""
    stop = body.pose.stop_angle
    if stop is None:
        return ""
    trunk = body.pose.trunk
    reference = path("reference", line(body.seat, body.seat + STOP_LINE_LENGTH * direction_at(trunk)))
    if stop[0] == stop[1] or stop[0] <= body.pose.behind_trunk <= stop[1]:
        return reference
    return path("stop-field", sector(body.seat, 14, STOP_LINE_LENGTH, trunk + stop[0], trunk + stop[1])) + reference


def marks_above_body(body: Skeleton) -> str:
    """The way of the femur as an arrow, the line where to stop, and the mark of a fault."""
    return _axis(body) + _stop_bar(body) + _range_arrow(body) + mark(body)


def _axis(body: Skeleton) -> str:
    """The line of the trunk, where the femur is to come level with it."""
    stop = body.pose.stop_angle
    if stop is None or stop[0] != stop[1]:
        return ""
    level = abs(body.pose.behind_trunk - stop[0]) < LEVEL_TOLERANCE
    return path("axis", line(body.shoulder, body.knee if level else body.seat))


def _stop_bar(body: Skeleton) -> str:
    """A bar at the end of the range. Where it lies beyond the knee alone, it starts there."""
    stop = body.pose.stop_angle
    if stop is None:
        return ""
    limit = direction_at(body.pose.trunk + stop[1])
    bar = line(body.seat + (FEMUR + 10) * limit, body.seat + STOP_LINE_LENGTH * limit)
    place = stop_label_position(body)
    text = (
        place
        and f'<text {LABEL_STYLE} x="{svg_int(place.real)}" y="{svg_int(-place.imag)}">{stop[0]}-{stop[1]}°</text>'
    )
    return path("mark-back", bar) + path("stop", bar) + (text or "")


def stop_label_position(body: Skeleton) -> complex | None:
    """Where the numbers of the range end, beside the bar; a fault has its mark instead."""
    stop = body.pose.stop_angle
    if stop is None or stop[0] == stop[1] or body.pose.mark != "none":
        return None
    return body.seat + (STOP_LINE_LENGTH - 22) * direction_at(body.pose.trunk + stop[1]) - 4


def _range_arrow(body: Skeleton) -> str:
    """From the front of the limb where it began to its front now, and what is missing or too much."""
    pose = body.pose
    if pose.stop_angle is None or pose.start_angle >= pose.femur:
        return ""
    begin, end, limit = pose.start_angle - HALF_LIMB, pose.femur - HALF_LIMB, pose.trunk + pose.stop_angle[1]
    if (room := (body.seat.imag - 5) / ARC_RADIUS) < 1:
        begin = max(begin, degrees(acos(room)))
    parts = ""
    if end - begin > 8:
        head = arrow_head(body.seat + ARC_RADIUS * direction_at(end), rotated(direction_at(end - 3), -90), 7)
        parts = path("way", arc(body.seat, ARC_RADIUS, begin, end - 5)) + path("tip", head)
    if pose.behind_trunk < pose.stop_angle[0] - 8:
        parts += path("missing", arc(body.seat, ARC_RADIUS, pose.femur + HALF_LIMB, limit - 2))
    return parts


PLACES: dict[str, Callable[[Skeleton], tuple[complex, float]]] = {
    "lower-back": lambda body: (body.spine(0.42) + 6j * body.back_direction(0.42), 19),
    "seat": lambda body: (body.seat + 5 * body.lower_trunk_direction * 1j, 15),
    "rear-femur": lambda body: (interpolate(body.seat, body.knee, 0.5) - 4j * direction_at(body.pose.femur), 16),
    "knee": lambda body: (body.knee, 15),
    "foot": lambda body: (body.foot, 15),
    "trunk": lambda body: (body.spine(0.6), 22),
    "head": lambda body: (body.head, 18),
    "hands": lambda body: (body.arm(far=False)[1], 12),
}


def mark(body: Skeleton) -> str:
    pose = body.pose
    if pose.mark == "none":
        return ""
    centre, size = PLACES[pose.mark_at](body)
    if pose.mark == "ring":
        return path("mark-back", disc(centre, size)) + path("mark", disc(centre, size))
    return _swing(body) if pose.mark == "swing" else _thought(body)


def _swing(body: Skeleton) -> str:
    """Streaks that trail the foot, and two that trail the head."""
    pose, streaks = body.pose, []
    for nearer, length in ((0, 34), (7, 26), (14, 18)):
        radius = abs(body.foot - body.seat) - nearer
        angle = _angle(body.foot - body.seat)
        streaks.append(arc(body.seat, radius, angle - 12 - length, angle - 12))
    height = abs(body.head - body.seat)
    lean = 180 + pose.trunk
    streaks += [arc(body.seat, height + off, lean - 26, lean - 12 + off / 4) for off in (-5, 4)]
    return path("mark-back", *streaks) + path("mark", *streaks)


def _angle(direction: complex) -> float:
    """Degrees from straight down, positive towards the back."""
    return -degrees(phase(direction / -1j))


def _thought(body: Skeleton) -> str:
    """A cloud above the head, with two bubbles that lead to it."""
    up, face = 1j, 1
    start = body.head + 13 * up + 4 * face
    cloud = start + 17 * up + 12 * face
    puffs = [(cloud - 9, 6.5), (cloud + 9, 6.5), (cloud + 4j, 8), (cloud - 4j, 7)]
    dots = [disc(cloud + offset, 1.6) for offset in (-6, 0, 6)]
    bubbles = [disc(start, 1.6), disc(start + 6 * up + 4 * face, 2.6)]
    return path("thought", *(disc(*puff) for puff in puffs), *bubbles) + path("tip", *dots)
