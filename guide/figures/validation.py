"""Checks of a pose, with messages for its author."""

from __future__ import annotations

from guide.figures.pose import ANGLE_LIMITS, Pose
from guide.figures.skeleton import Skeleton, reach_margin


def pose_faults(pose: Pose) -> dict[str, str]:
    """Return error messages by the name of the field to correct."""
    return _range_faults(pose) or _contact_faults(pose, Skeleton(pose))


def _range_faults(pose: Pose) -> dict[str, str]:
    return {
        name: f"{value} is outside {low} to {high}."
        for name, (low, high) in ANGLE_LIMITS.items()
        if not low <= (value := getattr(pose, name)) <= high
    }


def _contact_faults(pose: Pose, body: Skeleton) -> dict[str, str]:
    faults = {}
    if pose.hands == "support" and pose.equipment not in ("pulley", "lever") and pose.scene not in ("wall", "bench"):
        faults["hands"] = "There is nothing to hold: choose a wall, a bench, a column or a machine."
    if (missing := -reach_margin(body)) > 1:
        faults["reach"] = f"The hands do not reach what they hold: {missing:.0f} cm are missing."
    if (depth := body.ground - body.lowest_point) > 1:
        faults["femur"] = f"The near knee or foot is {depth:.0f} cm below the floor or bed."
    if pose.equipment == "weight" and pose.knee < 60:
        faults["knee"] = "To hold a weight behind the knee, bend it by 60° or more."
    return faults
