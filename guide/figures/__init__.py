"""Pictures of a body, drawn from joint angles in side view. Pure: numbers in, SVG text out.

Lengths are centimetres of a person of 170 cm, x to the front and y up, as complex numbers; the floor is y = 0.
A figure holds no id and no colour of its own: it names colours, and `figures.css` says which they are, so that a
figure follows dark mode, forced colours and print, and may stand on a page twice.
"""

from __future__ import annotations

from guide.figures.alt_text import pose_alt_text
from guide.figures.animation import AnimationTemplate, animate
from guide.figures.muscle_map import REGIONS, TONES, muscle_map
from guide.figures.pose import ANGLE_LIMITS, EQUIPMENT_KINDS, FAULT_MARKS, HANDS, MARK_PLACES, SCENES, SUPPORTS, Pose
from guide.figures.render import ViewFrame, common_frame, figure_layers, render_figure, view_box
from guide.figures.validation import pose_faults

__all__ = [
    "ANGLE_LIMITS",
    "EQUIPMENT_KINDS",
    "FAULT_MARKS",
    "HANDS",
    "MARK_PLACES",
    "REGIONS",
    "SCENES",
    "SUPPORTS",
    "TONES",
    "AnimationTemplate",
    "Pose",
    "ViewFrame",
    "animate",
    "common_frame",
    "figure_layers",
    "muscle_map",
    "pose_alt_text",
    "pose_faults",
    "render_figure",
    "view_box",
]
