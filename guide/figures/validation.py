"""What is wrong with a pose, said to the person who wrote it."""

from __future__ import annotations

from guide.figures.pose import LIMITS, Pose
from guide.figures.skeleton import Body, reach_left


def misfits(pose: Pose) -> dict[str, str]:
    """What cannot be, by the name of the number or choice to mend."""
    return _out_of_range(pose) or _contacts(pose, Body(pose))


def _out_of_range(pose: Pose) -> dict[str, str]:
    bounds = {name: (low, high) for name, (low, high) in LIMITS.items() if not low <= getattr(pose, name) <= high}
    return {name: f"{getattr(pose, name)} is outside {low} to {high}." for name, (low, high) in bounds.items()}


def _contacts(pose: Pose, body: Body) -> dict[str, str]:
    faults = {}
    if pose.hands == "support" and pose.equipment not in ("pulley", "lever") and pose.scene not in ("wall", "bench"):
        faults["hands"] = "There is nothing to hold: choose a wall, a bench, a column or a machine."
    if (missing := -reach_left(body)) > 1:
        faults["reach"] = f"The hands do not reach what they hold: {missing:.0f} cm are missing."
    if (depth := -body.lowest) > 1:
        faults["femur"] = f"The near knee or foot is {depth:.0f} cm below the floor."
    if pose.equipment == "weight" and pose.knee < 60:
        faults["knee"] = "A weight behind the knee is held by a bend of 60° or more."
    return faults
