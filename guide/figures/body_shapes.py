"""The body as filled shapes: one path for each limb, one for the trunk with the head, one for each region."""

from __future__ import annotations

from collections.abc import Callable

from guide.figures.skeleton import Skeleton
from guide.figures.svg_paths import Circle, capsule, disc, interpolate, smooth_outline, tapered_outline

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
"""The outline of a foot: x to the toes, y up from the sole, the joint in the middle."""
HEAD = (
    *(-8.5 + 10.4j, -1 + 13.4j, 7 + 11.4j, 10.6 + 6j, 9.8 + 1.2j, 14 - 2.8j, 10 - 4j, 10.4 - 7j, 9 - 11.8j),
    *(4 - 11.4j, 0.5 - 7.5j, -7 - 8.5j, -11.6 - 0.5j, -12 + 6j),
)
"""The outline of a head that looks to the right."""


def limb(seat: complex, knee: complex, foot: complex, toes: complex, girth: float = 1) -> str:
    """Full above, a calf below the knee, a foot with a flat sole."""
    above, below = (knee - seat) / abs(knee - seat), (foot - knee) / abs(foot - knee)
    front, rear = above * 1j, below * -1j
    femur = ((0.4, 9.6, 0.8),)
    shin = ((0.32, 6, 1.4), (0.68, 4.2, 0.7))
    return (
        tapered_outline((seat, 10.6 * girth), *_along(seat, knee, front, femur, girth), (knee, 6 * girth))
        + tapered_outline((knee, 6 * girth), *_along(knee, foot, rear, shin, girth), (foot, 3.4))
        + smooth_outline(*(foot + toes * point for point in FOOT))
    )


def _along(
    start: complex, end: complex, side: complex, places: tuple[tuple[float, float, float], ...], girth: float = 1
) -> list[Circle]:
    """Circles between two joints: how far along, how thick, and how far to the side."""
    return [(interpolate(start, end, share) + out * side, radius * girth) for share, radius, out in places]


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
        return capsule((hand - 0.5j, 3), (hand + 9 - 1.7j, 1.8))
    along = (hand - elbow) / abs(hand - elbow)
    if pose.hands == "region" and not far:
        return capsule((hand, 3), (hand - 9 * body.lower_trunk_direction + 1j, 2.2))
    if pose.hands != "free" and pose.scene == "wall":
        return capsule((hand - 1, 3), (hand + complex(1.2, 9), 1.8))
    return disc(hand + along * 1.5, 4.2)


def trunk(body: Skeleton) -> str:
    """From the seat to the head, which looks to the front."""
    up, front = body.head_direction, body.upper_trunk_direction * -1j
    face = up * -1j
    spine = [(body.spine(share), girth) for share, girth in ((0.04, 11.2), (0.22, 10.2), (0.42, 9.2), (0.6, 10.2))]
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


def seat(body: Skeleton) -> str:
    """The region behind the joint: it follows the trunk above and the femur below."""
    rear, femur = body.lower_trunk_direction * 1j, (body.knee - body.seat) / abs(body.knee - body.seat)
    rear_femur = femur * -1j
    return tapered_outline(
        (body.seat + 8.5 * body.lower_trunk_direction + 4.5 * rear, 5.4),
        (body.seat + 4.8 * interpolate(rear, rear_femur, 0.5), 8),
        (body.seat + 10.5 * femur + 4.5 * rear_femur, 5.2),
    )


def rear_femur(body: Skeleton) -> str:
    return _along_femur(body, -1j)


def front_femur(body: Skeleton) -> str:
    return _along_femur(body, 1j)


def _along_femur(body: Skeleton, side: complex) -> str:
    femur = (body.knee - body.seat) / abs(body.knee - body.seat)
    out = femur * side
    return tapered_outline(
        (body.seat + 12 * femur + 5 * out, 3.6),
        (body.seat + 21 * femur + 4 * out, 4.6),
        (body.seat + 36 * femur + 2.5 * out, 2.8),
    )


def lower_back(body: Skeleton) -> str:
    return _along_spine(body, 1j, ((0.2, 7, 2.6), (0.42, 5.6, 3.4), (0.64, 7, 2.6)))


def upper_back(body: Skeleton) -> str:
    return _along_spine(body, 1j, ((0.62, 7, 2.6), (0.8, 6.5, 3.6), (0.95, 4.5, 2.6)))


def belly(body: Skeleton) -> str:
    return _along_spine(body, -1j, ((0.14, 6.5, 3), (0.42, 5.4, 3.2), (0.62, 7, 2.8)))


def chest(body: Skeleton) -> str:
    return _along_spine(body, -1j, ((0.68, 8, 3), (0.8, 8, 4.4), (0.9, 6, 3)))


def _along_spine(body: Skeleton, side: complex, places: tuple[tuple[float, float, float], ...]) -> str:
    return tapered_outline(
        *((body.spine(share) + out * side * body.back_direction(share), girth) for share, out, girth in places)
    )


def front_arm(body: Skeleton) -> str:
    elbow, _ = body.arm(far=False)
    along = (elbow - body.shoulder) / abs(elbow - body.shoulder)
    out = along * 1j
    return tapered_outline(
        (body.shoulder + 7 * along + 2 * out, 2.6), (body.shoulder + 18 * along + 2 * out, 3.4), (elbow, 2)
    )


REGION_SHAPES: dict[str, Callable[[Skeleton], str]] = {
    "seat": seat,
    "rear-femur": rear_femur,
    "front-femur": front_femur,
    "lower-back": lower_back,
    "upper-back": upper_back,
    "belly": belly,
    "chest": chest,
    "front-arm": front_arm,
}
"""The regions that can be seen from the side, by their names."""


def region_shapes(body: Skeleton, names: tuple[str, ...]) -> str:
    return "".join(REGION_SHAPES[name](body) for name in names if name in REGION_SHAPES)
