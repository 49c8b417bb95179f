"""The page of activity: who did what and when, and the same as a file."""

from __future__ import annotations

from datetime import datetime, time, timedelta
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
    item = forms.CharField(label="Item, kind or word", required=False, max_length=100)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = get_user_model().objects.order_by("username").values_list("username", flat=True)
        self.fields["who"].widget.choices = [("", "everybody"), *((name, name) for name in names)]

    def audit_filter(self) -> AuditFilter:
        """What was asked for; a part that cannot be read is left out, and the form says so."""
        self.is_valid()
        data = self.cleaned_data
        until = data.get("until")
        return AuditFilter(
            data.get("who", ""), data.get("item", ""), midnight(data.get("since")), midnight(until, days=1)
        )


def midnight(day: Any, days: int = 0) -> datetime | None:
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time())) if day else None


@admin_page("activity/", name="activity", permission="admin.view_logentry")
@require_safe
def audit_log_view(request: HttpRequest) -> HttpResponse:
    form = AuditFilterForm(request.GET)
    found = audit_log_entries(form.audit_filter())
    context = {"title": "Activity", "form": form, "entries": found[:MAX_SHOWN], "more": len(found) > MAX_SHOWN}
    return render_admin_page(request, "admin/guide/audit_log.html", context | {"query": request.GET.urlencode()})


@admin_page("activity.<str:form>", name="activity_file", permission="admin.view_logentry")
@require_safe
def audit_log_export(request: HttpRequest, form: str) -> HttpResponse:
    """All deeds that fit, as CSV or JSON."""
    if form not in ("csv", "json"):
        raise Http404("activity comes as csv or json")
    found = [entry_as_dict(deed) for deed in audit_log_entries(AuditFilterForm(request.GET).audit_filter())]
    log_export(request, f"the activity as {form.upper()}")
    if form == "csv":
        return csv_response("activity", AuditLogEntry._fields, (list(row.values()) for row in found))
    response = JsonResponse({"activity": found}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="activity.json"'
    return response


def entry_as_dict(deed: AuditLogEntry) -> dict[str, str]:
    return deed._asdict() | {"at": timezone.localtime(deed.at).isoformat(" ", "seconds")}
