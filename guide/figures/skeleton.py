"""From joint angles to places: forward kinematics, and arms that end where the hands hold."""

from __future__ import annotations

import math
from cmath import exp, phase
from functools import cached_property

from guide.figures.pose import Pose
from guide.figures.svg_paths import between, hanging, turned

FEMUR, SHIN, FOOT_HEIGHT = 42.0, 41.0, 7.0
LOWER_TRUNK, UPPER_TRUNK, NECK = 20.0, 28.0, 20.0
ARM, FOREARM = 28.5, 25.0
KNEE_HEIGHT, KNEELING_FOOT, PALM = 6.0, 4.0, 3.5
KNEELING_POINT = 65


class Body:
    """Where every joint of a pose is."""

    def __init__(self, pose: Pose) -> None:
        self.pose = pose

    @property
    def kneeling(self) -> bool:
        return self.pose.support == "knee"

    @cached_property
    def seat(self) -> complex:
        """The joint between trunk and femur. It follows from what rests on the floor."""
        if self.kneeling:
            return KNEE_HEIGHT * 1j - FEMUR * hanging(self.pose.far_femur)
        shin = hanging(self.pose.far_femur + self.pose.far_knee)
        return FOOT_HEIGHT * 1j - SHIN * shin - FEMUR * hanging(self.pose.far_femur)

    @cached_property
    def low_up(self) -> complex:
        """The direction of the lower trunk, upwards. A hollow back tips it forward and the chest back."""
        return -hanging(self.pose.trunk + self.pose.arch / 2)

    @cached_property
    def high_up(self) -> complex:
        return -hanging(self.pose.trunk - self.pose.arch / 2)

    @cached_property
    def waist(self) -> complex:
        return self.seat + LOWER_TRUNK * self.low_up

    @cached_property
    def shoulder(self) -> complex:
        return self.waist + UPPER_TRUNK * self.high_up

    def spine(self, share: float) -> complex:
        """A point on the curve of the back, from the seat (0) to the shoulder (1)."""
        bend = self.waist + (self.waist - between(self.seat, self.shoulder, 0.42)) * 0.9
        return between(between(self.seat, bend, share), between(bend, self.shoulder, share), share)

    def up_at(self, share: float) -> complex:
        """The direction of the back there, upwards."""
        step = self.spine(share + 0.05) - self.spine(share - 0.05)
        return step / abs(step)

    @cached_property
    def head_up(self) -> complex:
        return turned(self.high_up, self.pose.head)

    @cached_property
    def head(self) -> complex:
        return self.shoulder + NECK * between(self.high_up, self.head_up, 0.7)

    @cached_property
    def knee(self) -> complex:
        return self.seat + FEMUR * hanging(self.pose.femur)

    @cached_property
    def shin(self) -> complex:
        return hanging(self.pose.femur + self.pose.knee)

    @cached_property
    def foot(self) -> complex:
        """The joint of the near foot."""
        return self.knee + SHIN * self.shin

    @cached_property
    def toes(self) -> complex:
        """The direction in which the near foot points."""
        return turned(self.shin * 1j, -self.pose.foot)

    @cached_property
    def far_knee(self) -> complex:
        return self.seat + FEMUR * hanging(self.pose.far_femur)

    @cached_property
    def far_foot(self) -> complex:
        return complex(self.far_knee.real - SHIN, KNEELING_FOOT) if self.kneeling else FOOT_HEIGHT * 1j

    @cached_property
    def far_toes(self) -> complex:
        return turned(-1j, -KNEELING_POINT) if self.kneeling else 1

    @property
    def lowest(self) -> float:
        """How high the lowest point of the near limb is."""
        toe = self.foot + 15 * self.toes + 4.8 * self.toes * -1j
        return min(self.knee.imag - 5.5, self.foot.imag - 3.6, toe.imag - 2.2)

    def held(self, *, far: bool) -> complex | None:
        """What a hand holds or rests on, or None where it is free."""
        pose = self.pose
        if pose.hands == "free":
            return None
        if pose.hands == "region" and not far:
            return self.seat + 7 * self.low_up + 12 * self.low_up * 1j
        if pose.hands == "floor" or (pose.hands == "region" and self.kneeling):
            return complex(self.shoulder.real + pose.reach + (5 if far else 0), PALM)
        return complex(pose.reach, pose.grip + (7 if far else 0))

    def arm(self, *, far: bool) -> tuple[complex, complex]:
        """Elbow and hand."""
        goal = self.held(far=far)
        if goal is None:
            elbow = self.shoulder + ARM * turned(-self.high_up, self.pose.arm)
            return elbow, elbow + FOREARM * turned(-self.high_up, self.pose.arm + self.pose.elbow)
        away = goal - self.shoulder
        length = max(min(abs(away), ARM + FOREARM - 0.01), ARM - FOREARM + 0.01)
        bend = math.acos((ARM**2 + length**2 - FOREARM**2) / (2 * ARM * length))
        elbow = self.shoulder + ARM * exp(1j * (phase(away) - bend))
        return elbow, elbow + FOREARM * (goal - elbow) / abs(goal - elbow)


def reach_left(body: Body) -> float:
    """How much further the hands could reach; negative where they fall short."""
    goals = [goal for goal in (body.held(far=False), body.held(far=True)) if goal is not None]
    return min((ARM + FOREARM - abs(goal - body.shoulder) for goal in goals), default=0.0)
