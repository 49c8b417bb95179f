"""The weekly sets as a small chart: an SVG with classes alone, so that the style sheet colours it.

Only whole numbers of the method go into it, and no text that anybody wrote.
"""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from guide.routine import Routine, Week

BAR, GAP, TALL, BASE = 26, 8, 96, 112
ROOM = 24
"""Room left of the first bar for the cap, and below the line for the weeks."""


def chart(routine: Routine) -> SafeString:
    """Bars of weekly sets under the cap. What may be added stands open on top of its bar."""
    weeks, cap = routine.weeks, routine.prescription.weekly_sets_cap
    top = max(cap, *(week.weekly + week.extra for week in weeks))
    width, cap_y = ROOM + len(weeks) * (BAR + GAP) + GAP, BASE - height(cap, top)
    parts = [part for index, week in enumerate(weeks) for part in bar(week, index, top)]
    parts += [
        f'<line class="cap" x1="{ROOM}" x2="{width}" y1="{cap_y}" y2="{cap_y}"></line>',
        f'<text x="12" y="{cap_y}" dy="4">{cap}</text>',
        f'<line x1="{ROOM}" x2="{width}" y1="{BASE}" y2="{BASE}"></line>',
    ]
    head = f'<svg viewBox="0 0 {width} {BASE + ROOM}" role="img" aria-label="{summary(weeks, cap)}">'
    return mark_safe(head + "".join(parts) + "</svg>")


def legend(routine: Routine, side: str) -> str:
    """What the marks of the chart mean: those that are there."""
    parts = [f"Weekly sets{f' for each {side}' if side else ''}, week by week. The dashed line is the cap."]
    if any(week.extra for week in routine.weeks):
        parts.append("Open boxes are sets to add only if reps and load have stalled.")
    if any(week.phase == "easier" for week in routine.weeks):
        parts.append("Pale bars are easier weeks.")
    return " ".join(parts)


def summary(weeks: tuple[Week, ...], cap: int) -> str:
    figures = ", ".join(str(week.weekly) for week in weeks)
    return f"Weekly sets from week 1 to week {len(weeks)}: {figures}. The cap is {cap}."


def bar(week: Week, index: int, top: int) -> list[str]:
    x = ROOM + GAP + index * (BAR + GAP)
    tall, middle = height(week.weekly, top), x + BAR // 2
    more = height(week.weekly + week.extra, top) - tall
    easier = ' class="easier"' if week.phase == "easier" else ""
    return [
        f'<rect class="more" x="{x}" y="{BASE - tall - more}" width="{BAR}" height="{more}"></rect>' if more else "",
        f'<rect{easier} x="{x}" y="{BASE - tall}" width="{BAR}" height="{tall}"></rect>',
        f'<text class="on" x="{middle}" y="{BASE}" dy="-5">{week.weekly}</text>',
        f'<text x="{middle}" y="{BASE}" dy="16">{week.number}</text>',
    ]


def height(sets: int, top: int) -> int:
    return round(sets * TALL / top)
