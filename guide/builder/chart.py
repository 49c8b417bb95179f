"""A bar chart of the weekly sets, as SVG that the style sheet colours."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from guide.routine import Routine, Week

BAR_WIDTH, BAR_GAP, MAX_BAR_HEIGHT, BASELINE = 26, 8, 96, 112
MARGIN = 24  # on the left for the number of the cap, and at the bottom for the numbers of the weeks


def sets_chart(routine: Routine) -> SafeString:
    """Draw a bar for each week, an outlined one on top for extra sets, and a line for the cap."""
    weeks, cap = routine.weeks, routine.volume.cap
    top = max(cap, *(week.weekly_sets + week.extra_sets for week in weeks))
    width, cap_y = MARGIN + len(weeks) * (BAR_WIDTH + BAR_GAP) + BAR_GAP, BASELINE - bar_height(cap, top)
    parts = [part for index, week in enumerate(weeks) for part in chart_bar(week, index, top)]
    parts += [
        f'<line class="cap" x1="{MARGIN}" x2="{width}" y1="{cap_y}" y2="{cap_y}"/>',
        f'<text x="12" y="{cap_y}" dy="4">{cap}</text>',
        f'<line x1="{MARGIN}" x2="{width}" y1="{BASELINE}" y2="{BASELINE}"/>',
    ]
    head = f'<svg viewBox="0 0 {width} {BASELINE + MARGIN}" role="img" aria-label="{chart_alt_text(weeks, cap)}">'
    return mark_safe(head + "".join(parts) + "</svg>")  # safe: the drawing holds only numbers and fixed text


def chart_legend(routine: Routine, side: str) -> str:
    """Explain the marks that the chart has."""
    parts = [f"Weekly sets{f' for each {side}' if side else ''}, week by week. The dashed line is the most per week."]
    if any(week.extra_sets for week in routine.weeks):
        parts.append("Open boxes are sets to add only if reps and load have stalled.")
    if any(week.phase == "deload" for week in routine.weeks):
        parts.append("Pale bars are easier weeks.")
    return " ".join(parts)


def chart_alt_text(weeks: tuple[Week, ...], cap: int) -> str:
    figures = ", ".join(str(week.weekly_sets) for week in weeks)
    return f"Weekly sets from week 1 to week {len(weeks)}: {figures}. The most per week is {cap}."


def chart_bar(week: Week, index: int, top: int) -> list[str]:
    x, height = MARGIN + BAR_GAP + index * (BAR_WIDTH + BAR_GAP), bar_height(week.weekly_sets, top)
    extra = bar_height(week.weekly_sets + week.extra_sets, top) - height
    y, deload = BASELINE - height, ' class="deload"' if week.phase == "deload" else ""
    return [
        f'<g transform="translate({x})">',
        f'<rect class="more" y="{y - extra}" width="{BAR_WIDTH}" height="{extra}"/>' if extra else "",
        f'<rect{deload} y="{y}" width="{BAR_WIDTH}" height="{height}"/>',
        f'<text class="on" x="{BAR_WIDTH // 2}" y="{BASELINE - 5}">{week.weekly_sets}</text>',
        f'<text x="{BAR_WIDTH // 2}" y="{BASELINE + 16}">{week.number}</text></g>',
    ]


def bar_height(sets: int, top: int) -> int:
    return round(sets * MAX_BAR_HEIGHT / top)
