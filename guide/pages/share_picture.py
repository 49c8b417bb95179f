"""The picture that messengers and social networks show beside a link: name, title and figure, as PNG."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import resvg_py
from django.utils.html import escape

from guide.read_model.guide import Guide, cached_on_guide
from guide.read_model.parts import FrozenVariation

FONT = Path(__file__).parent / "fonts" / "Inter-Bold.ttf"
WIDTH, HEIGHT = 1200, 630
PAPER, INK, ACCENT = "#fbfaf6", "#16232e", "#b23216"
# The CSS variables of a drawing. resvg knows none.
COLOURS = {"body": INK, "pale": "#a9aeb1", "ground": PAPER, "gear": "#6b747b", "red": ACCENT, "number": ACCENT}
LETTERS_IN_LINE, MAX_LINES, LINE_HEIGHT = 13, 5, 86


@cached_on_guide  # it takes 10 times as long as a page, and the page cache does not store it for an unusual Host
def share_png(guide: Guide, slug: str = "") -> bytes:
    """Return the picture of a variation, or of the guide with the figure of its first variation."""
    variation: FrozenVariation | None = guide.find("variations", slug) if slug else None
    title = variation.title if variation else guide.cover.title
    drawn = [variation] if variation else guide.variations
    figures = [figure_svg(each) for each in drawn if each.pictures]
    svg = share_svg(guide.cover.name, title, figures[0] if figures else "")
    return resvg_py.svg_to_bytes(
        svg_string=svg, skip_system_fonts=True, font_files=[str(FONT)], sans_serif_family="Inter"
    )


def figure_svg(variation: FrozenVariation) -> str:
    """Return the drawing of the top of the movement, in the right half of the picture."""
    pictures = variation.pictures
    top = next((picture for picture in pictures if picture.moment == "top"), pictures[-1])
    drawing = re.sub(r"var\(--(\w+)\)", lambda name: COLOURS[name[1]], top.drawing)
    place = f'x="580" y="26" width="600" height="560" viewBox="{top.box}" preserveAspectRatio="xMaxYMax"'
    return f'<svg {place} fill="none" stroke-linecap="round" stroke-linejoin="round">{drawing}</svg>'


def share_svg(name: str, title: str, figure: str) -> str:
    lines = textwrap.wrap(title, LETTERS_IN_LINE, break_long_words=False, max_lines=MAX_LINES, placeholder=" …")
    text = "".join(f'<tspan x="72" dy="{LINE_HEIGHT}">{escape(line)}</tspan>' for line in lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif">'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{figure}'
        f'<g font-weight="700" fill="{INK}"><text x="72" y="104" font-size="34" fill="{ACCENT}">{escape(name)}</text>'
        f'<text y="128" font-size="72">{text}</text></g></svg>'
    )
