"""Outlines of the body: limbs, arms, the trunk with the head, and the regions."""

from __future__ import annotations

from collections.abc import Callable

from guide.figures.skeleton import Skeleton
from guide.figures.svg_paths import Circle, capsule, disc, interpolate, smooth_outline, tapered_outline

# The joint of the foot is at 0, x points to the toes and y up.
FOOT = (
    3.4 + 4j,
    3.6 + 0.5j,
    10 - 2.2j,
    18.5 - 3.4j,
    18.5 - 7j,
    8 - 7j,
    -3 - 7j,
    -8 - 7j,
    -8 - 2.5j,
    -4.4 + 0j,
    -3.4 + 4j,
)
# The middle of the head is at 0, and the face looks right.
HEAD = (
    *(-8.5 + 10.4j, -1 + 13.4j, 7 + 11.4j, 10.6 + 6j, 9.8 + 1.2j, 14 - 2.8j, 10 - 4j, 10.4 - 7j, 9 - 11.8j),
    *(4 - 11.4j, 0.5 - 7.5j, -7 - 8.5j, -11.6 - 0.5j, -12 + 6j),
)


def limb(seat: complex, knee: complex, foot: complex, toes: complex, thickness: float = 1) -> str:
    above, below = (knee - seat) / abs(knee - seat), (foot - knee) / abs(foot - knee)
    front, rear = above * 1j, below * -1j
    femur = ((0.4, 9.6, 0.8),)
    shin = ((0.32, 6, 1.4), (0.68, 4.2, 0.7))
    return (
        tapered_outline(
            (seat, 10.6 * thickness), *_circles_between(seat, knee, front, femur, thickness), (knee, 6 * thickness)
        )
        + tapered_outline((knee, 6 * thickness), *_circles_between(knee, foot, rear, shin, thickness), (foot, 3.4))
        + smooth_outline(*(foot + toes * point for point in FOOT))
    )


def _circles_between(
    start: complex, end: complex, side: complex, circles: tuple[tuple[float, float, float], ...], thickness: float
) -> list[Circle]:
    """Place circles, given as (share of the way, radius, distance to the side), between two joints."""
    return [(interpolate(start, end, share) + offset * side, radius * thickness) for share, radius, offset in circles]


def near_limb(body: Skeleton) -> str:
    return limb(body.seat, body.knee, body.foot, body.toes)


def far_limb(body: Skeleton) -> str:
    return limb(body.seat, body.far_knee, body.far_foot, body.far_toes, 0.94)


def arm(body: Skeleton, *, far: bool) -> str:
    elbow, hand = body.arm(far=far)
    upper = tapered_outline((body.shoulder, 6.4), (interpolate(body.shoulder, elbow, 0.45), 5.3), (elbow, 4.2))
    fore = tapered_outline((elbow, 4.2), (interpolate(elbow, hand, 0.3), 4.4), (hand, 2.8))
    return upper + fore + _hand(body, hand, elbow, far=far)


def _hand(body: Skeleton, hand: complex, elbow: complex, *, far: bool) -> str:
    pose = body.pose
    if pose.hands == "floor" or (pose.hands == "region" and body.kneeling and far):
        return capsule((hand - 0.5j, 3), (hand + (-9 if body.lying else 9) - 1.7j, 1.8))
    along = (hand - elbow) / abs(hand - elbow)
    if pose.hands == "region" and not far:
        return capsule((hand, 3), (hand - 9 * body.lower_trunk_direction + 1j, 2.2))
    if pose.hands != "free" and pose.scene == "wall":
        return capsule((hand - 1, 3), (hand + complex(1.2, 9), 1.8))
    return disc(hand + along * 1.5, 4.2)


