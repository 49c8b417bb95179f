"""The page of checks: errors, coverage gaps and warnings found in the working copy."""

from __future__ import annotations

from collections.abc import Mapping
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
    title: str
    url: str
    findings: list[Finding]


@admin_page("checks/", name="checks", permission="guide.preview_guide")
@require_safe
def checks_view(request: HttpRequest) -> HttpResponse:
    rows = request_status(request).rows
    snapshot = snapshot_from_items(rows)
    findings = cached_findings(snapshot)
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in Severity}
    if is_fragment(request.META):
        return render(request, "admin/guide/dashboard/_counts.html", {"counts": counts})
    context = {"title": "Checks", "items": findings_by_item(findings, rows), "counts": counts}
    if not counts[Severity.ERROR]:
        context["combinations"] = f"{cached_coverage(snapshot).combinations:,}"
    return render_admin_page(request, "admin/guide/checks.html", context)


def findings_by_item(findings: tuple[Finding, ...], items: Mapping[ItemKey, ItemData]) -> list[ItemFindings]:
    """Group findings by item. Items keep the order of their first finding, so that errors come first."""
    grouped: dict[ItemKey, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.key, []).append(finding)
    urls = edit_urls(grouped)
    return [
        ItemFindings(item_title(items.get(key, {"slug": key.slug})), urls[key], own) for key, own in grouped.items()
    ]
