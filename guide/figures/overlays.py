"""Overlays of a figure: the range of motion, where to stop, and the marks of faults."""

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

STOP_LINE_LENGTH = 96.0  # from the joint between trunk and femur
ARC_RADIUS = 58.0  # beyond the knee
LEVEL_TOLERANCE = 6  # degrees within which two lines look like one
HALF_LIMB = 7.0  # degrees from the middle of the limb to its edge, seen from the joint at ARC_RADIUS


def marks_below_body(body: Skeleton) -> str:
    """Draw the line of the trunk, and the range to stop in unless the femur is already in that range."""
    stop = body.pose.stop_angle
    if stop is None:
        return ""
    trunk = body.pose.trunk
    reference = path("reference", line(body.seat, body.seat + STOP_LINE_LENGTH * direction_at(trunk)))
    if stop[0] == stop[1] or stop[0] <= body.pose.behind_trunk <= stop[1]:
        return reference
    return path("stop-field", sector(body.seat, 14, STOP_LINE_LENGTH, trunk + stop[0], trunk + stop[1])) + reference


def marks_above_body(body: Skeleton) -> str:
    """Draw the path of the femur as an arrow, a bar where to stop, and the mark of a fault."""
    return _axis(body) + _stop_bar(body) + _range_arrow(body) + fault_mark(body)


def _axis(body: Skeleton) -> str:
    """Draw the line of the trunk if the femur must come level with it."""
    stop = body.pose.stop_angle
    if stop is None or stop[0] != stop[1]:
        return ""
    level = abs(body.pose.behind_trunk - stop[0]) < LEVEL_TOLERANCE
    return path("axis", line(body.shoulder, body.knee if level else body.seat))


def _stop_bar(body: Skeleton) -> str:
    """Draw a bar beyond the knee at the end of the range, with the angles of the range."""
    stop = body.pose.stop_angle
    if stop is None:
        return ""
    end = direction_at(body.pose.trunk + stop[1])
    bar = line(body.seat + (FEMUR + 10) * end, body.seat + STOP_LINE_LENGTH * end)
    label = ""
    if at := stop_label_position(body):
        label = f'<text {LABEL_STYLE} x="{svg_int(at.real)}" y="{svg_int(-at.imag)}">{stop[0]}-{stop[1]}°</text>'
    return path("mark-outline", bar) + path("stop", bar) + label


def stop_label_position(body: Skeleton) -> complex | None:
    """Return the right end of the label, beside the bar; None if the pose has no range or has a fault's mark."""
    stop = body.pose.stop_angle
    if stop is None or stop[0] == stop[1] or body.pose.mark != "none":
        return None
    end = body.pose.trunk + stop[1]
    if end > 60:  # the bar is too flat for a label beside it, so it stands above
        return body.seat + STOP_LINE_LENGTH * direction_at(end) + complex(26, 7)
    return body.seat + (STOP_LINE_LENGTH - 22) * direction_at(end) - 4


def _range_arrow(body: Skeleton) -> str:
    """Draw an arrow along the path of the limb's front edge, and the part of the range that is missing."""
    pose = body.pose
    if pose.stop_angle is None or pose.start_angle >= pose.femur:
        return ""
    begin, end, limit = pose.start_angle - HALF_LIMB, pose.femur - HALF_LIMB, pose.trunk + pose.stop_angle[1]
    if (clearance := (body.seat.imag - body.ground - 5) / ARC_RADIUS) < 1:
        begin = max(begin, degrees(acos(clearance)))  # so that the arrow starts above the ground
    parts = ""
    if end - begin > 8:
        head = arrow_head(body.seat + ARC_RADIUS * direction_at(end), rotated(direction_at(end - 3), -90), 7)
        parts = path("range-arrow", arc(body.seat, ARC_RADIUS, begin, end - 5)) + path("arrow-head", head)
    if pose.behind_trunk < pose.stop_angle[0] - 8:
        parts += path("missing", arc(body.seat, ARC_RADIUS, pose.femur + HALF_LIMB, limit - 2))
    return parts


# For each place of a fault, the centre and the radius of the ring.
RINGS: dict[str, Callable[[Skeleton], tuple[complex, float]]] = {
    "lower-back": lambda body: (body.spine(0.42) + 6j * body.back_direction(0.42), 19),
    "seat": lambda body: (body.seat + 5 * body.lower_trunk_direction * 1j, 15),
    "rear-femur": lambda body: (interpolate(body.seat, body.knee, 0.5) - 4j * direction_at(body.pose.femur), 16),
    "knee": lambda body: (body.knee, 15),
    "foot": lambda body: (body.foot, 15),
    "trunk": lambda body: (body.spine(0.6), 22),
    "head": lambda body: (body.head, 18),
    "hands": lambda body: (body.arm(far=False)[1], 12),
}


def fault_mark(body: Skeleton) -> str:
    pose = body.pose
    if pose.mark == "none":
        return ""
    if pose.mark == "ring":
        ring = disc(*RINGS[pose.mark_at](body))
        return path("mark-outline", ring) + path("mark", ring)
    return _swing_streaks(body) if pose.mark == "swing" else _thought_bubble(body)


def _swing_streaks(body: Skeleton) -> str:
    """Draw three streaks behind the foot and two behind the head."""
    foot, head = body.foot - body.seat, body.head - body.seat
    foot_angle, head_angle = -degrees(phase(foot / -1j)), 180 + body.pose.trunk
    streaks = [
        arc(body.seat, abs(foot) - inset, foot_angle - 12 - length, foot_angle - 12)
        for inset, length in ((0, 34), (7, 26), (14, 18))
    ]
    streaks += [arc(body.seat, abs(head) + offset, head_angle - 26, head_angle - 12 + offset / 4) for offset in (-5, 4)]
    return path("mark-outline", *streaks) + path("mark", *streaks)


def _thought_bubble(body: Skeleton) -> str:
    up, face = 1j, 1
    start = body.head + 13 * up + 4 * face
    cloud = start + 17 * up + 12 * face
    puffs = [(cloud - 9, 6.5), (cloud + 9, 6.5), (cloud + 4j, 8), (cloud - 4j, 7)]
    dots = [disc(cloud + offset, 1.6) for offset in (-6, 0, 6)]
    bubbles = [disc(start, 1.6), disc(start + 6 * up + 4 * face, 2.6)]
    return path("thought", *(disc(*puff) for puff in puffs), *bubbles) + path("arrow-head", *dots)
