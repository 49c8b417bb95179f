"""Feedback from readers: list, answer and export it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from guide.audit.csv_export import csv_response
from guide.audit.log import log_export
from guide.editions.item_urls import edit_urls
from guide.models import Report
from guide.models.snapshot import ItemKey

COLUMNS = ("received at", "type", "page", "anchor", "edition", "verdict", "text", "state",
           "answered by", "answered at", "note")  # fmt: skip


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    change_list_template = "admin/guide/feedback.html"
    list_display = ("made_at", "page", "verdict", "text", "edition", "state", "answered_by")
    list_editable = ("state",)
    list_filter = ("state", "verdict", "kind", ("edition", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("edition",)
    search_fields = ("slug", "text", "answer")
    date_hierarchy = "made_at"
    readonly_fields = ("made_at", "page", "edit_link", "edition", "verdict", "text", "answered_by", "answered_at")
    fields = (*readonly_fields, "state", "answer")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # Only readers send feedback.

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_choice_field(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = db_field.verbose_name  # the list shows no label beside the field
        return field

    @admin.display(description="page", ordering="slug")
    def page(self, report: Report) -> SafeString:
        anchor = f" #{report.anchor}" if report.anchor else ""
        return format_html('<a href="{}">{} {}{}</a>', report.get_absolute_url(), report.kind, report.slug, anchor)

    @admin.display(description="text to correct")
    def edit_link(self, report: Report) -> SafeString:
        key = reported_item_key(report.kind, report.slug)
        return format_html('<a href="{}">Edit {} {}</a>', edit_urls([key])[key], report.kind, report.slug)

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        obj.mark_answered(by=request.user.get_username())
        super().save_model(request, obj, form, change)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        counts = list(Report.objects.per_page())
        urls = edit_urls(reported_item_key(row["kind"], row["slug"]) for row in counts)
        for row in counts:
            row |= {"edit_url": urls[reported_item_key(row["kind"], row["slug"])]}
        return super().changelist_view(request, (extra_context or {}) | {"counts": counts})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.export_view))
        return [path("export/", view, name="guide_report_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Export the reports that match the filters of the list as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        reports = self.get_changelist_instance(request).get_queryset(request)
        log_export(request, "the feedback as CSV")
        return csv_response("feedback", COLUMNS, (report_row(report) for report in reports))


def reported_item_key(kind: str, slug: str) -> ItemKey:
    return ItemKey(f"{kind}s", slug)


def report_row(report: Report) -> tuple[Any, ...]:
    received, answered = (
        timezone.localtime(time).isoformat(" ", "minutes") if time else ""
        for time in (report.made_at, report.answered_at)
    )
    page = (report.kind, report.slug, report.anchor, report.edition_id)
    return (received, *page, report.verdict, report.text, report.state, report.answered_by, answered, report.answer)
