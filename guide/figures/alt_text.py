"""Text alternatives of poses."""

from __future__ import annotations

from guide.figures.pose import Pose


def pose_alt_text(pose: Pose, limb: str) -> str:
    """Describe trunk, working limb and knee in a sentence. `limb` is the guide's name of the limb."""
    words = [_trunk(pose), f"working {limb} {_limb(pose)}", f"knee bent {pose.knee}°" if pose.knee else "knee straight"]
    if abs(pose.arch) >= 10:
        words.insert(1, "lower back hollow" if pose.arch > 0 else "lower back round")
    return ", ".join(words).capitalize() + "."


def _trunk(pose: Pose) -> str:
    if pose.support == "lying":
        return "lying face down"
    if pose.trunk >= 70:
        return "trunk about level"
    if abs(pose.trunk) < 3:
        return "trunk upright"
    return f"trunk leans {abs(pose.trunk)}° {'forward' if pose.trunk > 0 else 'back'}"


def _limb(pose: Pose) -> str:
    if abs(pose.behind_trunk) < 3:
        return "in line with the trunk"
    return f"{abs(pose.behind_trunk)}° {'behind' if pose.behind_trunk > 0 else 'in front of'} the line of the trunk"
