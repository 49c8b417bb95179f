"""Equipment and surroundings, drawn so that they touch the body."""

from __future__ import annotations

from cmath import exp, phase

from guide.figures.skeleton import BED_HEIGHT, Skeleton
from guide.figures.svg_paths import capsule, disc, interpolate, line, path, rectangle, tapered_outline

EQUIPMENT_HEIGHT = 176.0
MAT_HEIGHT = 4.0
PULLEY_HEIGHT = 9.0


def equipment_behind(body: Skeleton) -> str:
    """Draw the parts behind the body."""
    pose = body.pose
    parts = [_column(body)] if pose.equipment == "pulley" else [_machine(body)] if pose.equipment == "lever" else []
    if pose.scene == "wall":
        parts += [path("equipment", rectangle(pose.reach + 3, complex(pose.reach + 9, EQUIPMENT_HEIGHT)))]
    if pose.scene == "bench":
        parts += [_bench(body)]
    if pose.scene == "bed":
        parts += [_bed(*bed_ends(body))]
    if pose.scene == "mat":
        left, right = body.far_foot.real - 16, body.shoulder.real + pose.reach + 24
        parts += [path("mat", rectangle(complex(left, -MAT_HEIGHT), complex(right, 0)))]
    return "".join(parts)


def floor_line(left: float, right: float, *, mat: bool) -> str:
    height = -MAT_HEIGHT if mat else 0
    return path("floor", line(complex(left, height), complex(right, height)))


def _column(body: Skeleton) -> str:
    """Draw a post with a stack of plates, which rise by half the cord that the foot has pulled out."""
    x = body.pose.reach
    pulled = abs(strap_at(body) - pulley_at(body)) - abs(pulley_at(body).real)
    return _plates(x + 9, min(max(pulled, 0) / 2, 18)) + path(
        "post", line(x + 0j, x + EQUIPMENT_HEIGHT * 1j), line(x - 5 + 1j, x + 30 + 1j)
    )


def _plates(x: float, rise: float) -> str:
    plates = [rectangle(complex(x, 4 + rise + 6 * n), complex(x + 16, 8.8 + rise + 6 * n)) for n in range(9)]
    rods = (
        line(x + 8, x + 8 + EQUIPMENT_HEIGHT * 1j),
        line(complex(x - 13, EQUIPMENT_HEIGHT), complex(x + 18, EQUIPMENT_HEIGHT)),
    )
    return path("equipment-line", *rods) + path("equipment", *plates)


def pulley_at(body: Skeleton) -> complex:
    return complex(body.pose.reach - 4, PULLEY_HEIGHT)


def strap_at(body: Skeleton) -> complex:
    return interpolate(body.knee, body.foot, 0.93)


def _machine(body: Skeleton) -> str:
    """Draw a post with a chest pad, handles, plates and the beam of the lever's pivot."""
    x, grip, front = body.pose.reach + 10, body.pose.grip, body.upper_trunk_direction * -1j
    middle = body.spine(0.55) + 14.8 * front
    pad = capsule((middle + 14 * body.upper_trunk_direction, 3.6), (middle - 12 * body.upper_trunk_direction, 3.6))
    handles = [line(complex(x, height), complex(body.pose.reach, height)) for height in (grip, grip + 7)]
    beam = line(complex(x, body.seat.imag), body.seat)
    base = line(x - 34 + 1j, x + 28 + 1j)
    return (
        _plates(x + 9, max(body.pose.behind_trunk, 0) / 2)
        + path("equipment-line", line(middle, complex(x, middle.imag)))
        + path("post", line(x + 0j, x + EQUIPMENT_HEIGHT * 1j), base, beam, *handles)
        + path("equipment", pad)
    )


def _bench(body: Skeleton) -> str:
    x, top = body.pose.reach, body.pose.grip - 4
    posts = [line(complex(at, 0), complex(at, top - 2)) for at in (x + 2, x + 36)]
    return path("equipment-line", *posts) + path("equipment", rectangle(complex(x - 8, top - 4), complex(x + 46, top)))


def bed_ends(body: Skeleton) -> tuple[float, float]:
    return body.far_foot.real - 24, max(body.head.real, body.arm(far=False)[0].real) + 18


def _bed(left: float, right: float) -> str:
    top = BED_HEIGHT - 15
    posts = [line(complex(x, 2), complex(x, top)) for x in (left + 8, right - 8)]
    mattress = capsule((complex(left + 6, BED_HEIGHT - 6), 6), (complex(right - 6, BED_HEIGHT - 6), 6))
    return path("post", *posts, line(complex(left, top), complex(right, top))) + path("equipment", mattress)


def equipment_in_front(body: Skeleton) -> str:
    """Draw the parts in front of the body."""
    pose = body.pose
    if pose.equipment == "pulley":
        return _cord(body)
    if pose.equipment == "lever":
        return _lever(body)
    if pose.equipment == "weight":
        return _weight(body)
    if pose.equipment == "cuff":
        return _cuff(body)
    return _band(body) if pose.equipment.startswith("band") else ""


def _cord(body: Skeleton) -> str:
    tied, wheel = strap_at(body), pulley_at(body)
    across = body.shin * 1j
    tie = tied + 4.4 * across
    return (
        path("cord", line(tie, wheel - 3.2j))
        + path("wheel", disc(wheel, 4.4))
        + path("strap", capsule((tied - 4.2 * across, 2.4), (tie, 2.4)))
    )


def _band(body: Skeleton) -> str:
    """Draw a closed loop around both limbs, a little wider than they are."""
    if body.pose.equipment == "band-low":
        near, far, width = interpolate(body.knee, body.foot, 0.86), interpolate(body.far_knee, body.far_foot, 0.86), 5.4
    else:
        near, far, width = interpolate(body.seat, body.knee, 0.82), interpolate(body.seat, body.far_knee, 0.82), 8.4
    return path("band", capsule((near, width), (far, width)))


def _cuff(body: Skeleton) -> str:
    """Draw a wide padded strap around the shin, with its seams."""
    centre, along, across = interpolate(body.knee, body.foot, 0.84), 4.5 * body.shin, 5.6 * body.shin * 1j
    cuff = tapered_outline((centre - along, 6.2), (centre, 6.6), (centre + along, 5.8))
    seams = [line(centre + end - across, centre + end + across) for end in (along * -0.6, along * 0.6)]
    return path("strap", cuff) + path("seam", *seams)


def _weight(body: Skeleton) -> str:
    """Draw a dumbbell in the bend of the knee, with one plate in front of the other."""
    inside = body.shin - body.femur
    centre = body.knee + 15.5 * inside / abs(inside)
    slant = 6 * exp(1j * phase(1 + 0.6j))
    return (
        path("equipment", disc(centre + slant, 6.6))
        + path("post", line(centre + slant, centre))
        + path("weight", disc(centre, 8))
        + path("weight", disc(centre, 2.6))
    )


def _lever(body: Skeleton) -> str:
    """Draw the lever from its pivot at the seat, along the femur, to a roller behind the femur."""
    end = body.seat + 31 * body.femur
    roller = end + 12.6 * body.femur * -1j
    bar = line(body.seat, end, roller)
    return (
        path("mark-outline", bar)
        + path("post", bar)
        + path("roller", disc(roller, 5.8))
        + path("wheel", disc(body.seat, 3.6))
    )
