"""One address of each kind of page."""

from __future__ import annotations

READING = ["/", "/guide/", "/guide/form/", "/guide/muscles/", "/guide/mistakes/", "/guide/programming/"]
READING += ["/guide/variations/", "/guide/who/", "/guide/summary/", "/questions/", "/questions/how-high/"]
READING += ["/sources/", "/changes/", "/about/"]
CHOOSING = ["/variations/", "/variations/?equipment=band&equipment=rope"]
VARIATIONS = ["cable", "band", "dumbbell", "bodyweight", "machine"]
VARIATIONS += ["standing", "band-knees", "ankle-weights", "face-down"]
CHOOSING += [f"/variations/{slug}/" for slug in VARIATIONS]
ROUTINE = "/routine/?aim=hypertrophy&experience=advanced&equipment=cable&placement=isolation"
BUILDING = ["/routine/", ROUTINE, ROUTINE.replace("/?", "/edit/?"), "/routine/?aim=x&days=99"]
FINDING = ["/search/", "/search/?q=how+often", "/search/?q=zzzz"]
KINDS = [*READING, *CHOOSING, *BUILDING, *FINDING]
LAST = "&left=12+x&right=12&load_used=a&reps_in_reserve=x&felt=fine"
# Pages that readers reach from others: print, correct, send.
FURTHER_PAGES = ["/routine/log/", ROUTINE.replace("/?", "/card/?"), ROUTINE.replace("/?", "/session/?"), ROUTINE + LAST]
FURTHER_PAGES += [
    ROUTINE + "&left=12+11+10&right=12+11+10&load_used=20&unit=kg&reps_in_reserve=2&felt=fine",
    "/feedback/variation/cable/",
]
FURTHER_PAGES += ["/feedback/variation/cable/?sent=1", "/offline/", f"{ROUTINE}&avoid=pain&weeks=12"]
