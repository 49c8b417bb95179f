"""The page of checks: what would stop a publication of the working copy, or make it ask."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guide.admin.site import admin_page, render_admin_page, request_status
from guide.checks import Finding, Severity, cached_coverage, cached_findings
from guide.editions.item_urls import edit_urls
from guide.http.page_cache import is_fragment
from guide.models.snapshot import ItemData, ItemKey, item_title, snapshot_from_items


class ItemFindings(NamedTuple):
    """All that was found in one item."""

    title: str
    url: str
    found: list[Finding]


@admin_page("checks/", name="checks", permission="guide.preview_guide")
@require_safe
def checks_view(request: HttpRequest) -> HttpResponse:
    rows = request_status(request).rows
    snapshot = snapshot_from_items(rows)
    found = cached_findings(snapshot)
    counts = {severity: sum(one.severity == severity for one in found) for severity in Severity}
    if is_fragment(request.META):
        return render(request, "admin/guide/dashboard/_counts.html", {"counts": counts})
    context = {"title": "Checks", "items": findings_by_item(found, rows), "counts": counts}
    if not counts[Severity.ERROR]:
        context["combinations"] = f"{cached_coverage(snapshot).combinations:,}"
    return render_admin_page(request, "admin/guide/checks.html", context)


def findings_by_item(findings: tuple[Finding, ...], items: Mapping[ItemKey, ItemData]) -> list[ItemFindings]:
    """The findings item by item, those first that stop a publication."""
    urls = edit_urls(one.key for one in findings)
    first: dict[ItemKey, int] = {}
    for place, finding in enumerate(findings):
        first.setdefault(finding.key, place)
    ordered = sorted(findings, key=lambda one: first[one.key])
    return [
        ItemFindings(item_title(items.get(key, {"slug": key.slug})), urls[key], list(own))
        for key, own in groupby(ordered, key=lambda one: one.key)
    ]