def trunk(body: Skeleton) -> str:
    up, front = body.head_direction, body.upper_trunk_direction * -1j
    face = up * -1j
    spine = [(body.spine(share), radius) for share, radius in ((0.04, 11.2), (0.22, 10.2), (0.42, 9.2), (0.6, 10.2))]
    nape = body.shoulder + 2 * body.upper_trunk_direction
    return (
        tapered_outline(
            *spine, (body.spine(0.8) + 1.2 * front, 11.2), (body.shoulder - body.upper_trunk_direction, 7.5)
        )
        + tapered_outline(
            (nape - 4 * body.upper_trunk_direction, 8),
            (interpolate(nape, body.head, 0.5), 5),
            (body.head - 3 * up, 5.2),
        )
        + smooth_outline(*(body.head + point.real * face + point.imag * up for point in HEAD))
    )


def squeeze(body: Skeleton) -> float:
    """Return how far the muscle at the seat has shortened: 0 with the joint bent or the muscle idle, 1 at the end."""
    return 0 if "seat" in body.pose.idle else min(max((body.pose.behind_trunk + 12) / 18, 0), 1)


def _seat_region(body: Skeleton) -> str:
    """Draw the muscle at the seat: flat and long with the joint bent, short and full with it stretched."""
    rear, rear_of_femur = body.lower_trunk_direction * 1j, body.femur * -1j
    full = squeeze(body)
    return tapered_outline(
        (body.seat + (8 + full) * body.lower_trunk_direction + 5 * rear, 4.6 + 0.6 * full),
        (body.seat + (4 + 1.4 * full) * interpolate(rear, rear_of_femur, 0.5), 6.8 + 2.2 * full),
        (body.seat + (12 - 2.5 * full) * body.femur + 5 * rear_of_femur, 4.4 + 0.6 * full),
    )


def _femur_region(body: Skeleton, side: complex) -> str:
    offset = body.femur * side
    return tapered_outline(
        (body.seat + 12 * body.femur + 5 * offset, 3.6),
        (body.seat + 21 * body.femur + 4 * offset, 4.6),
        (body.seat + 36 * body.femur + 2.5 * offset, 2.8),
    )


def _spine_region(body: Skeleton, side: complex, *circles: tuple[float, float, float]) -> str:
    """Draw around circles given as (share of the way, radius, distance to the side)."""
    return tapered_outline(
        *((body.spine(share) + offset * side * body.back_direction(share), radius) for share, radius, offset in circles)
    )


def _front_arm_region(body: Skeleton) -> str:
    elbow, _ = body.arm(far=False)
    along = (elbow - body.shoulder) / abs(elbow - body.shoulder)
    front = along * 1j
    return tapered_outline(
        (body.shoulder + 7 * along + 2 * front, 2.6), (body.shoulder + 18 * along + 2 * front, 3.4), (elbow, 2)
    )


# Multiplying by 1j turns the femur's direction, which is down, to the front, and the spine's, which is up, to the rear.
REGION_SHAPES: dict[str, Callable[[Skeleton], str]] = {
    "seat": _seat_region,
    "rear-femur": lambda body: _femur_region(body, -1j),
    "front-femur": lambda body: _femur_region(body, 1j),
    "lower-back": lambda body: _spine_region(body, 1j, (0.2, 2.6, 7), (0.42, 3.4, 5.6), (0.64, 2.6, 7)),
    "upper-back": lambda body: _spine_region(body, 1j, (0.62, 2.6, 7), (0.8, 3.6, 6.5), (0.95, 2.6, 4.5)),
    "belly": lambda body: _spine_region(body, -1j, (0.14, 3, 6.5), (0.42, 3.2, 5.4), (0.62, 2.8, 7)),
    "chest": lambda body: _spine_region(body, -1j, (0.68, 3, 8), (0.8, 4.4, 8), (0.9, 3, 6)),
    "front-arm": _front_arm_region,
}


def region_shapes(body: Skeleton, names: tuple[str, ...]) -> str:
    return "".join(REGION_SHAPES[name](body) for name in names if name in REGION_SHAPES)
