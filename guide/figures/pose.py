"""A pose: joint angles, supports, equipment and the mark of a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self

PLATES_IN_STACK = 9
CENTIMETRES = ("reach", "grip", "platform")
# The lowest and highest value of each number: degrees, centimetres, and a number of plates.
ANGLE_LIMITS: dict[str, tuple[int, int]] = {
    "trunk": (-20, 110),
    "arch": (-40, 60),
    "head": (-50, 50),
    "femur": (-120, 120),
    "knee": (0, 150),
    "foot": (-20, 65),
    "far_femur": (-120, 90),
    "far_knee": (0, 120),
    "arm": (-60, 180),
    "elbow": (0, 150),
    "reach": (-80, 120),
    "grip": (0, 200),
    "platform": (0, 30),
    "plates": (0, PLATES_IN_STACK),
    "start_angle": (-120, 120),
}
SUPPORTS = {"foot": "the far foot", "knee": "the far knee", "lying": "what the body lies on, face down"}
HANDS = {
    "free": "nothing: arm and elbow as given",
    "support": "the support in front",
    "floor": "the floor, or what the body lies on: the arms are folded under the head",
    "region": "one the support or floor, the near one the muscle that works",
}
EQUIPMENT_KINDS = {
    "none": "nothing",
    "pulley": "column with a low pulley, cord and strap at the foot",
    "band-low": "band around both shins, near the feet",
    "band-high": "band around both limbs, above the knees",
    "weight": "weight held behind the bent knee",
    "cuff": "weight strapped around the near shin, near the foot",
    "lever": "machine with a padded lever behind the near limb",
}
SCENES = {
    "floor": "bare floor",
    "mat": "a mat",
    "wall": "a wall in front",
    "bench": "a bench in front",
    "bed": "a bed to lie on",
}
FAULT_MARKS = {
    "none": "nothing",
    "ring": "a ring round the place",
    "swing": "streaks, as of a fast swing",
    "thought": "a phone in the near hand, which takes the mind off",
}
MARK_PLACES = {
    "lower-back": "lower back",
    "seat": "seat",
    "rear-femur": "back of the near femur",
    "knee": "near knee",
    "foot": "near foot",
    "trunk": "middle of the trunk",
    "head": "head",
    "hands": "hands",
}


@dataclass(frozen=True)
class Pose:
    """Angles in degrees. `trunk` leans forward from upright; `arch` hollows the lower back; `head` looks up.

    `femur` is measured from straight down, positive towards the back; `knee` and `elbow` are 0 when straight;
    `foot` is 0 at a right angle to the shin and positive when the toes point. The near limb is the working one.
    """

    support: str = "foot"
    hands: str = "free"
    equipment: str = "none"
    scene: str = "floor"
    trunk: int = 0
    arch: int = 0
    head: int = 0
    femur: int = 0
    knee: int = 0
    foot: int = 0
    far_femur: int = 0
    far_knee: int = 0
    arm: int = 0
    elbow: int = 0
    reach: int = 0
    grip: int = 0
    platform: int = 0
    plates: int = 2
    start_angle: int = 0
    stop_angle: tuple[int, int] | None = None  # the end of the movement, as a range of `behind_trunk`
    active_regions: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()  # the regions that should work but do not
    mark: str = "none"
    mark_at: str = "lower-back"
    breath: str = ""  # `out` on the way up, `in` on the way down

    @classmethod
    def from_row(cls, row: Mapping[str, Any], **more: Any) -> Self:
        """Make a pose from a row of a snapshot. Keys that older editions lack get the defaults."""
        known = {field.name for field in fields(cls)} - {"stop_angle", "active_regions", "idle"}
        return cls(**{name: value for name, value in row.items() if name in known} | more)

    @property
    def behind_trunk(self) -> int:
        """Degrees of the near femur behind the line of the trunk; negative in front of it."""
        return self.femur - self.trunk

    def with_fault(self, right: Pose, fault: Pose) -> Pose:
        """Return this pose with what tells a fault from how it is done right, on this pose's own equipment."""
        moved = {}
        for name, (low, high) in ANGLE_LIMITS.items():
            step = getattr(fault, name) - getattr(right, name)
            moved[name] = min(max(getattr(self, name) + step, low), high)
        if self.equipment == "lever":
            moved["trunk"] = self.trunk  # the pad holds it
        own = {name: getattr(fault, name) for name in ("active_regions", "idle", "mark", "mark_at")}
        hands = fault.hands if fault.hands == "region" else self.hands
        stop = self.stop_angle if fault.mark in ("none", "ring") else None
        return replace(self, **moved, **own, hands=hands, stop_angle=stop)

    def interpolated(self, other: Pose, share: float) -> Pose:
        """Return the pose between this one (share 0) and another (share 1)."""
        mixed = {
            name: getattr(self, name) + (getattr(other, name) - getattr(self, name)) * share for name in ANGLE_LIMITS
        }
        return Pose(**{field.name: getattr(self, field.name) for field in fields(self)} | mixed)
