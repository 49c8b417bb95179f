"""A whole figure: the frame, the floor, the kit, the body from far to near, the marks."""

from __future__ import annotations

from collections.abc import Iterable

from guide.figures import body_shapes, equipment, overlays
from guide.figures.pose import Pose
from guide.figures.skeleton import Body
from guide.figures.svg_paths import extent, hanging, number, path

Frame = tuple[complex, complex]
MARGIN = 13.0


def points_of(body: Body) -> list[complex]:
    """What a frame has to hold."""
    pose, points = body.pose, [body.head + 11j, body.head + 8, body.foot, body.knee, body.far_foot, body.seat]
    points += [body.foot + 15 * body.toes, body.arm(far=False)[1], body.shoulder, body.arm(far=False)[0]]
    if pose.equipment == "pulley":
        points += [complex(pose.reach + 20, equipment.TOP)]
    if pose.equipment == "lever" or pose.scene == "wall":
        points += [complex(pose.reach + (26 if pose.equipment == "lever" else 8), 0)]
    if pose.scene == "bench":
        points += [complex(pose.reach + 40, 0)]
    if pose.stop_angle:
        points += [body.seat + overlays.FAR * hanging(pose.trunk + pose.stop_angle[1])]
    if overlays.number_at(body):
        points += [overlays.number_at(body) - 30]
    if pose.mark == "thought":
        points += [body.head + 45j + 24]
    return [*points, -6j]


def frame_of(poses: Iterable[Pose]) -> Frame:
    """One frame for all: figures that stand side by side are drawn to one scale."""
    low, high = extent([point for pose in poses for point in points_of(Body(pose))], MARGIN)
    return complex(low.real, -8), high


def draw(pose: Pose, label: str, frame: Frame | None = None) -> str:
    """The SVG of one pose. The label must be safe for an attribute already."""
    frame = frame or frame_of([pose])
    return svg(layers(pose, frame), label, frame)


def layers(pose: Pose, frame: Frame) -> list[str]:
    body = Body(pose)
    return [
        equipment.floor(frame[0].real, frame[1].real, mat=pose.scene == "mat"),
        overlays.below(body),
        equipment.behind(body),
        path("far", body_shapes.arm(body, far=True)),
        path("far", body_shapes.far_limb(body)),
        path("near", body_shapes.trunk(body), body_shapes.near_limb(body)),
        path("works", body_shapes.regions(body, pose.active_regions)) if pose.active_regions else "",
        path("idle", body_shapes.regions(body, pose.idle)) if pose.idle else "",
        path("near", body_shapes.arm(body, far=False)),
        equipment.before(body),
        overlays.above(body),
    ]


def svg(parts: Iterable[str], label: str, frame: Frame, name: str = "figure") -> str:
    return f'<svg class="{name}" viewBox="{view_box(frame)}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def view_box(frame: Frame) -> str:
    low, high = frame
    return " ".join(number(value) for value in (low.real, -high.imag, (high - low).real, (high - low).imag))
