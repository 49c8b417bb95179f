"""The page of checks: what would stop a publication of the working copy, or make it ask."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.changes import title_of
from guide.checks import Finding, Severity, checked
from guide.desk import desk_page, show
from guide.models.snapshot import Key, Snapshot, items_of, take
from guide.whereabouts import form_urls


class Findings(NamedTuple):
    """All that was found in one item."""

    title: str
    url: str
    found: list[Finding]


@desk_page("checks/", name="checks", right="guide.preview_guide")
@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    snapshot = take()
    found = checked(snapshot)
    counts = {severity: sum(one.severity == severity for one in found) for severity in Severity}
    if request.htmx:
        return render(request, "admin/guide/desk/_counts.html", {"counts": counts})
    context = {"title": "Checks", "items": by_item(found, snapshot), "counts": counts}
    return show(request, "admin/guide/checks.html", context)


def by_item(found: tuple[Finding, ...], snapshot: Snapshot) -> list[Findings]:
    """The findings item by item, those first that stop a publication."""
    items, urls = items_of(snapshot), form_urls(one.key for one in found)
    first: dict[Key, int] = {}
    for place, one in enumerate(found):
        first.setdefault(one.key, place)
    ordered = sorted(found, key=lambda one: first[one.key])
    return [
        Findings(title_of(items.get(key, {"slug": key.slug})), urls[key], list(own))
        for key, own in groupby(ordered, key=lambda one: one.key)
    ]
