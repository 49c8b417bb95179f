"""Checks of a pose, with messages for its author."""

from __future__ import annotations

from guide.figures.pose import Pose
from guide.figures.skeleton import Skeleton, reach_margin


def pose_faults(pose: Pose) -> dict[str, str]:
    """Return error messages by the name of the field to correct. The numbers must be within ANGLE_LIMITS."""
    faults, body = {}, Skeleton(pose)
    if pose.hands == "support" and pose.equipment not in ("pulley", "lever") and pose.scene not in ("wall", "bench"):
        faults["hands"] = "There is nothing to hold: choose a wall, a bench, a column or a machine."
    if (missing := -reach_margin(body)) > 1:
        faults["reach"] = f"The hands do not reach what they hold: {missing:.0f} cm are missing."
    if (depth := body.ground - body.lowest_point) > 1:
        faults["femur"] = f"The near knee or foot is {depth:.0f} cm below the floor or bed."
    if pose.equipment == "weight" and pose.knee < 90:
        faults["knee"] = "To hold a weight behind the knee, bend it by 90° or more."
    return faults
