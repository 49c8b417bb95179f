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
WEDGE = (22.0, 82.0)  # its inner and outer distance from that joint
FEMUR_LINE = (7.0, 72.0)  # from near the seat into the wedge
BREATH_LENGTH = 16.0
LEVER_LENGTH = 36.0  # the line begins below the lever of a machine
ARC_RADIUS = 58.0  # beyond the knee
IN_LINE = 6  # degrees within which two lines look like one
HALF_LIMB = 7.0  # degrees from the middle of the limb to its edge, seen from the joint at ARC_RADIUS


def has_wedge(body: Skeleton) -> bool:
    """Whether to stop within a range, and not in line with the trunk."""
    stop = body.pose.stop_angle
    return stop is not None and stop[0] < stop[1]


def marks_below_body(body: Skeleton) -> str:
    """Draw the line of the trunk and, as a wedge, the range to stop in."""
    stop, trunk = body.pose.stop_angle, body.pose.trunk
    if stop is None:
        return ""
    reference = path("reference", line(body.seat, body.seat + WEDGE[1] * direction_at(trunk)))
    if not has_wedge(body):
        return "" if _in_line(body) else reference
    if body.lying:  # the other limb lies in that line
        reference = ""
    return reference + path("stop-field", sector(body.seat, *WEDGE, trunk + stop[0], trunk + stop[1]))


def marks_above_body(body: Skeleton) -> str:
    """Draw the line of the trunk or femur, where to stop, the path of the femur, and the mark of a fault."""
    end = _labelled_range(body) if has_wedge(body) else _stop_bar(body)
    return _axis(body) + end + _range_arrow(body) + breath_marks(body) + fault_mark(body)


def _axis(body: Skeleton) -> str:
    """Draw the line of the femur into the wedge, or that of the trunk if the femur must come in line with it."""
    stop, near = body.pose.stop_angle, body.pose.behind_trunk
    if stop is None:
        return ""
    if has_wedge(body):
        end = FEMUR_LINE[1] if stop[0] <= near <= stop[1] else FEMUR
        begin = LEVER_LENGTH if body.pose.equipment == "lever" else FEMUR_LINE[0]
        return path("axis", line(body.seat + begin * body.femur, body.seat + end * body.femur))
    return path("axis", line(body.shoulder, body.knee if _in_line(body) else body.seat))


def _in_line(body: Skeleton) -> bool:
    return body.pose.stop_angle is not None and abs(body.pose.behind_trunk - body.pose.stop_angle[0]) < IN_LINE


def _stop_bar(body: Skeleton) -> str:
    """Draw a bar beyond the knee, in line with the trunk."""
    stop = body.pose.stop_angle
    if stop is None:
        return ""
    end = direction_at(body.pose.trunk + stop[1])
    bar = line(body.seat + (FEMUR + 10) * end, body.seat + STOP_LINE_LENGTH * end)
    return path("mark-outline", bar) + path("stop", bar)


def _labelled_range(body: Skeleton) -> str:
    """Return the numbers of the range. A small figure leaves them out by its `--number`."""
    stop, at = body.pose.stop_angle, stop_label_position(body)
    if stop is None or at is None:
        return ""
    return f'<text {LABEL_STYLE} x="{svg_int(at.real)}" y="{svg_int(-at.imag)}">{stop[0]}-{stop[1]}°</text>'


def stop_label_position(body: Skeleton) -> complex | None:
    """Return the right end of the numbers, above the wedge or above the shin; None if there are none."""
    stop = body.pose.stop_angle
    if stop is None or not has_wedge(body) or body.pose.mark != "none":
        return None
    if body.lying:
        return body.seat + WEDGE[1] * direction_at(body.pose.trunk + stop[1]) + complex(24, 5)
    return body.knee + complex(-13, 2)


def _range_arrow(body: Skeleton) -> str:
    """Draw an arrow along the path of the limb's front edge, and the part of the range that is missing."""
    pose = body.pose
    if pose.stop_angle is None or has_wedge(body) or pose.start_angle >= pose.femur:
        return ""
    begin, end, limit = pose.start_angle - HALF_LIMB, pose.femur - HALF_LIMB, pose.trunk + pose.stop_angle[1]
    if (clearance := (body.seat.imag - body.ground - 5) / ARC_RADIUS) < 1:
        begin = max(begin, degrees(acos(clearance)))  # so that the arrow starts above the ground
    parts = ""
    if end - begin > 8:
        head = arrow_head(body.seat + ARC_RADIUS * direction_at(end), rotated(direction_at(end - 3), -90), 7)
        parts = path("range-arrow", arc(body.seat, ARC_RADIUS, begin, end - 5)) + path("arrow-head", head)
    if limit - 2 - (gap := pose.femur + HALF_LIMB) > 8:
        parts += path("missing", arc(body.seat, ARC_RADIUS, gap, limit - 2))
    return parts


def breath_marks(body: Skeleton) -> str:
    """Draw an arrow on the way of the foot, and the breath at the mouth."""
    if not body.pose.breath:
        return ""
    radius, low, high = foot_way(body)
    begin, end, turn = (low, high, -90) if body.pose.breath == "out" else (high, low, 90)
    head = arrow_head(body.seat + radius * direction_at(end), rotated(direction_at(end), turn), 9)
    shaft = arc(body.seat, radius, begin, begin + 0.8 * (end - begin))
    return path("range-arrow", shaft) + path("arrow-head", head) + _breath(body)


def foot_way(body: Skeleton) -> tuple[float, float, float]:
    """Return the distance of the toes from the seat, and two angles above them."""
    toes = body.foot + 15 * body.toes - body.seat
    angle = -degrees(phase(toes / -1j))
    return abs(toes), angle + 9, angle + 28


def _breath(body: Skeleton) -> str:
    """Draw three lines that part at the mouth, with an arrow head on the middle one."""
    ahead, mouth = body.head_direction * -1j, mouth_position(body)
    sides = [(rotated(ahead, -24), 8), (ahead, 4), (rotated(ahead, 24), 8)]
    lines = [line(mouth + near * along, mouth + BREATH_LENGTH * along) for along, near in sides]
    tip, way = (mouth + (BREATH_LENGTH + 6) * ahead, ahead) if body.pose.breath == "out" else (mouth, -ahead)
    return path("breath", *lines) + path("breath-head", arrow_head(tip, way, 7))


def mouth_position(body: Skeleton) -> complex:
    return body.head + 15 * body.head_direction * -1j - 5 * body.head_direction


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
    return _swing_streaks(body) if pose.mark == "swing" else _phone(body)


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


def _phone(body: Skeleton) -> str:
    """Draw a phone in the near hand, its screen in view."""
    hand, tilt = body.arm(far=False)[1], rotated(1j, 18)
    middle = hand + 12 * tilt
    case, screen = (_tilted_rectangle(middle, tilt, *size) for size in ((6.6, 12), (4.6, 9.4)))
    return path("phone", case) + path("screen", screen)


def _tilted_rectangle(middle: complex, up: complex, half_width: float, half_height: float) -> str:
    side, top = up * -1j * half_width, up * half_height
    return line(middle - side - top, middle + side - top, middle + side + top, middle - side + top) + "Z"
