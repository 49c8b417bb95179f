"""Convert an item's form and its inlines to plain values, and back to POST data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib import admin
from django.forms import BaseInlineFormSet, BaseModelForm, BooleanField, BoundField, CharField, Textarea
from django.http import HttpRequest, QueryDict

from guide.admin.editing.three_way_merge import DELETE_FLAG, POSITION_FIELD, Conflict, FormRow, FormValues
from guide.editions.diff import DiffSegment, word_diff
from guide.models import Item


class BoundForms:
    """The form of a row as stored now, with the formsets of its inlines."""

    def __init__(self, model_admin: admin.ModelAdmin, request: HttpRequest, row: Item | None) -> None:
        self.row = row
        form = model_admin.get_form(request, row, change=row is not None)
        self.form = form(instance=row)
        self.formsets: dict[str, BaseInlineFormSet] = {}
        for formset, inline in model_admin.get_formsets_with_inlines(request, row):
            prefix = formset.get_default_prefix()
            self.formsets[prefix] = formset(instance=row, prefix=prefix, queryset=inline.get_queryset(request))

    def initial_values(self) -> FormValues:
        """Return the stored values, as the forms show them when opened."""
        lists = {
            prefix: tuple(FormRow(str(form.instance.pk), self._form_values(form)) for form in formset.initial_forms)
            for prefix, formset in self.formsets.items()
        }
        return FormValues(self._form_values(self.form), lists)

    def submitted_values(self, data: Mapping[str, str]) -> FormValues:
        fields = {name: form_value(data.get(name, "")) for name in self.form.fields}
        return FormValues(fields, {prefix: tuple(self._rows(prefix, data)) for prefix in self.formsets})

    def to_post_data(self, data: QueryDict, filled: FormValues, stored: FormValues) -> QueryDict:
        """Return POST data with the values of `filled`, as if the form had been opened on `stored`."""
        data, parent = data.copy(), str(self.row.pk) if self.row else ""
        for name, value in filled.fields.items():
            data[name] = value
        for prefix, rows in filled.lists.items():
            self._remove_rows(prefix, data)
            data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
            data[f"{prefix}-INITIAL_FORMS"] = str(len(stored.lists.get(prefix, ())))
            for number, row in enumerate(rows):
                values = {"id": row.pk, self.formsets[prefix].fk.name: parent, **row.fields}
                values |= {DELETE_FLAG: "on"} if row.deleted else {}
                data.update({f"{prefix}-{number}-{name}": value for name, value in values.items()})
        return data

    def to_add_form_data(self, data: QueryDict) -> QueryDict:
        """Change POST data of this item to that of the add form, where all inline rows are new."""
        for prefix, formset in self.formsets.items():
            data[f"{prefix}-INITIAL_FORMS"] = "0"
            for number in range(row_count(data, prefix)):
                data.pop(f"{prefix}-{number}-id", None)
                data.pop(f"{prefix}-{number}-{formset.fk.name}", None)
        return data

    def form_of(self, conflict: Conflict) -> BaseModelForm:
        """Return the form that holds the conflicting field: the main form, or an empty form of its inline."""
        return self.formsets[conflict.list].empty_form if conflict.list else self.form

    @staticmethod
    def _form_values(form: BaseModelForm) -> dict[str, str]:
        excluded = {DELETE_FLAG, "id", getattr(form.instance, "parent", None)}
        return {name: form_value(form[name].value()) for name in form.fields if name not in excluded}

    def _rows(self, prefix: str, data: Mapping[str, str]) -> list[FormRow]:
        rows = []
        empty = self._form_values(self.formsets[prefix].empty_form)
        for number in range(row_count(data, prefix)):
            fields = {name: form_value(data.get(f"{prefix}-{number}-{name}", "")) for name in empty}
            row = FormRow(
                data.get(f"{prefix}-{number}-id", ""), fields, bool(data.get(f"{prefix}-{number}-{DELETE_FLAG}"))
            )
            if row.pk or fields != empty:  # skip new rows that were left empty
                rows.append(row)
        return rows

    def _remove_rows(self, prefix: str, data: QueryDict) -> None:
        for name in [name for name in data if name.startswith(f"{prefix}-") and name[len(prefix) + 1].isdigit()]:
            del data[name]


class ConflictQuestion(NamedTuple):
    """A conflict as the page shows it, with labels and values for people."""

    conflict: Conflict
    label: str
    base: str
    theirs: str
    mine: str
    textarea_rows: int  # 0: choose one of the two values; otherwise the text can also be edited

    @property
    def their_diff(self) -> tuple[DiffSegment, ...]:
        return word_diff(self.base, self.theirs)

    @property
    def my_diff(self) -> tuple[DiffSegment, ...]:
        return word_diff(self.base, self.mine)

    @property
    def theirs_label(self) -> str:
        return self._label(self.theirs, "Use the other text")

    @property
    def mine_label(self) -> str:
        return self._label(self.mine, "Use this text, which you can still edit:")

    def _label(self, text: str, text_label: str) -> str:
        if self.conflict.field == DELETE_FLAG:
            return "Keep it" if text else "Remove it"
        return text_label if self.textarea_rows else text


def conflict_question(forms: BoundForms, conflict: Conflict) -> ConflictQuestion:
    inline = forms.form_of(conflict).instance._meta.verbose_name if conflict.list else ""
    sides = (conflict.base, conflict.theirs, conflict.mine)
    if conflict.field == DELETE_FLAG:
        label = f"{inline}: one of you changed it, the other removed it"
        base, theirs, mine = (row_text(forms.form_of(conflict), text) for text in sides)
        return ConflictQuestion(conflict, label, base, theirs, mine, 0)
    field = forms.form_of(conflict)[conflict.field]
    label = f"{inline} {conflict.number + 1}: {str(field.label).lower()}" if inline else str(field.label)
    base, theirs, mine = (field_value_text(field, text) for text in sides)
    is_text = isinstance(field.field, CharField)
    textarea_rows = (8 if isinstance(field.field.widget, Textarea) else 2) if is_text else 0
    return ConflictQuestion(conflict, label, base, theirs, mine, textarea_rows)


def row_text(form: BaseModelForm, row_json: str) -> str:
    """Format an inline row, given as JSON, with one field per row."""
    values = json.loads(row_json or "{}")
    return "\n".join(
        field_value_text(form[name], value) for name, value in values.items() if value and name != POSITION_FIELD
    )


def field_value_text(field: BoundField, value: str) -> str:
    """Return a value as people read it: the label of a choice, "yes" or "no", or the text itself."""
    if isinstance(field.field, BooleanField):
        return "yes" if value else "no"
    if hasattr(field.field, "queryset"):
        row = field.field.queryset.filter(pk=value).first() if value.isdecimal() else None
        return str(row) if row else "nothing"
    return str(dict(getattr(field.field, "choices", ())).get(value, value))


def form_value(value: Any) -> str:
    """Normalize a value from a browser or a row, so that equal texts compare equal. A checked box is "on"."""
    if value is None or isinstance(value, bool):
        return "on" if value else ""
    return str(value).replace("\r\n", "\n").strip()


def row_count(data: Mapping[str, str], prefix: str) -> int:
    """Return the number of inline rows sent, at most 1000, and 0 if it is no number: Django then reports the error."""
    text = data.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(text), 1000) if text.isdecimal() else 0
