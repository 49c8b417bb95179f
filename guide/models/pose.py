"""Poses: joint angles that the figures are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from guide import figures
from guide.models.base import Child
from guide.models.fields import NotationField
from guide.notation import CodeList, Range

NO_REGION = "none"


def number_field(name: str, help_text: str, default: int = 0) -> models.SmallIntegerField:
    low, high = figures.ANGLE_LIMITS[name]
    unit = " cm" if name in figures.CENTIMETRES else "" if name == "plates" else "°"
    return models.SmallIntegerField(
        default=default,
        help_text=f"{help_text} {low} to {high}{unit}.",
        validators=[MinValueValidator(low), MaxValueValidator(high)],
    )


def choice_field(choices: Mapping[str, str], default: str, help_text: str) -> models.CharField:
    return models.CharField(max_length=20, choices=list(choices.items()), default=default, help_text=help_text)


def regions_field(help_text: str) -> NotationField:
    return NotationField(notation=CodeList, blank=True, help_text=f"{help_text} Names: {', '.join(figures.REGIONS)}.")


def unknown_region_message(codes: Any, *extra: str) -> str | None:
    """Return a message about the first unknown region, or None. `extra` names are allowed too."""
    if not isinstance(codes, CodeList):
        return None
    unknown = [code for code in codes if code not in (*figures.REGIONS, *extra)]
    return f"“{unknown[0]}” is not a region. The regions are {', '.join(figures.REGIONS)}." if unknown else None


class AbstractPose(Child):
    """A figure in side view, facing right, in degrees and cm. The near limb is the working one."""

    caption = models.CharField(max_length=150, help_text="One or two short sentences below the picture.")
    support = choice_field(figures.SUPPORTS, "foot", "What carries the body.")
    hands = choice_field(figures.HANDS, "free", "What the hands hold.")
    equipment = choice_field(figures.EQUIPMENT_KINDS, "none", "What loads the limb.")
    scene = choice_field(figures.SCENES, "floor", "What is around the body.")
    trunk = number_field("trunk", "How far the trunk leans forward from upright; 90 is level.")
    arch = number_field("arch", "How far the lower back is hollow; below 0 it is round.")
    head = number_field("head", "How far the head is raised.")
    femur = number_field("femur", "The near femur from straight down; above 0 is towards the back.")
    knee = number_field("knee", "How far the near knee is bent.")
    foot = number_field("foot", "How far the near foot points; 0 is a right angle.")
    far_femur = number_field("far_femur", "The far femur from straight down.")
    far_knee = number_field("far_knee", "How far the far knee is bent. It counts if the far foot carries the body.")
    arm = number_field("arm", "Free hands: how far the arms are raised from the trunk to the front.")
    elbow = number_field("elbow", "Free hands: how far the elbows are bent.")
    reach = number_field("reach", "How far the support is in front of the far foot, or the hands of the shoulders.")
    grip = number_field("grip", "How high the hands hold the support.")
    platform = number_field("platform", "Height of a plate or low step under the far foot.")
    plates = number_field("plates", "Plates of the stack that are lifted; with 0, the cord hangs slack.", default=2)
    start_angle = number_field("start_angle", "The near femur where the movement begins: the arrow starts there.")
    stop_angle = NotationField(
        notation=Range,
        blank=True,
        help_text="Where to stop: degrees of the near femur behind the line of the trunk, such as 10-20; 0 is in line.",
    )
    active_regions = regions_field(
        f"Regions drawn in red, separated by spaces. Blank is the target muscle; {NO_REGION} is nothing."
    )

    class Meta(Child.Meta):
        abstract = True

    @classmethod
    @cache
    def content_fields(cls) -> tuple[models.Field, ...]:
        """Put the moment first: it names the pose in files."""
        return tuple(sorted(super().content_fields(), key=lambda field: field.name != "moment"))

    @classmethod
    def compact(cls, data: dict[str, Any]) -> Any:
        """Drop blank and default values, so that files hold only the few numbers that matter."""
        defaults = cls.default_values()
        return {name: value for name, value in data.items() if value not in ("", [], defaults.get(name))}

    @classmethod
    @cache
    def default_values(cls) -> dict[str, Any]:
        return {field.name: field.get_default() for field in cls.content_fields() if field.has_default()}

    def clean(self) -> None:
        faults = {"active_regions": unknown_region_message(self.active_regions, NO_REGION)}
        numbers = [(getattr(self, name), limits) for name, limits in figures.ANGLE_LIMITS.items()]
        # The fields themselves report a value that is no number or out of range.
        if all(isinstance(value, int) and low <= value <= high for value, (low, high) in numbers):
            faults |= figures.pose_faults(self.to_figure())
        if faults := {name: message for name, message in faults.items() if message}:
            raise ValidationError(faults)

    def to_figure(self) -> figures.Pose:
        return figures.Pose.from_row({field.name: getattr(self, field.name) for field in self.content_fields()})
