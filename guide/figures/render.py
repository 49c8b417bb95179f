"""Complete figures as SVG, layer by layer from back to front."""

from __future__ import annotations

from collections.abc import Iterable

from guide.figures import body_shapes, equipment, gym_machines, overlays
from guide.figures.pose import Pose
from guide.figures.skeleton import Skeleton
from guide.figures.svg_paths import bounding_box, direction_at, path, svg_int

ViewFrame = tuple[complex, complex]
MARGIN = 13.0


def framed_points(body: Skeleton) -> list[complex]:
    """Return points that must be inside the frame."""
    pose, points = body.pose, [body.head + 11j, body.head + 8, body.foot, body.knee, body.far_foot, body.seat]
    points += [body.foot + 15 * body.toes, body.arm(far=False)[1], body.shoulder, body.arm(far=False)[0]]
    if pose.equipment == "pulley":
        points += [complex(pose.reach + 20, gym_machines.MACHINE_HEIGHT)]
    if pose.equipment == "lever" or pose.scene == "wall":
        points += [complex(pose.reach + (32 if pose.equipment == "lever" else 8), 0)]
    if pose.scene == "bench":
        points += [complex(pose.reach + 40, 0)]
    if pose.scene == "bed":
        points += [complex(x, 0) for x in equipment.bed_ends(body)]
    if pose.stop_angle:
        points += [body.seat + overlays.STOP_LINE_LENGTH * direction_at(pose.trunk + pose.stop_angle[1])]
    if label := overlays.stop_label_position(body):
        points += [label - 30]
    if pose.breath:
        radius, *angles = overlays.foot_way(body)
        points += [body.seat + radius * direction_at(angle) for angle in angles]
        points += [overlays.mouth_position(body) + (overlays.BREATH_LENGTH + 6) * body.head_direction * -1j]
    return [*points, -6j]


def common_frame(poses: Iterable[Pose]) -> ViewFrame:
    """Return a frame that holds every pose, so that figures side by side have the same scale."""
    low, high = bounding_box([point for pose in poses for point in framed_points(Skeleton(pose))], MARGIN)
    return complex(low.real, -8), high


def render_figure(pose: Pose, label: str) -> str:
    """Return the SVG of a pose. The label must be escaped."""
    frame = common_frame([pose])
    return svg_element(figure_layers(pose), label, frame)


def figure_layers(pose: Pose) -> list[str]:
    body = Skeleton(pose)
    arm = path("near", body_shapes.arm(body, far=False))
    below_head = body.lying and pose.hands == "floor" and pose.mark != "thought"
    return [
        equipment.floor_line(mat=pose.scene == "mat"),
        overlays.marks_below_body(body),
        equipment.equipment_behind(body),
        path("far", body_shapes.arm(body, far=True)),
        path("far", body_shapes.far_limb(body)),
        arm if below_head else "",
        path("near", body_shapes.trunk(body), body_shapes.near_limb(body), body_shapes.region_shapes(body, ("seat",))),
        path("active", body_shapes.region_shapes(body, pose.active_regions)) if pose.active_regions else "",
        path("idle", body_shapes.region_shapes(body, pose.idle)) if pose.idle else "",
        "" if below_head else arm,
        equipment.equipment_in_front(body),
        overlays.marks_above_body(body),
    ]


def svg_element(parts: Iterable[str], label: str, frame: ViewFrame, name: str = "figure") -> str:
    return f'<svg class="{name}" viewBox="{view_box(frame)}" role="img" aria-label="{label}">{"".join(parts)}</svg>'


def view_box(frame: ViewFrame) -> str:
    low, high = frame
    return " ".join(svg_int(value) for value in (low.real, -high.imag, (high - low).real, (high - low).imag))
