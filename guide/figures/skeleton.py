"""Positions of the joints of a pose: forward kinematics, and inverse kinematics for arms that hold something."""

from __future__ import annotations

import math
from cmath import exp, phase
from functools import cached_property

from guide.figures.pose import Pose
from guide.figures.svg_paths import direction_at, interpolate, rotated

FEMUR, SHIN, FOOT_HEIGHT = 42.0, 41.0, 7.0
LOWER_TRUNK, UPPER_TRUNK, NECK = 20.0, 28.0, 20.0
ARM, FOREARM = 28.5, 25.0
KNEE_HEIGHT, KNEELING_FOOT, PALM = 6.0, 5.0, 3.5
BED_HEIGHT = 46.0
KNEELING_POINT = 65  # degrees by which the toes of the kneeling foot point


class Skeleton:
    """Positions and directions of the joints of a pose."""

    def __init__(self, pose: Pose) -> None:
        self.pose = pose

    @property
    def kneeling(self) -> bool:
        """Whether the far knee rests on something, be it that the body kneels or lies."""
        return self.pose.support != "foot"

    @property
    def lying(self) -> bool:
        return self.pose.support == "lying"

    @property
    def ground(self) -> float:
        """The height of what the body kneels or lies on."""
        return BED_HEIGHT if self.pose.scene == "bed" else 0.0

    @cached_property
    def seat(self) -> complex:
        """The joint between trunk and femur, found from the foot or knee that rests on the floor."""
        if self.kneeling:
            return (self.ground + KNEE_HEIGHT) * 1j - FEMUR * direction_at(self.pose.far_femur)
        shin = direction_at(self.pose.far_femur + self.pose.far_knee)
        return self.far_foot - SHIN * shin - FEMUR * direction_at(self.pose.far_femur)

    @cached_property
    def trunk_direction(self) -> complex:
        """The direction of the trunk, upwards, as it is without a hollow or round back."""
        return -direction_at(self.pose.trunk)

    @cached_property
    def lower_trunk_direction(self) -> complex:
        """The direction of the lower trunk, upwards. A hollow back tilts it forward and the upper trunk back."""
        return -direction_at(self.pose.trunk + self.pose.arch / 2)

    @cached_property
    def upper_trunk_direction(self) -> complex:
        return -direction_at(self.pose.trunk - self.pose.arch / 2)

    @cached_property
    def waist(self) -> complex:
        return self.seat + LOWER_TRUNK * self.lower_trunk_direction

    @cached_property
    def shoulder(self) -> complex:
        return self.waist + UPPER_TRUNK * self.upper_trunk_direction

    def spine(self, share: float) -> complex:
        """Return a point on the curve of the spine between the seat (share 0) and the shoulder (share 1)."""
        bend = self.waist + (self.waist - interpolate(self.seat, self.shoulder, 0.42)) * 0.9
        return interpolate(interpolate(self.seat, bend, share), interpolate(bend, self.shoulder, share), share)

    def back_direction(self, share: float) -> complex:
        """Return the upward direction of the spine at a point."""
        step = self.spine(share + 0.05) - self.spine(share - 0.05)
        return step / abs(step)

    @cached_property
    def head_direction(self) -> complex:
        return rotated(self.upper_trunk_direction, self.pose.head)

    @cached_property
    def head(self) -> complex:
        return self.shoulder + NECK * interpolate(self.upper_trunk_direction, self.head_direction, 0.7)

    @cached_property
    def femur(self) -> complex:
        """The direction of the near femur, downwards."""
        return direction_at(self.pose.femur)

    @cached_property
    def knee(self) -> complex:
        return self.seat + FEMUR * self.femur

    @cached_property
    def shin(self) -> complex:
        """The direction of the near shin, downwards."""
        return direction_at(self.pose.femur + self.pose.knee)

    @cached_property
    def foot(self) -> complex:
        """The joint between the near shin and foot."""
        return self.knee + SHIN * self.shin

    @cached_property
    def toes(self) -> complex:
        """The direction in which the near foot points."""
        return rotated(self.shin * 1j, -self.pose.foot)

    @cached_property
    def far_knee(self) -> complex:
        return self.seat + FEMUR * direction_at(self.pose.far_femur)

    @cached_property
    def far_foot(self) -> complex:
        if self.kneeling:
            return complex(self.far_knee.real - SHIN, self.ground + KNEELING_FOOT)
        return (self.pose.platform + FOOT_HEIGHT) * 1j

    @cached_property
    def far_toes(self) -> complex:
        return rotated(-1j, -KNEELING_POINT) if self.kneeling else 1

    @property
    def lowest_point(self) -> float:
        """The height of the lowest point of the near limb."""
        toe = self.foot + 15 * self.toes + 4.8 * self.toes * -1j
        return min(self.knee.imag - 5.5, self.foot.imag - 3.6, toe.imag - 2.2)

    def hand_target(self, *, far: bool) -> complex | None:
        """Return the point that a hand holds or rests on; None if it is free."""
        pose = self.pose
        if pose.mark == "thought" and not far:
            return self.shoulder + (38 - 6j if self.lying else rotated(19 - 24j, pose.trunk / -4))
        if pose.hands == "free":
            return None
        if pose.hands == "region" and not far:
            return self.seat + 7 * self.lower_trunk_direction + 12 * self.lower_trunk_direction * 1j
        if pose.hands == "floor" or (pose.hands == "region" and self.kneeling):
            target = complex(self.shoulder.real + pose.reach + (6 if far else 0), self.ground + PALM)
            return self.folded_elbow - FOREARM if self.lying else target
        hold = complex(pose.reach, pose.grip)
        if pose.scene == "bench":
            return hold + (3 if far else -3)
        return hold + (9j if far else 0)

    @property
    def folded_elbow(self) -> complex:
        """The elbow of an arm that is folded under the head."""
        drop = self.shoulder.imag - self.ground - PALM
        return self.shoulder + complex(math.sqrt(max(ARM**2 - drop**2, 0)), -drop)

    def arm(self, *, far: bool) -> tuple[complex, complex]:
        """Return the positions of elbow and hand. A hand that does not reach its target points to it."""
        target = self.hand_target(far=far)
        if target is None:
            elbow = self.shoulder + ARM * rotated(-self.upper_trunk_direction, self.pose.arm)
            return elbow, elbow + FOREARM * rotated(-self.upper_trunk_direction, self.pose.arm + self.pose.elbow)
        if self.lying and self.pose.hands == "floor":
            return self.folded_elbow, target
        to_target = target - self.shoulder
        length = max(min(abs(to_target), ARM + FOREARM - 0.01), ARM - FOREARM + 0.01)
        bend = math.acos((ARM**2 + length**2 - FOREARM**2) / (2 * ARM * length))
        elbow = self.shoulder + ARM * exp(1j * (phase(to_target) - bend))
        return elbow, elbow + FOREARM * (target - elbow) / abs(target - elbow)


def reach_margin(body: Skeleton) -> float:
    """Return how much further the hands could reach; negative if they fall short of their targets."""
    targets = [target for target in (body.hand_target(far=False), body.hand_target(far=True)) if target is not None]
    return min((ARM + FOREARM - abs(target - body.shoulder) for target in targets), default=0.0)
