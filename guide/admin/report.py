"""What readers say, in the admin: read it, mark it as answered. Nobody writes it by hand."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

from guide.models import Report


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    list_display = ("made_at", "page", "verdict", "text", "edition", "state")
    list_display_links = ("made_at",)
    list_editable = ("state",)
    list_filter = ("state", "verdict", "kind", "made_at")
    list_select_related = ("edition",)
    search_fields = ("slug", "text")
    date_hierarchy = "made_at"
    fields = ("made_at", "page", "edition", "verdict", "text", "state")
    readonly_fields = ("made_at", "page", "edition", "verdict", "text")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Reports come from readers."""
        return False

    @admin.display(description="page", ordering="slug")
    def page(self, report: Report) -> str:
        anchor = f" #{report.anchor}" if report.anchor else ""
        return format_html('<a href="{}">{} {}{}</a>', report.get_absolute_url(), report.kind, report.slug, anchor)
