"""Side views of a body as SVG, drawn from joint angles. Pure: no Django and no input or output.

Points are complex numbers in centimetres for a person of 170 cm: x to the front, y up, the floor at y = 0.
Figures have no ids, so that a page can show one twice. Their colours are CSS variables that `figures.css` sets, so
that figures follow dark mode, forced colours and print.
"""

from __future__ import annotations

from guide.figures.alt_text import pose_alt_text
from guide.figures.animation import AnimationTemplate, animate
from guide.figures.muscle_map import TONES, MappedMuscle, MusclePlate, muscle_plates, tone_swatch
from guide.figures.muscle_shapes import REGIONS
from guide.figures.pose import (
    ANGLE_LIMITS,
    CENTIMETRES,
    EQUIPMENT_KINDS,
    FAULT_MARKS,
    HANDS,
    MARK_PLACES,
    SCENES,
    SUPPORTS,
    Pose,
)
from guide.figures.render import ViewFrame, common_frame, figure_layers, render_figure, view_box
from guide.figures.validation import pose_faults

__all__ = [
    "ANGLE_LIMITS",
    "CENTIMETRES",
    "EQUIPMENT_KINDS",
    "FAULT_MARKS",
    "HANDS",
    "MARK_PLACES",
    "REGIONS",
    "SCENES",
    "SUPPORTS",
    "TONES",
    "AnimationTemplate",
    "MappedMuscle",
    "MusclePlate",
    "Pose",
    "ViewFrame",
    "animate",
    "common_frame",
    "figure_layers",
    "muscle_plates",
    "pose_alt_text",
    "pose_faults",
    "render_figure",
    "tone_swatch",
    "view_box",
]
