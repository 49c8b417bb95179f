"""Front and back views of a body with muscle regions in three tones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from guide.figures.svg_paths import Circle, path, svg_int, tapered_outline

# In drawing order: where two regions overlap, the later tone covers the earlier one.
TONES = ("stabiliser", "synergist", "target")

# The right half of a body, y up from the floor. It is mirrored for the left half and used in both views.
TRUNK: tuple[Circle, ...] = ((8 + 89j, 9.8), (6.4 + 106j, 7.8), (8.4 + 121j, 9.4), (10 + 131j, 7.6))
CORE: tuple[Circle, ...] = ((131j, 12), (106j, 9), (89j, 12))
SLOPE: tuple[Circle, ...] = ((0.5 + 147j, 5), (6 + 137j, 5.6), (17.5 + 131j, 5.6))
LIMB: tuple[Circle, ...] = (
    *((9.6 + 87j, 9.8), (10.4 + 68j, 8.2), (9.8 + 49j, 5.4), (10.8 + 35j, 5.8), (10 + 18j, 3.6), (9.8 + 9j, 3)),
)
FOOT: tuple[Circle, ...] = ((9.8 + 9j, 3), (13.4 + 3j, 3))
ARM: tuple[Circle, ...] = (
    *((18.6 + 131j, 6.2), (22 + 117j, 4.9), (25 + 104j, 3.8), (27 + 97j, 4), (30.6 + 85j, 2.6), (32.4 + 76j, 3.4)),
)

Shape = Sequence[Circle]
FRONT: dict[str, Shape] = {
    "shoulders": ((19 + 131j, 4.6), (21.6 + 122j, 3.4)),
    "chest": ((6 + 126j, 4.6), (12 + 127j, 4)),
    "front-arm": ((22.4 + 117j, 3), (24.6 + 107j, 2.6)),
    "belly": ((4.6 + 115j, 4), (4.4 + 104j, 3.8), (3 + 92j, 2)),
    "front-femur": ((11 + 80j, 5.4), (11 + 65j, 5), (10.5 + 55j, 3)),
    "shins": ((12 + 40j, 2.6), (11.5 + 22j, 1.8)),
}
BACK: dict[str, Shape] = {
    "upper-back": ((5 + 134j, 3.4), (7.6 + 124j, 4.4), (5 + 114j, 2.6)),
    "rear-arm": ((21.6 + 120j, 3.2), (24.6 + 108j, 2.6)),
    "lower-back": ((3 + 124j, 1.8), (3.8 + 110j, 2.9), (3.2 + 97j, 2.2)),
    "seat": ((5.4 + 94j, 4), (8 + 88j, 7), (9.8 + 82j, 6)),
    "rear-femur": ((9.8 + 72j, 5.6), (10.4 + 61j, 5.2), (10 + 50j, 2.6)),
    "calves": ((10.6 + 41j, 4.2), (11 + 31j, 3.4)),
}
REGIONS = {
    "seat": "seat (back view and side view)",
    "rear-femur": "back of the femur (back view and side view)",
    "front-femur": "front of the femur (front view and side view)",
    "lower-back": "beside the lower spine (back view and side view)",
    "upper-back": "between the shoulder blades (back view and side view)",
    "belly": "belly (front view and side view)",
    "chest": "chest (front view and side view)",
    "front-arm": "front of the upper arm (front view and side view)",
    "rear-arm": "back of the upper arm (back view)",
    "shoulders": "shoulders (front view)",
    "shins": "front of the shin (front view)",
    "calves": "back of the shin (back view)",
}
VIEW_CENTRES = {"front": 44, "back": 136}  # x
HEIGHT = 176


def muscle_map(tones: Mapping[str, str], label: str) -> str:
    """Draw both views as one SVG. `tones` maps regions to tones. The label must be escaped."""
    ordered = sorted(tones.items(), key=lambda item: TONES.index(item[1]))
    views = "".join(
        _view(VIEW_CENTRES[name], [(shapes[region], tone) for region, tone in ordered if region in shapes])
        for name, shapes in (("front", FRONT), ("back", BACK))
    )
    size = f"0 {svg_int(-HEIGHT)} {svg_int(180)} {svg_int(HEIGHT + 2)}"
    return f'<svg class="muscle-map" viewBox="{size}" role="img" aria-label="{label}">{views}</svg>'


def _view(centre: float, regions: list[tuple[Shape, str]]) -> str:
    head = tapered_outline((centre + 161j, 9.4), (centre + 156j, 8.4), (centre + 151j, 4.6)) + tapered_outline(
        (centre + 152j, 5), (centre + 146j, 4.8), (centre + 138j, 5.8)
    )
    halves = "".join(
        tapered_outline(*_placed(part, centre, side)) for side in (1, -1) for part in (TRUNK, SLOPE, LIMB, FOOT, ARM)
    )
    body = path("body-map", head, halves, tapered_outline(*_placed(CORE, centre, 1)))
    return body + "".join(
        path(tone, *(tapered_outline(*_placed(shape, centre, side)) for side in (1, -1))) for shape, tone in regions
    )


def _placed(shape: Shape, centre: float, side: int) -> list[Circle]:
    return [(complex(centre + side * at.real, at.imag), radius) for at, radius in shape]
