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
from guide.admin.site import admin_page, current_editor, render_admin_page, request_status
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
        # Somebody has deleted it since the page was opened: there is nothing to check and nothing to save.
        self.empty_permitted = self.is_deleted

    @property
    def is_deleted(self) -> bool:
        return self.instance.pk is None

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
        return not self.is_deleted and any(self.sent(name) != opened.get(name) for name in COLUMNS)

    def clean(self) -> dict[str, Any]:
        data, opened = super().clean() or self.cleaned_data, self.opened_values()
        again = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        for name in COLUMNS:
            mine, stored = self.sent(name), self.stored[name]
            if mine == opened.get(name):
                data[name] = getattr(self.instance, name)
                again[self.add_prefix(name)] = stored
            elif stored not in (opened.get(name), mine):
                wrote = f"wrote {stored}" if stored else "emptied this"
                self.add_error(name, f"Somebody {wrote} meanwhile. Save again to keep yours.")
        again[self.add_prefix("opened")] = json.dumps(self.stored)
        self.data = again  # what the page shows if there are errors
        return data


GridFormSet = forms.modelformset_factory(Prescription, GridRowForm, formset=LabelledModelFormSet, extra=0)


@admin_page("prescriptions/grid/", name="prescription_grid", permission="guide.change_prescription")
def prescription_grid_view(request: HttpRequest) -> HttpResponse:
    rows = Prescription.objects.select_related("placement", "experience", "aim")
    formset = GridFormSet(queryset=rows)
    if request.method == "POST":
        with transaction.atomic():
            formset = GridFormSet(request.POST, queryset=rows.select_for_update(of=("self",)))
            if formset.is_valid():
                save_rows(request, formset)
                return redirect("admin:prescription_grid")
    return render_admin_page(
        request, "admin/guide/prescription_grid.html", {"formset": formset, "title": "Prescriptions"}
    )


def save_rows(request: HttpRequest, formset: Any) -> None:
    before, by = request_status(request).rows, request.user.get_username()
    changed = [form.save() for form in formset if form.has_changed()]
    for row in changed:
        LogEntry.objects.log_actions(current_editor(request).pk, [row], CHANGE, SAVED)
    Version.objects.record({item_key(row): row.serialize() for row in changed}, by=by, what=SAVED, before=before)
    names = ", ".join(row.slug for row in changed)
    messages.success(request, f"Saved as drafts: {names}." if changed else "Nothing was changed.")
    if any(form.is_deleted for form in formset):
        messages.warning(request, "A row is missing: somebody deleted its prescription while you had this page open.")
