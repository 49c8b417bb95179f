"""The page of activity: who did what and when, and the same as a file."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guide.admin.site import desk_page, show
from guide.audit.csv_export import as_csv
from guide.audit.log import MOST, Deed, Wish, deeds, took_out


class ActivityForm(forms.Form):
    who = forms.CharField(label="Person", required=False, widget=forms.Select)
    item = forms.CharField(label="Item, kind or word", required=False, max_length=100)
    since = forms.DateField(label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = get_user_model().objects.order_by("username").values_list("username", flat=True)
        self.fields["who"].widget.choices = [("", "everybody"), *((name, name) for name in names)]

    def wish(self) -> Wish:
        """What was asked for; a part that cannot be read is left out, and the form says so."""
        self.is_valid()
        data = self.cleaned_data
        until = data.get("until")
        return Wish(data.get("who", ""), data.get("item", ""), midnight(data.get("since")), midnight(until, days=1))


def midnight(day: Any, days: int = 0) -> datetime | None:
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time())) if day else None


@desk_page("activity/", name="activity", right="admin.view_logentry")
@require_safe
def activity(request: HttpRequest) -> HttpResponse:
    form = ActivityForm(request.GET)
    found = deeds(form.wish())
    context = {"title": "Activity", "form": form, "deeds": found[:MOST], "more": len(found) > MOST}
    return show(request, "admin/guide/audit_log.html", context | {"query": request.GET.urlencode()})


@desk_page("activity.<str:form>", name="activity_file", right="admin.view_logentry")
@require_safe
def activity_file(request: HttpRequest, form: str) -> HttpResponse:
    """All deeds that fit, as CSV or JSON."""
    if form not in ("csv", "json"):
        raise Http404("activity comes as csv or json")
    found = [plain(deed) for deed in deeds(ActivityForm(request.GET).wish())]
    took_out(request, f"the activity as {form.upper()}")
    if form == "csv":
        return as_csv("activity", Deed._fields, (row.values() for row in found))
    response = JsonResponse({"activity": found}, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="activity.json"'
    return response


def plain(deed: Deed) -> dict[str, str]:
    return deed._asdict() | {"at": timezone.localtime(deed.at).isoformat(" ", "seconds")}
