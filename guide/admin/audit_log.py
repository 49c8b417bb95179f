"""The audit log: who did what and when, as a page and as a CSV or JSON file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guide.admin.site import admin_page, render_admin_page
from guide.audit.csv_export import csv_response
from guide.audit.log import MAX_SHOWN, AuditFilter, AuditLogEntry, audit_log_entries, log_export


class AuditFilterForm(forms.Form):
    who = forms.CharField(label="Person", required=False, widget=forms.Select)
    item = forms.CharField(label="Item, type or word", required=False, max_length=100)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = get_user_model().objects.order_by("username").values_list("username", flat=True)
        self.fields["who"].widget.choices = [("", "Everybody"), *((name, name) for name in names)]

    def audit_filter(self) -> AuditFilter:
        """Return the filter from the valid fields. Invalid fields are ignored here; the form shows their errors."""
        self.is_valid()
        data = self.cleaned_data
        return AuditFilter(data.get("who", ""), data.get("item", ""), data.get("since"), data.get("until"))


@admin_page("audit-log/", name="audit_log", permission="admin.view_logentry")
@require_safe
def audit_log_view(request: HttpRequest) -> HttpResponse:
    form = AuditFilterForm(request.GET)
    entries = audit_log_entries(form.audit_filter())
    context = {"title": "Audit log", "form": form, "entries": entries[:MAX_SHOWN], "more": len(entries) > MAX_SHOWN}
    return render_admin_page(request, "admin/guide/audit_log.html", context | {"query": request.GET.urlencode()})


@admin_page("audit-log.<str:file_format>", name="audit_log_export", permission="admin.view_logentry")
@require_safe
def audit_log_export(request: HttpRequest, file_format: str) -> HttpResponse:
    """Download all entries that match the filter, without the page's limit."""
    if file_format not in ("csv", "json"):
        raise Http404("The audit log is available as csv or json.")
    entries = audit_log_entries(AuditFilterForm(request.GET).audit_filter())
    rows = [entry._asdict() | {"at": timezone.localtime(entry.at).isoformat(" ", "seconds")} for entry in entries]
    log_export(request, f"the audit log as {file_format.upper()}")
    if file_format == "csv":
        return csv_response("audit-log", AuditLogEntry._fields, (list(row.values()) for row in rows))
    response = JsonResponse({"audit_log": rows}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="audit-log.json"'
    return response
