"""Equipment and surroundings, drawn so that they touch the body."""

from __future__ import annotations

from cmath import exp, phase

from guide.figures.gym_machines import column, cord, lever, machine
from guide.figures.skeleton import BED_HEIGHT, Skeleton
from guide.figures.svg_paths import capsule, disc, interpolate, line, path, rectangle, tapered_outline

WALL_HEIGHT = 176.0
MAT_HEIGHT, FLOOR = 4.0, 300.0


def equipment_behind(body: Skeleton) -> str:
    """Draw the parts behind the body."""
    pose = body.pose
    parts = [column(body)] if pose.equipment == "pulley" else [machine(body)] if pose.equipment == "lever" else []
    if pose.platform:
        parts += [path("equipment", rectangle(-14 + 0.5j, complex(25, pose.platform)))]
    if pose.scene == "wall":
        parts += [path("equipment", rectangle(pose.reach + 3, complex(pose.reach + 9, WALL_HEIGHT)))]
    if pose.scene == "bench":
        parts += [_bench(body)]
    if pose.scene == "bed":
        parts += [_bed(*bed_ends(body))]
    if pose.scene == "mat":
        left, right = body.far_foot.real - 16, body.shoulder.real + pose.reach + 24
        parts += [path("mat", rectangle(complex(left, -MAT_HEIGHT), complex(right, 0)))]
    return "".join(parts)


def floor_line(*, mat: bool) -> str:
    """Draw the floor beyond both sides of any frame."""
    height = -MAT_HEIGHT if mat else 0
    return path("floor", line(complex(-FLOOR, height), complex(FLOOR, height)))


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
        return cord(body)
    if pose.equipment == "lever":
        return lever(body)
    if pose.equipment == "weight":
        return _weight(body)
    if pose.equipment == "cuff":
        return _cuff(body)
    return _band(body) if pose.equipment.startswith("band") else ""


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
