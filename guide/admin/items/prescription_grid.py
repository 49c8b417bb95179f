"""All prescriptions on one page, edited in place and saved at once. Only what an editor changed is written."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from guide.admin.items.base import ItemForm, LabelledModelFormSet
from guide.admin.site import admin_page, current_editor, post_data, render_admin_page, request_status
from guide.models import Prescription, Version
from guide.models.snapshot import item_key

SAVED = "Changed in the grid."
COLUMNS = ("sets", "reps", "rir", "load", "rest", "tempo", "days", "weekly_sets_cap", "progression")


class GridRowForm(ItemForm):
    """A prescription as a row. `opened` has the values that the page was opened with, so that no change is undone."""

    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Prescription
        fields = COLUMNS
        widgets = {name: forms.TextInput(attrs={"size": 7}) for name in COLUMNS if name != "load"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = {name: str(self.initial.get(name) or "") for name in COLUMNS}
        self.initial["opened"] = json.dumps(self.stored)

    def sent(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), "")).strip()

    def opened_values(self) -> dict[str, str]:
        try:
            found = json.loads(self.sent("opened"))
        except ValueError:
            found = None
        return found if isinstance(found, dict) else {}

    def has_changed(self) -> bool:
        opened = self.opened_values()
        return any(self.sent(name) != opened.get(name) for name in COLUMNS)

    def clean(self) -> dict[str, Any]:
        data, opened = super().clean() or self.cleaned_data, self.opened_values()
        for name in COLUMNS:
            mine, stored = self.sent(name), self.stored[name]
            if mine == opened.get(name):
                data[name] = getattr(self.instance, name)
            elif stored not in (opened.get(name), mine):
                self.add_error(name, f"Somebody wrote {stored} meanwhile. Save again to keep yours.")
        sent = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        sent[self.add_prefix("opened")] = json.dumps(self.stored)
        self.data = sent
        return data


@admin_page("prescriptions/grid/", name="prescription_grid", permission="guide.change_prescription")
@transaction.atomic
def prescription_grid_view(request: HttpRequest) -> HttpResponse:
    rows = Prescription.objects.select_related("placement", "experience", "aim")
    if request.method == "POST":
        rows = rows.select_for_update(of=("self",))
    formset_class = forms.modelformset_factory(Prescription, GridRowForm, formset=LabelledModelFormSet, extra=0)
    formset = formset_class(post_data(request), queryset=rows)
    if request.method == "POST" and formset.is_valid():
        before, by = request_status(request).rows, request.user.get_username()
        changed = [form.save() for form in formset if form.has_changed()]
        for row in changed:
            LogEntry.objects.log_actions(current_editor(request).pk, [row], CHANGE, SAVED)
        items = {item_key(row): row.serialize() for row in changed}
        Version.objects.record(items, by=by, what=SAVED, before=before)
        names = ", ".join(row.slug for row in changed)
        messages.success(request, f"Saved as drafts: {names}." if changed else "Nothing was changed.")
        return redirect("admin:prescription_grid")
    return render_admin_page(
        request, "admin/guide/prescription_grid.html", {"formset": formset, "title": "Prescriptions"}
    )
