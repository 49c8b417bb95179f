"""The page that says whether the routine builder has an answer for everybody."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guide.checks import coverage_of
from guide.desk import desk_page, show, status_of
from guide.models.snapshot import KINDS, Key, snapshot_of
from guide.publishing import problems
from guide.routine import Finding
from guide.whereabouts import form_urls


class Linked(NamedTuple):
    """A finding with the name and the address of its row."""

    finding: Finding
    kind: str
    url: str


@desk_page("guide/edition/routines/", name="guide_edition_routines", right="guide.preview_guide")
@require_safe
def routines(request: HttpRequest) -> HttpResponse:
    snapshot = snapshot_of(status_of(request).rows)
    faults = problems(snapshot)
    coverage = None if faults else coverage_of(snapshot)
    findings = coverage.findings if coverage else ()
    urls = form_urls(Key(found.kind, found.slug) for found in findings)
    linked = [Linked(f, str(KINDS[f.kind]._meta.verbose_name), urls[Key(f.kind, f.slug)]) for f in findings]
    context = {"title": "Check the routines", "faults": faults, "coverage": coverage, "findings": linked}
    return show(request, "admin/guide/routines.html", context)
