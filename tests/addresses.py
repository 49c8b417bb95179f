"""One address of each kind of page."""

from __future__ import annotations

READING = ["/", "/guide/", "/guide/form/", "/guide/muscles/", "/guide/mistakes/", "/guide/programming/"]
READING += ["/guide/variations/", "/guide/who/", "/guide/summary/", "/questions/", "/questions/how-high/"]
READING += ["/sources/", "/changes/", "/about/"]
CHOOSING = ["/variations/", "/variations/?equipment=band&equipment=rope"]
CHOOSING += [f"/variations/{slug}/" for slug in ("cable", "band", "dumbbell", "bodyweight", "machine")]
ROUTINE = "/routine/?aim=hypertrophy&experience=advanced&equipment=cable&placement=isolation"
BUILDING = ["/routine/", ROUTINE, ROUTINE.replace("/?", "/edit/?"), "/routine/?aim=x&days=99"]
FINDING = ["/search/", "/search/?q=how+often", "/search/?q=zzzz"]
KINDS = [*READING, *CHOOSING, *BUILDING, *FINDING]
