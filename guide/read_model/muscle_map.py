"""The muscle map: its SVG file, and what pages show of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from guide import figures
from guide.read_model.parts import FrozenMuscle

MUSCLE_MAP_KEY = ("muscles", "map")  # kind and slug in the address of the file


@dataclass(frozen=True)
class Plate:
    """One view of the body. Its drawing and its labels are fragments of the map's file."""

    view: str
    alt: str
    box: str  # SVG's `viewBox`
    close_up: str


@dataclass(frozen=True)
class MuscleMap:
    plates: tuple[Plate, ...]
    file: str  # its address
    svg: str
    version: str

    @property
    def main_plate(self) -> Plate:
        """The first plate that can show the moving muscles alone."""
        return next((plate for plate in self.plates if plate.close_up), self.plates[0])


def draw_muscle_map(muscles: Sequence[FrozenMuscle], svg_address: Callable[[str], str]) -> MuscleMap | None:
    """Return the map; None if no muscle names a region that is drawn."""
    plates = figures.muscle_plates(
        [figures.MappedMuscle(row.name, row.plain_name, row.role, tuple(row.regions)) for row in muscles]
    )
    if not plates:
        return None
    svg = _muscle_map_svg(plates)
    version = hashlib.sha256(svg.encode()).hexdigest()[:10]
    shown = tuple(Plate(plate.view, _alt(plate), plate.box, plate.close_up) for plate in plates)
    return MuscleMap(shown, svg_address(version), svg, version)


def _alt(plate: figures.MusclePlate) -> str:
    roles = ". ".join(f"{muscle.name}: {muscle.tone}" for muscle in plate.muscles)
    return f"Muscles, seen from the {plate.view}. {roles}."


def _muscle_map_svg(plates: Sequence[figures.MusclePlate]) -> str:
    parts = {tone: figures.tone_swatch(tone) for tone in figures.TONES}
    for plate in plates:
        parts |= {plate.view: plate.drawing, f"{plate.view}-labels": plate.labels}
    groups = "".join(f'<g id="{name}">{drawing}</g>' for name, drawing in parts.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">{groups}</svg>'
