"""How each shape is painted: attributes of SVG whose colours are names that the page around it gives a value.

Such names reach into a drawing that a page takes from another file, where the page's own rules for classes do not.
So a figure in a file of its own still follows dark mode, the reader's choice of colours, forced colours and print.
"""

from __future__ import annotations

UNDER = 'paint-order="stroke"'
GEAR, RED, BODY = 'fill="var(--gear)"', 'fill="var(--red)"', 'fill="var(--body)"'
GEAR_LINE, RED_LINE, EDGE = 'stroke="var(--gear)"', 'stroke="var(--red)"', 'stroke="var(--ground)"'
GROUND, PALE = 'fill="var(--ground)"', 'fill="var(--pale)"'

SVG_STYLES: dict[str, str] = {
    "near": f'{BODY} {EDGE} stroke-width="4" {UNDER}',
    "far": f'{PALE} {EDGE} stroke-width="3" {UNDER}',
    "works": RED,
    "idle": f'{BODY} {EDGE} stroke-width="6" stroke-dasharray="4 8" {UNDER}',
    "floor": f'{GEAR_LINE} stroke-width="3"',
    "kit": f'{GEAR_LINE} stroke-width="3"',
    "post": f'{GEAR_LINE} stroke-width="7"',
    "kit-fill": f'{GEAR} {EDGE} stroke-width="1.5"',
    "mat": f'{GEAR} fill-opacity="0.45"',
    "cord": f'{GEAR_LINE} stroke-width="3.5"',
    "strap": f'{GEAR} {EDGE} stroke-width="3" {UNDER}',
    "wheel": f'{GROUND} {GEAR_LINE} stroke-width="4"',
    "band": f'{GEAR_LINE} stroke-width="7"',
    "weight": f'{GEAR} {EDGE} stroke-width="3"',
    "roller": f'{GEAR} {EDGE} stroke-width="3"',
    "reference": f'{GEAR_LINE} stroke-width="2.5" stroke-dasharray="2 7"',
    "stop": f'{RED_LINE} stroke-width="6"',
    "stop-field": f'{RED} fill-opacity="0.16"',
    "way": f'{RED_LINE} stroke-width="5" stroke-linecap="butt"',
    "missing": f'{RED_LINE} stroke-width="4" stroke-dasharray="1 9"',
    "tip": RED,
    "mark": f'{RED_LINE} stroke-width="6"',
    "mark-back": f'{EDGE} stroke-width="11"',
    "axis": f'{EDGE} stroke-width="2.5" stroke-dasharray="2 7"',
    "thought": f'{GROUND} {RED_LINE} stroke-width="5" {UNDER}',
    "rest": f'{PALE} fill-opacity="0.6"',
    "target": RED,
    "synergist": 'fill="var(--tint)"',
    "stabiliser": f'{GROUND} {RED_LINE} stroke-width="5" {UNDER}',
}
LABEL_STYLE = (
    'fill="var(--number)" font-family="system-ui,sans-serif" font-weight="700" font-size="22" text-anchor="end"'
)
