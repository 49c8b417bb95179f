"""The page of checks: what would stop a publication of the working copy, or make it ask."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.admin.site import desk_page, show, status_of
from guide.checks import Finding, Severity, checked, coverage_of
from guide.editions.item_urls import form_urls
from guide.models.snapshot import Key, Plain, snapshot_of, title_of


class Findings(NamedTuple):
    """All that was found in one item."""

    title: str
    url: str
    found: list[Finding]


@desk_page("checks/", name="checks", right="guide.preview_guide")
@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    rows = status_of(request).rows
    snapshot = snapshot_of(rows)
    found = checked(snapshot)
    counts = {severity: sum(one.severity == severity for one in found) for severity in Severity}
    if request.htmx:
        return render(request, "admin/guide/dashboard/_counts.html", {"counts": counts})
    context = {"title": "Checks", "items": by_item(found, rows), "counts": counts}
    if not counts[Severity.ERROR]:
        context["combinations"] = f"{coverage_of(snapshot).combinations:,}"
    return show(request, "admin/guide/checks.html", context)


def by_item(found: tuple[Finding, ...], items: Mapping[Key, Plain]) -> list[Findings]:
    """The findings item by item, those first that stop a publication."""
    urls = form_urls(one.key for one in found)
    first: dict[Key, int] = {}
    for place, one in enumerate(found):
        first.setdefault(one.key, place)
    ordered = sorted(found, key=lambda one: first[one.key])
    return [
        Findings(title_of(items.get(key, {"slug": key.slug})), urls[key], list(own))
        for key, own in groupby(ordered, key=lambda one: one.key)
    ]
