"""The weekly sets as a small chart: an SVG with classes alone, so that the style sheet colours it.

Only whole numbers of the method go into it, and no text that anybody wrote.
"""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from guide.routine import Routine, Week

BAR_WIDTH, BAR_GAP, MAX_BAR_HEIGHT, BASELINE = 26, 8, 96, 112
MARGIN = 24
"""Room left of the first bar for the cap, and below the line for the weeks."""


def sets_chart(routine: Routine) -> SafeString:
    """Bars of weekly sets under the cap. What may be added stands open on top of its bar."""
    weeks, cap = routine.weeks, routine.prescription.weekly_sets_cap
    top = max(cap, *(week.weekly_sets + week.extra_sets for week in weeks))
    width, cap_y = MARGIN + len(weeks) * (BAR_WIDTH + BAR_GAP) + BAR_GAP, BASELINE - bar_height(cap, top)
    parts = [part for index, week in enumerate(weeks) for part in chart_bar(week, index, top)]
    parts += [
        f'<line class="cap" x1="{MARGIN}" x2="{width}" y1="{cap_y}" y2="{cap_y}"></line>',
        f'<text x="12" y="{cap_y}" dy="4">{cap}</text>',
        f'<line x1="{MARGIN}" x2="{width}" y1="{BASELINE}" y2="{BASELINE}"></line>',
    ]
    head = f'<svg viewBox="0 0 {width} {BASELINE + MARGIN}" role="img" aria-label="{chart_alt_text(weeks, cap)}">'
    return mark_safe(head + "".join(parts) + "</svg>")


def chart_legend(routine: Routine, side: str) -> str:
    """What the marks of the chart mean: those that are there."""
    parts = [f"Weekly sets{f' for each {side}' if side else ''}, week by week. The dashed line is the cap."]
    if any(week.extra_sets for week in routine.weeks):
        parts.append("Open boxes are sets to add only if reps and load have stalled.")
    if any(week.phase == "deload" for week in routine.weeks):
        parts.append("Pale bars are easier weeks.")
    return " ".join(parts)


def chart_alt_text(weeks: tuple[Week, ...], cap: int) -> str:
    figures = ", ".join(str(week.weekly_sets) for week in weeks)
    return f"Weekly sets from week 1 to week {len(weeks)}: {figures}. The cap is {cap}."


def chart_bar(week: Week, index: int, top: int) -> list[str]:
    x = MARGIN + BAR_GAP + index * (BAR_WIDTH + BAR_GAP)
    tall, middle = bar_height(week.weekly_sets, top), x + BAR_WIDTH // 2
    more = bar_height(week.weekly_sets + week.extra_sets, top) - tall
    easier = ' class="easier"' if week.phase == "deload" else ""
    return [
        f'<rect class="more" x="{x}" y="{BASELINE - tall - more}" width="{BAR_WIDTH}" height="{more}"></rect>'
        if more
        else "",
        f'<rect{easier} x="{x}" y="{BASELINE - tall}" width="{BAR_WIDTH}" height="{tall}"></rect>',
        f'<text class="on" x="{middle}" y="{BASELINE}" dy="-5">{week.weekly_sets}</text>',
        f'<text x="{middle}" y="{BASELINE}" dy="16">{week.number}</text>',
    ]


def bar_height(sets: int, top: int) -> int:
    return round(sets * MAX_BAR_HEIGHT / top)
