"""SVG attributes for each kind of shape. Colours are CSS variables that the page sets.

Classes would not do: when a page shows a drawing of another file with <use>, its variables apply but its rules do not.
"""

from __future__ import annotations

STROKE_FIRST = 'paint-order="stroke"'
GEAR, RED, BODY = 'fill="var(--gear)"', 'fill="var(--red)"', 'fill="var(--body)"'
GEAR_LINE, RED_LINE, GROUND_LINE = 'stroke="var(--gear)"', 'stroke="var(--red)"', 'stroke="var(--ground)"'
GROUND, PALE = 'fill="var(--ground)"', 'fill="var(--pale)"'

SVG_STYLES: dict[str, str] = {
    "near": f'{BODY} {GROUND_LINE} stroke-width="4" {STROKE_FIRST}',
    "far": f'{PALE} {GROUND_LINE} stroke-width="3" {STROKE_FIRST}',
    "active": RED,
    "idle": PALE,
    "floor": f'{GEAR_LINE} stroke-width="3"',
    "equipment-line": f'{GEAR_LINE} stroke-width="3"',
    "post": f'{GEAR_LINE} stroke-width="7"',
    "equipment": f'{GEAR} {GROUND_LINE} stroke-width="1.5"',
    "mat": f'{GEAR} fill-opacity="0.45"',
    "cord": f'{GEAR_LINE} stroke-width="3.5"',
    "strap": f'{GEAR} {GROUND_LINE} stroke-width="3" {STROKE_FIRST}',
    "seam": f'{GROUND_LINE} stroke-width="2"',
    "wheel": f'{GROUND} {GEAR_LINE} stroke-width="4"',
    "band": f'{GEAR_LINE} stroke-width="7"',
    "weight": f'{GEAR} {GROUND_LINE} stroke-width="3"',
    "roller": f'{GEAR} {GROUND_LINE} stroke-width="3"',
    "reference": f'{GEAR_LINE} stroke-width="2.5" stroke-dasharray="2 7"',
    "stop": f'{RED_LINE} stroke-width="6"',
    "stop-field": RED,
    "range-arrow": f'{RED_LINE} stroke-width="5" stroke-linecap="butt"',
    "missing": f'{RED_LINE} stroke-width="4" stroke-dasharray="1 9"',
    "arrow-head": RED,
    "mark": f'{RED_LINE} stroke-width="6"',
    "mark-outline": f'{GROUND_LINE} stroke-width="11"',
    "breath": 'stroke="var(--body)" stroke-width="4"',
    "breath-head": BODY,
    "axis": f'{GROUND_LINE} stroke-width="2.5" stroke-dasharray="2 7"',
    "phone": f'{BODY} {GROUND_LINE} stroke-width="4" {STROKE_FIRST}',
    "screen": GROUND,
}
LABEL_STYLE = (
    'fill="var(--number)" font-family="system-ui,sans-serif" font-weight="700" font-size="20" text-anchor="end"'
)
