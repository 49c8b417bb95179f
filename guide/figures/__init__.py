"""Pictures of a body, drawn from joint angles in side view. Pure: numbers in, SVG text out.

Lengths are centimetres of a person of 170 cm, x to the front and y up, as complex numbers; the floor is y = 0.
A figure holds no id and no colour of its own: it names colours, and `figures.css` says which they are, so that a
figure follows dark mode, forced colours and print, and may stand on a page twice.
"""

from __future__ import annotations

from guide.figures.alt_text import in_words
from guide.figures.animation import Motion, motion
from guide.figures.muscle_map import REGIONS, TONES, muscle_map
from guide.figures.pose import HANDS, KITS, LIMITS, MARKS, PLACES, RESTS, SCENES, Pose
from guide.figures.render import Frame, draw, frame_of, layers, view_box
from guide.figures.validation import misfits

__all__ = [
    "HANDS",
    "KITS",
    "LIMITS",
    "MARKS",
    "PLACES",
    "REGIONS",
    "RESTS",
    "SCENES",
    "TONES",
    "Frame",
    "Motion",
    "Pose",
    "draw",
    "frame_of",
    "in_words",
    "layers",
    "misfits",
    "motion",
    "muscle_map",
    "view_box",
]
