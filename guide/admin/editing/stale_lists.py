"""Lists that two people reorder at once: only what somebody moved is saved, and no order of another is undone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, QueryDict

from guide.admin.editing.form_data import form_value, row_count
from guide.models import Item

PREFIX = "form"


class OpenedPositionForm(ModelForm):
    """A row of a list, with its position as the list was opened in a hidden field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].show_hidden_initial = True
            self.fields["position"].help_text = ""  # a list does not show it, so nothing may point to it


class StaleListAdmin(admin.ModelAdmin):
    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, **{"form": OpenedPositionForm, **kwargs})

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not ("_save" in request.POST and self.list_editable and self.has_change_permission(request)):
            return super().changelist_view(request, extra_context)
        with transaction.atomic():
            # Django reads the formset from here; its stubs have only what a browser sent.
            request.POST = self._moved_rows(request)  # type: ignore[assignment]
            return super().changelist_view(request, extra_context)

    def _moved_rows(self, request: HttpRequest) -> QueryDict:
        """Return the POST data with those rows only that this editor moved and nobody else did meanwhile."""
        sent, data = request.POST, request.POST.copy()
        numbers = range(row_count(sent, PREFIX))
        pks = [pk for number in numbers if (pk := sent.get(f"{PREFIX}-{number}-id", "")).isdecimal()]
        rows = {str(row.pk): row for row in self.model.objects.select_for_update().filter(pk__in=pks)}
        for name in [name for name in data if name.startswith((f"{PREFIX}-", f"initial-{PREFIX}-"))]:
            del data[name]
        kept: list[tuple[str, str]] = []
        for number in numbers:
            pk, mine = sent.get(f"{PREFIX}-{number}-id", ""), sent.get(f"{PREFIX}-{number}-position", "").strip()
            opened = sent.get(f"initial-{PREFIX}-{number}-position")
            if mine == opened:
                continue
            if problem := position_problem(rows.get(pk), opened, mine):
                messages.warning(request, problem)
            else:
                kept.append((pk, mine))
        data |= {f"{PREFIX}-{name}_FORMS": str(len(kept)) for name in ("TOTAL", "INITIAL")}
        for number, (pk, mine) in enumerate(kept):
            data.update({f"{PREFIX}-{number}-id": pk, f"{PREFIX}-{number}-position": mine})
        return data


def position_problem(row: Item | None, opened: str | None, mine: str) -> str | None:
    """Return why a row does not get the position that was sent, or None."""
    if row is None:
        return f"Somebody has deleted a row to which you gave position {mine}."
    stored = form_value(row.position)
    if stored not in (opened, mine):
        return f"“{row}” keeps position {stored}: somebody gave it that while you had the list open. Yours was {mine}."
    try:
        row._meta.get_field("position").clean(mine, row)
    except ValidationError as error:
        return f"“{row}” keeps position {stored}: {' '.join(error.messages)} You wrote “{mine}”."
    return None
