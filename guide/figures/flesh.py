"""The body as filled shapes: one path for each limb, one for the trunk with the head, one for each region."""

from __future__ import annotations

from collections.abc import Callable

from guide.figures.body import Body
from guide.figures.shapes import between, capsule, chain, disc


def limb(seat: complex, knee: complex, foot: complex, toes: complex, girth: float = 1) -> str:
    """One path: full above, a calf below the knee, a foot with a flat sole."""
    down = toes * -1j
    back = (foot - knee) / abs(foot - knee) * -1j
    calf = between(knee, foot, 0.3) + back * 1.6
    heel, ball, tip = foot - 4 * toes + 3.7 * down, foot + 9 * toes + 4.2 * down, foot + 15 * toes + 4.9 * down
    return (
        chain((seat, 10.5 * girth), (between(seat, knee, 0.4), 9.3 * girth), (knee, 6.2 * girth))
        + chain((knee, 6.2 * girth), (calf, 6.1 * girth), (foot, 3.6))
        + chain((foot, 3.6), (heel, 3.3), (ball, 2.8), (tip, 2.1), (foot, 3.4))
    )


def near_limb(body: Body) -> str:
    return limb(body.seat, body.knee, body.foot, body.toes)


def far_limb(body: Body) -> str:
    return limb(body.seat, body.far_knee, body.far_foot, body.far_toes, 0.94)


def arm(body: Body, *, far: bool) -> str:
    elbow, hand = body.arm(far=far)
    upper = chain((body.shoulder, 6.2), (between(body.shoulder, elbow, 0.4), 5.3), (elbow, 4.3))
    fore = chain((elbow, 4.3), (between(elbow, hand, 0.3), 4.4), (hand, 2.9))
    return upper + fore + _hand(body, hand, elbow, far=far)


def _hand(body: Body, hand: complex, elbow: complex, *, far: bool) -> str:
    pose = body.pose
    if pose.hands == "floor" or (pose.hands == "region" and body.kneeling and far):
        return capsule((hand - 0.5j, 3), (hand + 9 - 1.7j, 1.8))
    along = (hand - elbow) / abs(hand - elbow)
    if pose.hands == "region" and not far:
        return capsule((hand, 3), (hand - 9 * body.low_up + 1j, 2.2))
    if pose.hands != "free" and pose.scene == "wall":
        return capsule((hand - 1, 3), (hand + complex(1.2, 9), 1.8))
    return disc(hand + along * 1.5, 4.2)


def trunk(body: Body) -> str:
    """From the seat to the head, which looks to the front."""
    up, head = body.head_up, body.head
    face, front = up * -1j, body.high_up * -1j
    girths = ((0.04, 11.2), (0.22, 10), (0.42, 9), (0.6, 10.2))
    spine = [(body.spine(share), girth) for share, girth in girths]
    return (
        chain(*spine, (body.spine(0.8) + 1.4 * front, 11.4), (body.shoulder - body.high_up, 7.5))
        + capsule((body.shoulder, 5.6), (head - 2 * up, 5))
        + chain((head + 1.5 * up - face, 9.8), (head - 5 * up + 4 * face, 5.6))
        + capsule((head - up + 7 * face, 2.4), (head - 2.5 * up + 10.6 * face, 1.2))
    )


def seat(body: Body) -> str:
    """The region behind the joint: it follows the trunk above and the femur below."""
    rear, femur = body.low_up * 1j, (body.knee - body.seat) / abs(body.knee - body.seat)
    rear_femur = femur * -1j
    return chain(
        (body.seat + 7 * body.low_up + 4.5 * rear, 6),
        (body.seat + 5 * between(rear, rear_femur, 0.5), 8.2),
        (body.seat + 9 * femur + 4.5 * rear_femur, 5.5),
    )


def rear_femur(body: Body) -> str:
    return _along_femur(body, -1j)


def front_femur(body: Body) -> str:
    return _along_femur(body, 1j)


def _along_femur(body: Body, side: complex) -> str:
    femur = (body.knee - body.seat) / abs(body.knee - body.seat)
    out = femur * side
    return chain(
        (body.seat + 12 * femur + 5 * out, 3.6),
        (body.seat + 21 * femur + 4 * out, 4.6),
        (body.seat + 36 * femur + 2.5 * out, 2.8),
    )


def lower_back(body: Body) -> str:
    return _along_spine(body, 1j, ((0.2, 7, 2.6), (0.42, 5.6, 3.4), (0.64, 7, 2.6)))


def upper_back(body: Body) -> str:
    return _along_spine(body, 1j, ((0.62, 7, 2.6), (0.8, 6.5, 3.6), (0.95, 4.5, 2.6)))


def belly(body: Body) -> str:
    return _along_spine(body, -1j, ((0.14, 6.5, 3), (0.42, 5.4, 3.2), (0.62, 7, 2.8)))


def chest(body: Body) -> str:
    return _along_spine(body, -1j, ((0.68, 8, 3), (0.8, 8, 4.4), (0.9, 6, 3)))


def _along_spine(body: Body, side: complex, places: tuple[tuple[float, float, float], ...]) -> str:
    return chain(*((body.spine(share) + out * side * body.up_at(share), girth) for share, out, girth in places))


def front_arm(body: Body) -> str:
    elbow, _ = body.arm(far=False)
    along = (elbow - body.shoulder) / abs(elbow - body.shoulder)
    out = along * 1j
    return chain((body.shoulder + 7 * along + 2 * out, 2.6), (body.shoulder + 18 * along + 2 * out, 3.4), (elbow, 2))


SHAPES: dict[str, Callable[[Body], str]] = {
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


def regions(body: Body, names: tuple[str, ...]) -> str:
    return "".join(SHAPES[name](body) for name in names if name in SHAPES)
